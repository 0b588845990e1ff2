/** Servers that do more, or less, to a webhook and to those beside it than they were asked to. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pick, put, roleOf } from './dialect.ts';
import { bodies, bodiesIn, fault, inside, isSuccess, shown, targetOf } from './fault.ts';

/** The rows of a list that could be read. */
const rowsOf = (list: unknown): any[] => (Array.isArray(list) ? list : []);

/** The faults of this group. */
export const lifeFaults = [
  ...fault(
    'state',
    'update-beside',
    'gives every webhook the description of the one that was updated',
    ['agentmessage'],
    (api) => ({
      finds: ['ResourceChanged patchWebhookEndpoint'],
      wrap: (handle) => async (request) => {
        const response = await handle(request);
        const text =
          roleOf(api, request) === 'update' && isSuccess(response)
            ? pick(response.json, api.one).description
            : undefined;
        if (text === undefined) return response;
        const server = inside(api, handle, request);
        for (const { id } of rowsOf(await server.list())) await server.update(id, { description: text });
        return response;
      },
      isWrong: async (call) => {
        const [one, other] = [(await call.create()).item, (await call.create()).item];
        await call.update(one.id, { description: 'of one' });
        return (await call.read(other.id)).item.description === 'of one';
      },
    }),
  ),
  ...fault(
    'state',
    'list-inactive',
    'leaves webhooks that are switched off out of the list',
    ['agentmessage'],
    (api) => ({
      finds: ['ResourceNotListed listWebhookEndpoints'],
      wrap: bodies(api, 'list', (json) => put(json, api.many, (all: any[]) => all.filter(({ active }) => active))),
      isWrong: async (call) => {
        const { item } = await call.create();
        await call.update(item.id, { active: false });
        return (await call.list()).items.length === 0;
      },
    }),
  ),
  ...fault('state', 'blank-kept', 'shows a blank description instead of none', ['agentmessage'], (api) => ({
    finds: ['ValueNotKept patchWebhookEndpoint|getWebhookEndpoint'],
    wrap: (handle) => {
      const blank = new Set<string>();
      return async (request) => {
        const response = await shown(api, ['list', 'read', 'update', 'create'], (webhook) =>
          blank.has(webhook.id) && webhook.description === undefined ? { ...webhook, description: '' } : webhook,
        )(async (plain) => {
          if (roleOf(api, plain) === 'update' && /"description": ?"\s*"/.test(plain.body.toString()))
            blank.add(targetOf(api, plain));
          return handle(plain);
        })(request);
        return response;
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.update(item.id, { description: '' });
      return (await call.read(item.id)).item.description === '';
    },
  })),
  ...fault('state', 'create-off', 'switches a new webhook off after it has said that it is on', ['encrata'], (api) => ({
    finds: ['ResourceChanged createWebhook'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (roleOf(api, request) !== 'create' || !isSuccess(response)) return response;
      const { id, url, description } = pick(response.json, api.one);
      await inside(api, handle, request).update(id, { url, description, is_active: false });
      return response;
    },
    isWrong: async (call) => !(await call.read((await call.create()).item.id)).item.is_active,
  })),
  ...fault('state', 'twin-removed', 'removes every webhook with the same URL', ['agentmessage', 'encrata'], (api) => ({
    finds: [`ResourceChanged ${api.operations.remove}`],
    wrap: (handle) => async (request) => {
      const server = inside(api, handle, request);
      const rows = roleOf(api, request) === 'remove' ? rowsOf(await server.list()) : [];
      const gone = rows.find(({ id }) => id === targetOf(api, request));
      const response = await handle(request);
      if (gone && isSuccess(response))
        for (const { id, url } of rowsOf(await server.list())) if (url === gone.url) await server.remove(id);
      return response;
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      const other = await call.create({ url: item.url });
      await call.remove(item.id);
      return (await call.read(other.item.id)).status === 404;
    },
  })),
  ...fault('state', 'id-of-create', 'takes the id from a create that names it', ['encrata'], (api) => ({
    finds: ['ServerOwnedPropertyAccepted createWebhook'],
    place: '/id',
    wrap: (handle) => {
      const names = new Map<string, string>();
      const inner = (id: string): string => [...names].find(([, name]) => name === id)?.[0] ?? id;
      const named = bodiesIn(api, ['update', 'remove'], (json) => ({ ...json, id: inner(json.id) }));
      return async (request) => {
        const asked = request.query.get('id');
        const query = new URLSearchParams(asked === null ? request.query : { id: inner(asked) });
        const plain = asked === null || roleOf(api, request) !== 'read' ? request : { ...request, query };
        const response = await named(handle)(plain);
        const wanted =
          roleOf(api, request) === 'create' ? /"id": ?"([^"]+)"/.exec(request.body.toString())?.[1] : undefined;
        if (wanted !== undefined && isSuccess(response)) names.set(pick(response.json, api.one).id, wanted);
        return shown(api, ['create', 'read', 'list'], (webhook) => ({
          ...webhook,
          id: names.get(webhook.id) ?? webhook.id,
        }))(async () => response)(request);
      };
    },
    isWrong: async (call) => {
      const id = '01234567-89ab-4cde-8f01-23456789abcd';
      return (await call.create({ id })).item.id === id;
    },
  })),
  ...fault(
    'state',
    'lost-update',
    'loses one of two updates that come at once',
    ['agentmessage', 'leadlex'],
    (api) => ({
      finds: [`UpdateNotMerged ${api.operations.update}`],
      wrap: (handle) => async (request) => {
        if (roleOf(api, request) !== 'update') return handle(request);
        const server = inside(api, handle, request);
        const before = rowsOf(await server.list()).find(({ id }) => id === targetOf(api, request));
        await sleep(20);
        if (before) await server.update(before.id, { url: before.url, description: before.description ?? '' });
        return handle(request);
      },
      isWrong: async (call) => {
        const { item } = await call.create();
        await Promise.all([
          call.update(item.id, { description: 'another' }),
          call.update(item.id, { url: 'https://hooks.example.com/other' }),
        ]);
        const now = (await call.read(item.id)).item;
        return now.description !== 'another' || now.url !== 'https://hooks.example.com/other';
      },
    }),
  ),
  ...fault('state', 'test-deleted', 'tests a webhook that was deleted', ['encrata'], (api) => ({
    finds: ['DeletedStillWritable testWebhook'],
    wrap: (handle) => {
      const gone = new Map<string, string>();
      return async (request) => {
        const id = /"id": ?"([^"]+)"/.exec(request.body.toString())?.[1] ?? '';
        const removes = roleOf(api, request) === 'remove';
        const rows = removes ? rowsOf(await inside(api, handle, request).list()) : [];
        const before = rows.find((row) => row.id === id);
        const response = await handle(request);
        if (before && isSuccess(response)) gone.set(id, before.url);
        const isTest = request.path.endsWith('/test') && response.status === 404;
        return isTest && gone.has(id)
          ? { status: 200, json: { status: 'sent', url: gone.get(id), signature: 'a'.repeat(64) } }
          : response;
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.remove(item.id);
      return (await call.ask('POST /api/webhooks/test', { body: { id: item.id } })).status === 200;
    },
  })),
  ...fault('state', 'rotation-wakes', 'switches a webhook on when its secret is rotated', ['agentmessage'], (api) => ({
    finds: ['ResourceChanged rotateWebhookEndpointSecret'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      const [, id] = /\/webhooks\/([^/]+)\/rotate-secret$/.exec(request.path) ?? [];
      if (id === undefined || !isSuccess(response)) return response;
      await inside(api, handle, { ...request, path: request.path.replace(/\/[^/]+\/rotate-secret$/, '') }).update(id, {
        active: true,
      });
      return response;
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.update(item.id, { active: false });
      await call.ask(`POST /v1/webhooks/${item.id}/rotate-secret`);
      return (await call.read(item.id)).item.active;
    },
  })),
];
