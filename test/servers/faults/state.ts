/** Servers that keep, count or delete wrongly. */
import type { Handle, ReferenceRequest } from '../reference/support/http.ts';
import { fault, inside, isSuccess, targetOf } from './fault.ts';
import { pick, put, roleOf } from './dialect.ts';
import { lowerLimit, raiseLimit } from './limits.ts';

/** What a delete answers when it does nothing. */
const forget = (handle: Handle, request: Parameters<Handle>[0]) =>
  handle({ ...request, method: 'GET', body: Buffer.alloc(0) });

/** The faults of this group. */
export const stateFaults = [
  ...fault('state', 'limit-high', 'allows four webhooks', ['lava'], (api) => ({
    finds: ['LimitNotEnforced createWebhook'],
    wrap: raiseLimit(api),
    isWrong: async (call) => {
      for (const _ of [1, 2, 3]) await call.create();
      return isSuccess(await call.create());
    },
  })),
  ...fault('state', 'limit-low', 'allows two webhooks', ['lava'], (api) => ({
    finds: ['LimitTooLow createWebhook'],
    wrap: lowerLimit(api),
    isWrong: async (call) => {
      for (const _ of [1, 2]) await call.create();
      return !isSuccess(await call.create());
    },
  })),
  ...fault('state', 'limit-none', 'has no limit', ['agentmessage'], (api) => ({
    finds: ['LimitNotEnforced createWebhookEndpoint'],
    wrap: raiseLimit(api),
    isWrong: async (call) => {
      for (let made = 0; made < 50; made++) await call.create();
      return isSuccess(await call.create());
    },
  })),
  ...fault('state', 'limit-kept', 'counts what was deleted', ['lava', 'agentmessage'], (api) => ({
    finds: ['LimitNotFreed|LimitTooLow *'],
    wrap: (handle) => {
      const made = new Map<string, number>();
      return async (request) => {
        const key = request.headers['authorization'] ?? '';
        const max = api.provider === 'lava' ? 3 : 50;
        const counted = roleOf(api, request) === 'create' ? (made.get(key) ?? 0) : 0;
        if (counted < max) {
          const response = await handle(request);
          if (roleOf(api, request) === 'create' && isSuccess(response)) made.set(key, counted + 1);
          return response;
        }
        const judged = await handle(request);
        if (!isSuccess(judged)) return judged;
        await inside(api, handle, request).remove(pick(judged.json, api.one)[api.id]);
        const error = { message: 'the limit is reached', code: 'webhook_limit_reached', status: 400 };
        const id = '01JTBQH2FZ8K1RXC0WJ4Z9P3VM';
        return api.provider === 'lava'
          ? { status: 400, json: { error } }
          : {
              status: 409,
              headers: { 'X-Request-Id': id },
              json: { success: false, error: { code: 'LIMIT_EXCEEDED', message: error.message, request_id: id } },
            };
      };
    },
    isWrong: async (call) => {
      const max = api.provider === 'lava' ? 3 : 50;
      for (let made = 0; made < max; made++) await call.remove((await call.create()).item[api.id]);
      return !isSuccess(await call.create());
    },
  })),
  ...fault('state', 'limit-race', 'lets creates at the same moment pass the limit', ['lava'], (api) => ({
    finds: ['LimitNotEnforced createWebhook'],
    wrap: (handle) => {
      const raised = raiseLimit(api)(handle);
      let open = 0;
      return async (request) => {
        if (roleOf(api, request) !== 'create') return await raised(request);
        open++;
        await new Promise((resolve) => setTimeout(resolve, 8));
        const isAlone = open === 1;
        try {
          return await (isAlone ? handle : raised)(request);
        } finally {
          open--;
        }
      };
    },
    isWrong: async (call) => {
      const made = await Promise.all([1, 2, 3, 4, 5, 6].map(() => call.create()));
      return made.filter(isSuccess).length > 3;
    },
  })),
  ...fault('state', 'delete-nothing', 'says deleted and keeps the webhook', ['lava', 'encrata', 'leadlex'], (api) => ({
    finds: ['DeletedStillReadable|ResourceListedAfterDelete *'],
    wrap: (handle) => async (request) => {
      if (roleOf(api, request) !== 'remove') return await handle(request);
      const id = targetOf(api, request);
      if (api.provider === 'lava') {
        const found = await forget(handle, request);
        return found.status === 200 ? { status: 200, json: { id, deleted: true } } : found;
      }
      const kept = await inside(api, handle, request).find(id);
      if (kept === undefined) return await handle(request);
      return api.flat
        ? {
            status: 204,
            headers: await quotaHeaders(handle, request),
          }
        : {
            ...(await handle({ ...request, method: 'GET', path: request.path.replace(/\/[^/]+$/, '') })),
            status: 200,
            json: { data: { deleted: true, id } },
          };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      const gone = await call.remove(item[api.id]);
      return isSuccess(gone) && isSuccess(await call.read(item[api.id]));
    },
  })),
  ...fault('state', 'delete-twice', 'deletes what is deleted already', ['agentmessage', 'lava', 'leadlex'], (api) => ({
    finds: [`DeletedTwice ${api.operations.remove}`],
    wrap: (handle) => {
      const gone = new Map<string, any>();
      return async (request) => {
        const response = await handle(request);
        if (roleOf(api, request) !== 'remove') return response;
        const id = targetOf(api, request);
        if (isSuccess(response)) gone.set(id, response);
        return gone.get(id) ?? response;
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.remove(item[api.id]);
      return isSuccess(await call.remove(item[api.id]));
    },
  })),
  ...fault('state', 'update-deleted', 'updates what is deleted', ['leadlex', 'encrata', 'agentmessage'], (api) => ({
    finds: [`DeletedStillWritable ${api.operations.update}`],
    wrap: (handle) => {
      const last = new Map<string, any>();
      const gone = new Set<string>();
      return async (request) => {
        const before =
          roleOf(api, request) === 'remove'
            ? await inside(api, handle, request).find(targetOf(api, request))
            : undefined;
        const response = await handle(request);
        const id = targetOf(api, request);
        if (before && isSuccess(response)) {
          gone.add(id);
          const { last_delivery_at: _, last_delivery_status: __, created_at, ...shownThen } = before;
          last.set(id, api.provider === 'leadlex' ? { ...shownThen, updated_at: created_at } : before);
        }
        if (roleOf(api, request) !== 'update' || response.status !== 404 || !gone.has(id)) return response;
        const json = api.flat ? { status: 'updated' } : put({ data: { webhook: {} } }, api.one, () => last.get(id));
        return { ...response, status: 200, json };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.remove(item.id);
      return isSuccess(await call.update(item.id, { [api.text]: 'x' }));
    },
  })),
  ...fault('state', 'delete-other', 'deletes the oldest webhook too', ['lava', 'leadlex'], (api) => ({
    finds: ['ResourceChanged|ResourceNotReadable|ResourceNotListed *'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (roleOf(api, request) !== 'remove' || !isSuccess(response)) return response;
      const behind = inside(api, handle, request);
      const [oldest] = await behind.list();
      if (oldest) await behind.remove(oldest[api.id]);
      return response;
    },
    isWrong: async (call) => {
      const [first, second] = [(await call.create()).item, (await call.create()).item];
      await call.remove(second[api.id]);
      return !isSuccess(await call.read(first[api.id]));
    },
  })),
  ...fault('state', 'id-reuse', 'gives the id of a deleted webhook to the next', ['encrata', 'lava'], (api) => ({
    finds: [`IdReused ${api.operations.create}`],
    wrap: (handle) => {
      const free: string[] = [];
      const inner = new Map<string, string>();
      const outer = new Map<string, string>();
      const rename = (text: string, names: Map<string, string>): string =>
        [...names].reduce((all, [from, to]) => all.replaceAll(from, to), text);
      return async (request) => {
        const id = targetOf(api, request);
        const response = await handle({
          ...request,
          path: rename(request.path, inner),
          query: new URLSearchParams(rename(request.query.toString(), inner)),
          body: inner.size === 0 ? request.body : Buffer.from(rename(request.body.toString(), inner)),
        });
        const role = roleOf(api, request);
        if (role === 'remove' && isSuccess(response)) {
          outer.delete(inner.get(id) ?? id);
          inner.delete(id);
          free.push(id);
        }
        if (role === 'create' && isSuccess(response) && free.length > 0) {
          const old = free.pop()!;
          const real: string = pick(response.json, api.one)[api.id];
          inner.set(old, real);
          outer.set(real, old);
        }
        return response.json === undefined
          ? response
          : { ...response, json: JSON.parse(rename(JSON.stringify(response.json), outer)) as unknown };
      };
    },
    isWrong: async (call) => {
      const id: string = (await call.create()).item[api.id];
      await call.remove(id);
      return (await call.create()).item[api.id] === id;
    },
  })),
];

/** The headers of the quota that every answer has. */
async function quotaHeaders(handle: Handle, request: ReferenceRequest): Promise<Record<string, string>> {
  const { headers = {} } = await handle({ ...request, method: 'GET', query: new URLSearchParams() });
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /ratelimit/i.test(name)));
}
