/** Servers whose fault shows only beside what was asked for: in another property, another resource, another spelling. */
import { fault, inside, isSuccess, shown, targetOf, withBody } from './fault.ts';
import { pick, roleOf } from './dialect.ts';

const isRotation = ({ path }: { readonly path: string }): boolean => path.endsWith('/rotate-secret');
const idIn = (path: string): string => path.split('/').at(-2)!;

/** The faults of this group. */
export const subtleFaults = [
  ...fault('secret', 'rotate-clears', 'forgets the description when it rotates', ['agentmessage'], (api) => ({
    finds: ['ResourceChanged rotateWebhookEndpointSecret'],
    place: 'description',
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (isRotation(request) && isSuccess(response))
        await inside(api, handle, { ...request, path: request.path.replace(/\/[^/]+\/rotate-secret$/, '') }).update(
          idIn(request.path),
          { description: '' },
        );
      return response;
    },
    isWrong: async (call) => {
      const { item } = await call.create({ description: 'kept' });
      await call.ask(`POST ${api.path}/${item.id}/rotate-secret`);
      return (await call.read(item.id)).item.description !== 'kept';
    },
  })),
  ...fault('secret', 'rotate-others', 'switches all others off when it rotates one', ['agentmessage'], (api) => ({
    finds: ['ResourceChanged rotateWebhookEndpointSecret'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (!isRotation(request) || !isSuccess(response)) return response;
      const own = inside(api, handle, { ...request, path: request.path.replace(/\/[^/]+\/rotate-secret$/, '') });
      for (const { id } of await own.list())
        if (id !== idIn(request.path)) await own.update(id, { description: 'rotated' });
      return response;
    },
    isWrong: async (call) => {
      const [first, second] = [(await call.create()).item, (await call.create()).item];
      await call.ask(`POST ${api.path}/${first.id}/rotate-secret`);
      return (await call.read(second.id)).item.description === 'rotated';
    },
  })),
  ...fault('state', 'empty-null', 'makes nothing of an empty text in an update', ['encrata'], (api) => ({
    finds: [`ValueNotKept|SchemaViolation *`],
    place: 'description',
    wrap: (handle) => {
      const emptied = new Set<string>();
      return async (request) => {
        if (roleOf(api, request) === 'update') {
          const id = targetOf(api, request);
          withBody(request, (json) => {
            if (json[api.text] === '') emptied.add(id);
            else if (json[api.text] !== undefined) emptied.delete(id);
            return json;
          });
        }
        const change = (webhook: any): unknown =>
          emptied.has(webhook[api.id]) ? { ...webhook, [api.text]: null } : webhook;
        return await shown(api, ['list', 'read', 'update'], change)(handle)(request);
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.update(item.id, { [api.text]: '' });
      return (await call.read(item.id)).item[api.text] === null;
    },
  })),
  ...fault('state', 'unique-case', 'takes URLs that differ in the case of their paths for one', ['leadlex'], (api) => ({
    finds: ['UniquenessTooStrict createWebhook'],
    wrap: (handle) => async (request) => {
      const others = roleOf(api, request) === 'create' ? await inside(api, handle, request).list() : [];
      const response = await handle(request);
      if (roleOf(api, request) !== 'create' || !isSuccess(response)) return response;
      const { id, url } = pick(response.json, api.one);
      if (!others.some((other) => other.url.toLowerCase() === url.toLowerCase())) return response;
      await inside(api, handle, request).remove(id);
      return {
        ...response,
        status: 409,
        json: { error: { code: 'duplicate_webhook', message: 'A webhook with this URL already exists' } },
      };
    },
    isWrong: async (call) => {
      await call.create({ url: 'https://hooks.example.com/case/a' });
      return !isSuccess(await call.create({ url: 'https://hooks.example.com/case/A' }));
    },
  })),
  ...fault('protocol', 'put', 'serves PUT, which nobody documented', ['lava', 'agentmessage', 'leadlex'], (api) => ({
    finds: ['MethodNotRefused *'],
    place: 'PUT',
    wrap: (handle) => (request) =>
      handle(request.method === 'PUT' && targetOf(api, request) !== '' ? { ...request, method: api.updates } : request),
    isWrong: async (call) => {
      const { item } = await call.create();
      const body = { [api.text]: 'put' };
      return isSuccess(await call.ask(`PUT ${api.path}/${item[api.id]}`, { body }));
    },
  })),
  ...fault('state', 'utf16', 'counts units of UTF-16 where characters are meant', ['agentmessage', 'leadlex'], () => ({
    finds: ['ValidRequestRefused *'],
    place: 'description',
    wrap: (handle) => (request) => {
      let isLong = false;
      withBody(request, (json) => {
        isLong = String(json.description ?? '').length > 200;
        return json;
      });
      return handle(isLong ? withBody(request, (json) => ({ ...json, description: 7 })) : request);
    },
    isWrong: async (call) => !isSuccess(await call.create({ description: '😀'.repeat(150) })),
  })),
  ...fault('state', 'echo-id', 'names another id in the answer to a create', ['lava', 'encrata', 'leadlex'], (api) => ({
    finds: ['ResourceNotReadable|ResourceNotListed|ValidRequestRefused|WrongResource *'],
    wrap: shown(api, 'create', (webhook) => ({
      ...webhook,
      [api.id]: String(webhook[api.id]).replace(/.$/, (end) => (end === '0' ? '1' : '0')),
    })),
    isWrong: async (call) => {
      const { item } = await call.create();
      const { json } = await call.list();
      return !(pick(json, api.many) as any[]).some((entry) => entry[api.id] === item[api.id]);
    },
  })),
  ...fault('state', 'update-counts', 'counts how often the same update came', ['lava', 'encrata'], (api) => ({
    finds: [`ResourceChanged ${api.operations.update}`],
    place: api.text,
    wrap: (handle) => {
      const last = new Map<string, string>();
      return (request) => {
        if (roleOf(api, request) !== 'update') return handle(request);
        const [id, text] = [targetOf(api, request), request.body.toString()];
        const isAgain = last.get(id) === text;
        last.set(id, text);
        return handle(
          isAgain
            ? withBody(request, (json) => (json[api.text] === undefined ? json : { ...json, [api.text]: 'again' }))
            : request,
        );
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      for (const _ of [1, 2]) await call.update(item[api.id], { [api.text]: 'same' });
      const { json } = await call.list();
      return (pick(json, api.many) as any[]).find((entry) => entry[api.id] === item[api.id])[api.text] === 'again';
    },
  })),
  ...fault('state', 'update-others', 'writes an update to all webhooks', ['encrata', 'leadlex'], (api) => ({
    finds: [`ResourceChanged ${api.operations.update}`],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (roleOf(api, request) !== 'update' || !isSuccess(response)) return response;
      const own = inside(api, handle, request);
      const { [api.text]: text } = (await own.find(targetOf(api, request))) ?? {};
      if (text === undefined) return response;
      for (const other of await own.list())
        if (other[api.id] !== targetOf(api, request))
          await own.update(other[api.id], api.flat ? { url: other.url, [api.text]: text } : { [api.text]: text });
      return response;
    },
    isWrong: async (call) => {
      const [first, second] = [(await call.create()).item, (await call.create()).item];
      await call.update(first[api.id], { [api.text]: 'mine alone' });
      const { json } = await call.list();
      return (
        (pick(json, api.many) as any[]).find((entry) => entry[api.id] === second[api.id])[api.text] === 'mine alone'
      );
    },
  })),
  ...fault('state', 'read-writes', 'changes what it is asked to show', ['lava'], (api) => ({
    finds: ['ResourceChanged getWebhook'],
    place: api.text,
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (roleOf(api, request) === 'read' && isSuccess(response))
        await inside(api, handle, request).update(targetOf(api, request), { [api.text]: 'was read' });
      return response;
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.read(item[api.id]);
      return (await call.read(item[api.id])).item[api.text] === 'was read';
    },
  })),
];
