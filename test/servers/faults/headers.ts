/** Servers with missing, wrong or contradicting headers. */
import { nowhere, toHead } from './caller.ts';
import { answers, fault, isSuccess, refusals, without, type Wrong } from './fault.ts';

const everywhere =
  (change: (headers: Record<string, string>) => Record<string, string>): Wrong['wrap'] =>
  (handle) =>
  async (request) => {
    const response = await handle(request);
    return { ...response, headers: change({ ...response.headers }) };
  };

/** The faults of this group. */
export const headerFaults = [
  ...fault('headers', 'json-as-text', 'sends JSON as text', ['lava', 'encrata'], () => ({
    finds: ['ContentTypeWrong *'],
    wrap: everywhere((headers) => ({ ...headers, 'Content-Type': 'text/plain' })),
    isWrong: async (call) => (await call.list()).headers.get('content-type') === 'text/plain',
  })),
  ...fault('headers', 'one-request-id', 'gives every request the same id', ['agentmessage'], () => ({
    finds: ['RequestIdRepeated *'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      const id = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
      const text = response.json === undefined ? undefined : JSON.stringify(response.json);
      const json: unknown = text && JSON.parse(text.replace(/("request_?[iI]d":")[^"]*"/g, `$1${id}"`));
      const headers = { ...response.headers };
      for (const name of Object.keys(headers)) if (/^x-request-id$/i.test(name)) headers[name] = id;
      return { ...response, headers, ...(json !== undefined && { json }) };
    },
    isWrong: async (call) => {
      const ids = [await call.list(), await call.list()].map(({ headers }) => headers.get('x-request-id'));
      return ids[0] !== null && ids[0] === ids[1];
    },
  })),
  ...fault('headers', 'false-coding', 'says gzip of a body that is not', ['encrata', 'agentmessage'], (api) => ({
    finds: ['ContentEncodingWrong *'],
    wrap: everywhere((headers) => ({ ...headers, 'Content-Encoding': 'gzip' })),
    isWrong: async (call) => {
      const head = await call.raw(toHead(call, `GET ${api.path}`));
      return /content-encoding: gzip/i.test(head) && /\r\n\r\n[^]*[[{]/.test(head);
    },
  })),
  ...fault('headers', 'errors-as-html', 'calls its errors HTML', ['leadlex', 'agentmessage'], () => ({
    finds: ['ContentTypeWrong *'],
    wrap: refusals([400, 401, 404, 422], (response) => ({
      ...response,
      headers: { ...response.headers, 'Content-Type': 'text/html; charset=utf-8' },
    })),
    isWrong: async (call) => (await call.remove(nowhere)).headers.get('content-type')!.includes('html'),
  })),
  ...fault(
    'headers',
    'no-type',
    'does not say what kind of body it sends',
    ['agentmessage', 'leadlex', 'lava'],
    (api) => ({
      finds: [`ContentTypeWrong ${api.operations.create}`],
      wrap: answers(api, 'create', (response) =>
        isSuccess(response)
          ? { status: response.status, headers: response.headers ?? {}, text: JSON.stringify(response.json) }
          : response,
      ),
      isWrong: async (call) => (await call.create()).headers.get('content-type') === null,
    }),
  ),
  ...fault('headers', 'xml-read', 'says that a webhook is XML', ['encrata', 'agentmessage'], (api) => ({
    finds: [`ContentTypeWrong ${api.operations.read}`],
    wrap: answers(api, 'read', (response) =>
      isSuccess(response)
        ? { ...response, headers: { ...response.headers, 'Content-Type': 'application/xml' } }
        : response,
    ),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.read(item.id)).headers.get('content-type') === 'application/xml';
    },
  })),
  ...fault('headers', 'no-quota', 'forgets its quota headers', ['encrata', 'leadlex'], () => ({
    finds: ['HeaderMissing *'],
    place: 'X-RateLimit',
    wrap: everywhere((headers) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('X-RateLimit'))),
    ),
    isWrong: async (call) => !(await call.list()).headers.has('x-ratelimit-limit'),
  })),
  ...fault('headers', 'no-remaining', 'does not say how much of the quota is left', ['leadlex', 'encrata'], (api) => ({
    finds: [`HeaderMissing ${api.operations.list}`],
    place: 'X-RateLimit-Remaining',
    wrap: answers(api, 'list', (response) => ({
      ...response,
      headers: without(response.headers ?? {}, 'X-RateLimit-Remaining') as Record<string, string>,
    })),
    isWrong: async (call) => !(await call.list()).headers.has('x-ratelimit-remaining'),
  })),
  ...fault(
    'headers',
    'no-request-id',
    'forgets the header that names the request',
    ['agentmessage', 'leadlex'],
    () => ({
      finds: ['HeaderMissing *'],
      place: 'X-Request-I',
      wrap: everywhere((headers) =>
        Object.fromEntries(Object.entries(headers).filter(([name]) => !/x-request-id/i.test(name))),
      ),
      isWrong: async (call) => !(await call.list()).headers.has('x-request-id'),
    }),
  ),
  ...fault(
    'headers',
    'delete-request-id',
    'forgets the header that names the request on a delete',
    ['agentmessage'],
    (api) => ({
      finds: [`HeaderMissing ${api.operations.remove}`],
      place: 'X-Request-Id',
      wrap: answers(api, 'remove', (response) => ({ ...response, headers: {} })),
      isWrong: async (call) => {
        const { item } = await call.create();
        return !(await call.remove(item.id)).headers.has('x-request-id');
      },
    }),
  ),
  ...fault('headers', 'errors-request-id', 'names the request on success only', ['leadlex', 'agentmessage'], () => ({
    finds: ['HeaderMissing *'],
    place: 'X-Request-I',
    wrap: refusals([400, 404, 409, 422], ({ headers, ...response }) => ({
      ...response,
      headers: Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => !/x-request-id/i.test(name))),
    })),
    isWrong: async (call) => !(await call.remove(nowhere)).headers.has('x-request-id'),
  })),
  ...fault('headers', 'no-cache-control', 'forgets how long a metric keeps', ['agentmessage'], (api) => ({
    finds: ['HeaderMissing getMetricsWebhooks'],
    place: 'Cache-Control',
    wrap: answers(api, 'GET /metrics/webhooks', (response) => ({
      ...response,
      headers: without(response.headers ?? {}, 'Cache-Control') as Record<string, string>,
    })),
    isWrong: async (call) => !(await call.ask('GET /v1/metrics/webhooks?metric=failed')).headers.has('cache-control'),
  })),
  ...fault('headers', 'limit-word', 'writes its quota as a word', ['encrata', 'leadlex'], () => ({
    finds: ['HeaderInvalid *'],
    place: 'X-RateLimit-Limit',
    wrap: everywhere((headers) => ({ ...headers, 'X-RateLimit-Limit': 'thirty' })),
    isWrong: async (call) => (await call.list()).headers.get('x-ratelimit-limit') === 'thirty',
  })),
  ...fault('headers', 'limit-zero', 'says that its quota is 0', ['leadlex'], () => ({
    finds: ['HeaderInvalid *'],
    place: 'X-RateLimit-Limit',
    wrap: everywhere((headers) => ({ ...headers, 'X-RateLimit-Limit': '0' })),
    isWrong: async (call) => (await call.list()).headers.get('x-ratelimit-limit') === '0',
  })),
  ...fault('headers', 'reset-date', 'writes the end of the window as a date', ['encrata', 'leadlex'], () => ({
    finds: ['HeaderInvalid|RateLimitHeadersWrong *'],
    place: 'X-RateLimit-Reset',
    wrap: everywhere((headers) => ({ ...headers, 'X-RateLimit-Reset': 'Sat, 21 Nov 2026 08:30:00 GMT' })),
    isWrong: async (call) => (await call.list()).headers.get('x-ratelimit-reset')!.includes('GMT'),
  })),
  ...fault('headers', 'remaining-negative', 'counts its quota below zero', ['encrata'], () => ({
    finds: ['HeaderInvalid *'],
    place: 'X-RateLimit-Remaining',
    wrap: everywhere((headers) => ({ ...headers, 'X-RateLimit-Remaining': '-1' })),
    isWrong: async (call) => (await call.list()).headers.get('x-ratelimit-remaining') === '-1',
  })),
  ...fault('headers', 'request-uuid', 'names requests in another form', ['agentmessage'], () => ({
    finds: ['HeaderInvalid *'],
    place: 'X-Request-Id',
    wrap: everywhere((headers) => ({ ...headers, 'X-Request-Id': nowhere })),
    isWrong: async (call) => (await call.list()).headers.get('x-request-id')!.includes('-'),
  })),
  ...fault('headers', 'request-lower', 'names requests in lower case', ['agentmessage'], () => ({
    finds: ['HeaderInvalid *'],
    place: 'X-Request-Id',
    wrap: everywhere((headers) => ({ ...headers, 'X-Request-Id': headers['X-Request-Id']!.toLowerCase() })),
    isWrong: async (call) => /[a-z]/.test((await call.list()).headers.get('x-request-id')!),
  })),
  ...fault('headers', 'request-empty', 'gives requests an empty name', ['leadlex'], () => ({
    finds: ['HeaderInvalid|HeaderMissing *'],
    place: 'X-Request-ID',
    wrap: everywhere((headers) => ({ ...headers, 'X-Request-ID': '' })),
    isWrong: async (call) => (await call.list()).headers.get('x-request-id') === '',
  })),
];
