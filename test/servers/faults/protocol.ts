/** Servers that break HTTP, JSON or their encoding. */
import type { ReferenceResponse } from '../reference/support/http.ts';
import { toHead } from './caller.ts';
import { answers, fault, isSuccess, requests, withHeader, without, type Wrong } from './fault.ts';

const isJson = (body: Buffer): boolean => {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
};
const write = (response: ReferenceResponse, change: (text: string) => string | Uint8Array): ReferenceResponse =>
  response.json === undefined ? response : { ...response, text: change(JSON.stringify(response.json)) };
/** What comes when the body is no JSON. */
const onBroken =
  (answer: ReferenceResponse): Wrong['wrap'] =>
  (handle) =>
  async (request) =>
    request.body.length > 0 && !isJson(request.body) ? answer : await handle(request);
/** Other methods on the collection. */
const onMethod =
  (change: (response: ReferenceResponse) => ReferenceResponse): Wrong['wrap'] =>
  (handle) =>
  async (request) => {
    const response = await handle(request);
    return response.status === 405 ? change(response) : response;
  };

/** The faults of this group. */
export const protocolFaults = [
  ...fault(
    'protocol',
    'method-200',
    'answers methods that it does not have with success',
    ['lava', 'leadlex'],
    (api) => ({
      finds: ['MethodNotRefused *'],
      wrap: onMethod(() => ({ status: 200, json: {} })),
      isWrong: async (call) =>
        isSuccess(
          await call
            .ask(`PUT ${api.path}`, { body: {} })
            .then((answer) => (api.flat ? call.ask(`PATCH ${api.path}`) : answer)),
        ),
    }),
  ),
  ...fault('protocol', 'method-500', 'fails on methods that it does not have', ['encrata', 'agentmessage'], (api) => ({
    finds: ['ServerError|MethodNotRefused *'],
    wrap: onMethod((response) => ({ ...response, status: 500 })),
    isWrong: async (call) => (await call.ask(`PATCH ${api.path}`)).status === 500,
  })),
  ...fault('protocol', 'no-allow', 'does not say which methods it has', ['agentmessage', 'lava', 'leadlex'], (api) => ({
    finds: ['AllowMissing *'],
    place: 'Allow',
    wrap: onMethod((response) => ({
      ...response,
      headers: without(response.headers ?? {}, 'Allow') as Record<string, string>,
    })),
    isWrong: async (call) => {
      const { status, headers } = await call.ask(`PUT ${api.path}`, { body: {} });
      return status === 405 && !headers.has('allow');
    },
  })),
  ...fault('protocol', 'malformed-500', 'fails on broken JSON', ['lava', 'encrata'], (api) => ({
    finds: ['ServerError *'],
    wrap: onBroken({ status: 500, json: { error: { message: 'no', code: 'internal', status: 500 } } }),
    isWrong: async (call) => (await call.ask(`POST ${api.path}`, { body: '{' })).status === 500,
  })),
  ...fault('protocol', 'malformed-hangup', 'hangs up on broken JSON', ['agentmessage', 'leadlex'], (api) => ({
    finds: ['NoAnswer *'],
    wrap: onBroken({ status: 400, takeOver: (socket) => socket.destroy() }),
    isWrong: (call) =>
      call.ask(`POST ${api.path}`, { body: '{' }).then(
        () => false,
        () => true,
      ),
  })),
  ...fault('protocol', 'deep-500', 'fails on deeply nested JSON', ['leadlex', 'encrata'], () => ({
    finds: ['ServerError *'],
    wrap: (handle) => async (request) =>
      /(?:[[{][^[\]{}]*){60}/.test(request.body.toString()) ? { status: 500, json: {} } : await handle(request),
    isWrong: async (call) =>
      (await call.create({ extra: JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) })).status === 500,
  })),
  ...fault('protocol', 'odd-id', 'fails on an id with odd letters', ['lava', 'agentmessage', 'leadlex'], (api) => ({
    finds: ['ServerError *'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      return response.status === 404 && /%(?:00|25|2f|27|E0|C3|F0|FF)/i.test(request.path)
        ? { ...response, status: 500 }
        : response;
    },
    isWrong: async (call) => (await call.ask(`DELETE ${api.path}/%00%25`)).status === 500,
  })),
  ...fault('protocol', 'cut', 'breaks off its JSON', ['agentmessage', 'encrata'], (api) => ({
    finds: [`BodyUnreadable ${api.operations.read}`],
    wrap: answers(api, 'read', (response) =>
      response.status === 200 ? write(response, (text) => text.slice(0, -1)) : response,
    ),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.read(item.id)).json === undefined;
    },
  })),
  ...fault('protocol', 'trailing', 'writes something after its JSON', ['encrata', 'leadlex'], (api) => ({
    finds: [`BodyUnreadable ${api.operations.list}`],
    wrap: answers(api, 'list', (response) => write(response, (text) => `${text}\n<!-- 12 ms -->`)),
    isWrong: async (call) => (await call.list()).text.endsWith('-->'),
  })),
  ...fault(
    'protocol',
    'jsonp',
    'guards its lists against hijacking with a prefix',
    ['lava', 'agentmessage'],
    (api) => ({
      finds: [`BodyUnreadable ${api.operations.list}`],
      wrap: answers(api, 'list', (response) =>
        isSuccess(response) ? write(response, (text) => `)]}',\n${text}`) : response,
      ),
      isWrong: async (call) => (await call.list()).text.startsWith(')]}'),
    }),
  ),
  ...fault('protocol', 'nan', 'writes NaN', ['agentmessage'], (api) => ({
    finds: [`BodyUnreadable ${api.operations.list}`],
    wrap: answers(api, 'list', (response) => write(response, (text) => text.replace('"total":0', '"total":NaN'))),
    isWrong: async (call) => (await call.list()).text.includes('NaN'),
  })),
  ...fault('protocol', 'twice-key', 'names a key twice in one object', ['lava', 'leadlex', 'encrata'], (api) => ({
    finds: [`DuplicateMember ${api.operations.create}`],
    wrap: answers(api, 'create', (response) =>
      isSuccess(response) ? write(response, (text) => text.replace(/"url":("[^"]*")/, '"url":"","url":$1')) : response,
    ),
    isWrong: async (call) => (await call.create()).text.includes('"url":"",'),
  })),
  ...fault('protocol', 'latin', 'writes Latin-1 and calls it JSON', ['lava', 'agentmessage'], (api) => ({
    finds: ['Utf8Invalid|BodyUnreadable|ValueNotKept *'],
    wrap: (handle) => async (request) => write(await handle(request), (text) => Buffer.from(text, 'latin1')),
    isWrong: async (call) => {
      const { item } = await call.create({ [api.text]: 'Grüße' });
      return (await call.read(item[api.id])).item[api.text] !== 'Grüße';
    },
  })),
  ...fault('protocol', 'bom', 'begins its JSON with a byte order mark', ['encrata', 'leadlex'], (api) => ({
    finds: ['ByteOrderMark|Utf8Invalid *'],
    wrap: answers(api, 'list', (response) => write(response, (text) => `\u{feff}${text}`)),
    isWrong: async (call) => (await call.raw(toHead(call, `GET ${api.path}`))).includes('\u00ef\u00bb\u00bf'),
  })),
  ...fault('protocol', 'utf16', 'writes its lists in UTF-16', ['agentmessage'], (api) => ({
    finds: ['Utf8Invalid|BodyUnreadable *'],
    wrap: answers(api, 'list', (response) => write(response, (text) => Buffer.from(text, 'utf16le'))),
    isWrong: async (call) => (await call.raw(toHead(call, `GET ${api.path}`))).includes('s\0u\0c\0'),
  })),
  ...fault('protocol', 'long-length', 'promises more bytes than it sends', ['lava', 'encrata'], (api) => ({
    finds: [`NoAnswer|ContentLengthWrong ${api.operations.list}`],
    wrap: answers(api, 'list', (response) => ({
      ...response,
      takeOver: (socket) => {
        const text = JSON.stringify(response.json);
        const head = Object.entries({ 'Content-Type': 'application/json', ...response.headers }).map(
          ([name, value]) => `${name}: ${value}\r\n`,
        );
        socket.end(
          `HTTP/1.1 ${response.status} OK\r\n${head.join('')}Content-Length: ${text.length + 10}\r\n\r\n${text}`,
        );
      },
    })),
    isWrong: (call) =>
      call.list().then(
        () => false,
        () => true,
      ),
  })),
  ...fault('protocol', 'no-last-chunk', 'forgets the last chunk of its lists', ['agentmessage', 'encrata'], (api) => ({
    finds: [`BodyTruncated ${api.operations.list}`, `OldVersionMishandled ${api.operations.list}`],
    wrap: answers(api, 'list', (response) => ({
      ...response,
      takeOver: (socket) => {
        const text = JSON.stringify(response.json);
        const head = Object.entries({ 'Content-Type': 'application/json', ...response.headers }).map(
          ([name, value]) => `${name}: ${value}\r\n`,
        );
        const length = Buffer.byteLength(text).toString(16);
        socket.end(
          `HTTP/1.1 ${response.status} OK\r\n${head.join('')}Transfer-Encoding: chunked\r\n\r\n${length}\r\n${text}\r\n`,
        );
      },
    })),
    isWrong: (call) =>
      call.list().then(
        () => false,
        () => true,
      ),
  })),
  ...fault('protocol', 'short-length', 'sends more bytes than it promises', ['leadlex', 'agentmessage'], (api) => ({
    finds: [`BodyUnreadable|ContentLengthWrong ${api.operations.list}`],
    wrap: answers(api, 'list', (response) => ({
      ...response,
      takeOver: (socket) => {
        const text = JSON.stringify(response.json);
        const head = Object.entries({ 'Content-Type': 'application/json', ...response.headers }).map(
          ([name, value]) => `${name}: ${value}\r\n`,
        );
        socket.end(
          `HTTP/1.1 ${response.status} OK\r\n${head.join('')}Content-Length: ${text.length - 5}\r\nConnection: close\r\n\r\n${text}`,
        );
      },
    })),
    isWrong: async (call) => {
      const [head, body] = (await call.raw(toHead(call, `GET ${api.path}`))).split('\r\n\r\n') as [string, string];
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      return length !== undefined && Number(length) < body.length;
    },
  })),
  ...fault('protocol', 'form', 'reads forms too', ['lava', 'agentmessage'], (api) => ({
    finds: [`InvalidInputAccepted ${api.operations.create}`],
    wrap: requests(api, 'create', (request) => {
      if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return request;
      const form = new URLSearchParams(request.body.toString());
      const json = Object.fromEntries(
        [...new Set(form.keys())].map((name) => [name, name === 'events' ? form.getAll(name) : form.get(name)]),
      );
      const body = Buffer.from(JSON.stringify(json));
      return { ...withHeader(request, 'content-type', 'application/json'), body };
    }),
    isWrong: async (call) => {
      const sample = api.sample(1);
      const fields = Object.entries(sample).flatMap(([name, value]) => [value].flat().map((entry) => [name, entry]));
      return isSuccess(
        await call.ask(`POST ${api.path}`, {
          body: new URLSearchParams(fields as string[][]).toString(),
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        }),
      );
    },
  })),
  ...fault('protocol', 'charset-create', 'takes no charset from a create', ['lava', 'leadlex'], (api) => ({
    finds: [`CharsetRefused ${api.operations.create}`],
    wrap: requests(api, 'create', (request) =>
      /charset/.test(request.headers['content-type'] ?? '')
        ? withHeader({ ...request, body: Buffer.from('?') }, 'content-type', 'application/json')
        : request,
    ),
    isWrong: async (call) =>
      !isSuccess(await call.create({}, { headers: { 'Content-Type': 'application/json; charset=utf-8' } })),
  })),
  ...fault('protocol', '204-body', 'sends a body with 204', ['encrata', 'agentmessage'], (api) => ({
    finds: [`ContentLengthWrong|BodyUnexpected|ConnectionBroken ${api.operations.remove}`],
    wrap: answers(api, 'remove', (response) => ({
      ...response,
      ...(response.status === 204 && {
        takeOver: (socket) => {
          const head = Object.entries(response.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
          socket.write(
            `HTTP/1.1 204 No Content\r\n${head.join('')}Content-Type: application/json\r\nContent-Length: 16\r\n\r\n{"deleted":true}`,
          );
          socket.end();
        },
      }),
    })),
    isWrong: async (call) => {
      const { item } = await call.create();
      const body = api.flat ? JSON.stringify({ id: item.id }) : '';
      const more = api.flat ? `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` : '';
      const text = await call.raw(toHead(call, `DELETE ${api.path}${api.flat ? '' : `/${item.id}`}`, more) + body);
      return text.includes('{"deleted"');
    },
  })),
];
