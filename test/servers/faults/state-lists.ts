/** Servers whose lists leave out, repeat, mix up or do not end where they should. */
import { bodies, fault, inside, isSuccess, queries, shown, without } from './fault.ts';
import { type Dialect, type Provider, put, roleOf } from './dialect.ts';

/** A list with other rows. */
const rows = (
  slug: string,
  name: string,
  finds: string,
  providers: readonly Provider[],
  change: (rows: any[]) => unknown[],
  isWrong: (ids: string[], made: string[]) => boolean,
) =>
  fault('state', slug, name, providers, (api) => ({
    finds: [`${finds} ${api.operations.list}`],
    wrap: bodies(api, 'list', (json) => put(json, api.many, change)),
    isWrong: async (call) => {
      const made = [(await call.create()).item[api.id], (await call.create()).item[api.id]];
      return isWrong(
        (await call.list()).items.map((row: any) => row[api.id]),
        made,
      );
    },
  }));

const three = async (call: Parameters<ReturnType<typeof rows>[0]['isWrong']>[0], api: Dialect): Promise<string[]> => {
  const ids: string[] = [];
  for (const _ of [1, 2, 3]) ids.push((await call.create()).item[api.id]);
  return ids;
};

/** The faults of this group. */
export const listFaults = [
  ...rows(
    'list-newest',
    'leaves the newest webhook out of the list',
    'ResourceNotListed',
    ['lava', 'leadlex', 'encrata'],
    (all) => all.slice(0, -1),
    (ids, made) => !ids.includes(made[1]!),
  ),
  ...rows(
    'list-double',
    'lists a webhook twice',
    'PageWrong|ResourceListedTwice',
    ['encrata', 'leadlex'],
    (all) => [...all, ...all.slice(0, 1)],
    (ids) => new Set(ids).size < ids.length,
  ),
  ...rows(
    'list-empty',
    'lists nothing',
    'ResourceNotListed',
    ['agentmessage'],
    () => [],
    (ids) => ids.length === 0,
  ),
  ...fault('state', 'list-deleted', 'lists what was deleted', ['leadlex', 'agentmessage', 'encrata'], (api) => ({
    finds: [`ResourceListedAfterDelete ${api.operations.list}`],
    wrap: (handle) => {
      const gone: unknown[] = [];
      return async (request) => {
        const before = roleOf(api, request) === 'remove' ? await inside(api, handle, request).list() : [];
        const response = await handle(request);
        if (before.length > 0 && isSuccess(response)) {
          const after = await inside(api, handle, request).list();
          gone.push(...before.filter((row) => !after.some((other) => other[api.id] === row[api.id])));
        }
        return roleOf(api, request) === 'list' && isSuccess(response)
          ? { ...response, json: put(response.json, api.many, (all: unknown[]) => [...all, ...gone]) }
          : response;
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      await call.remove(item[api.id]);
      return (await call.list()).items.length === 1;
    },
  })),
  ...fault('state', 'page-size', 'does not look at the page size', ['lava', 'agentmessage'], (api) => ({
    finds: [`PageWrong ${api.operations.list}`],
    wrap: queries(api, 'list', (query) => {
      const limit = Number(query.get('limit') ?? 10);
      if (limit >= 1 && limit <= 100) query.delete('limit');
    }),
    isWrong: async (call) => {
      await three(call, api);
      return (await call.list('?limit=1')).items.length === 3;
    },
  })),
  ...fault('state', 'page-size-more', 'has one more on a page than asked for', ['lava', 'agentmessage'], (api) => ({
    finds: [`PageWrong ${api.operations.list}`],
    wrap: queries(api, 'list', (query) => {
      const limit = Number(query.get('limit') ?? Number.NaN);
      if (limit >= 1 && limit < 100) query.set('limit', String(limit + 1));
    }),
    isWrong: async (call) => {
      await three(call, api);
      return (await call.list('?limit=1')).items.length === 2;
    },
  })),
  ...fault('state', 'page-first', 'shows the first page whatever the cursor', ['lava'], (api) => ({
    finds: [`PageWrong ${api.operations.list}`],
    wrap: queries(api, 'list', (query) => query.delete('cursor')),
    isWrong: async (call) => {
      const [first] = await three(call, api);
      const page = (await call.list('?limit=1')).json;
      return (await call.list(`?limit=1&cursor=${page.next_cursor}`)).items[0].webhook_id === first;
    },
  })),
  ...fault('state', 'page-gap', 'leaves a webhook out between two pages', ['lava'], (api) => ({
    finds: [`PageWrong ${api.operations.list}`],
    wrap: bodies(api, 'list', (json, request) =>
      request.query.has('cursor') ? { ...json, data: json.data.slice(1) } : json,
    ),
    isWrong: async (call) => {
      await three(call, api);
      const page = (await call.list('?limit=1')).json;
      return (await call.list(`?limit=1&cursor=${page.next_cursor}`)).items.length === 0;
    },
  })),
  ...fault('state', 'page-overlap', 'begins a page with the last of the page before', ['lava'], (api) => {
    const last = new Map<string, any>();
    return {
      finds: [`PageWrong ${api.operations.list}`],
      wrap: bodies(api, 'list', (json, request) => {
        const cursor = request.query.get('cursor');
        const before = cursor === null ? undefined : last.get(cursor);
        if (json.next_cursor !== undefined) last.set(json.next_cursor, json.data.at(-1));
        return before === undefined ? json : { ...json, data: [before, ...json.data.slice(0, -1)] };
      }),
      isWrong: async (call) => {
        const [first] = await three(call, api);
        const page = (await call.list('?limit=1')).json;
        return (await call.list(`?limit=1&cursor=${page.next_cursor}`)).items[0].webhook_id === first;
      },
    };
  }),
  ...fault('state', 'page-more', 'says that there is more on the last page', ['lava'], (api) => ({
    finds: [`PageWrong ${api.operations.list}`],
    place: 'has_more',
    wrap: bodies(api, 'list', (json) => ({ ...json, has_more: true })),
    isWrong: async (call) => {
      await call.create();
      return (await call.list('?limit=100')).json.has_more === true;
    },
  })),
  ...fault('state', 'page-end', 'says that the first page is the last', ['lava'], (api) => ({
    finds: [`PageWrong ${api.operations.list}`],
    wrap: bodies(api, 'list', (json) => ({ ...without(json, 'next_cursor'), has_more: false })),
    isWrong: async (call) => {
      await three(call, api);
      return (await call.list('?limit=1')).json.has_more === false;
    },
  })),
  ...fault('state', 'meta-limit', 'always names a page size of 50', ['agentmessage'], (api) => ({
    finds: [`PageWrong|ValueNotKept ${api.operations.list}`],
    place: 'limit',
    wrap: bodies(api, 'list', (json) => ({ ...json, meta: { ...json.meta, limit: 50 } })),
    isWrong: async (call) => (await call.list('?limit=7')).json.meta.limit !== 7,
  })),
  ...fault(
    'state',
    'list-stale',
    'lists what webhooks were before their update',
    ['encrata', 'leadlex', 'agentmessage'],
    (api) => ({
      finds: [`ValueNotKept|ListDisagrees ${api.operations.list}`],
      wrap: (handle) => {
        const firsts = new Map<string, any>();
        return shown(api, 'list', (webhook) => {
          const first = firsts.get(webhook[api.id]);
          return first === undefined ? webhook : { ...webhook, url: first.url, [api.text]: first[api.text] };
        })(async (request) => {
          const response = await handle(request);
          if (roleOf(api, request) === 'create' && isSuccess(response)) {
            const webhook = api.one.reduce<any>((value, key) => value[key], response.json);
            firsts.set(webhook[api.id], webhook);
          }
          return response;
        });
      },
      isWrong: async (call) => {
        const { item } = await call.create();
        await call.update(item[api.id], { [api.text]: 'changed' });
        return (await call.list()).items[0][api.text] !== 'changed';
      },
    }),
  ),
  ...fault('state', 'category', 'shows the whole catalog whatever the category', ['leadlex'], (api) => ({
    finds: ['FilterIgnored listEventCatalog'],
    wrap: queries(api, 'GET /events/catalog', (query) => {
      if (['deal', 'contact', 'company', 'task'].includes(query.get('category') ?? '')) query.delete('category');
    }),
    isWrong: async (call) => (await call.ask('GET /v1/events/catalog?category=deal')).json.data.total === 27,
  })),
  ...fault('state', 'other-deliveries', 'lists the deliveries of every webhook', ['encrata'], (api) => ({
    isMissed: true,
    finds: ['FilterIgnored listWebhookDeliveries'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (!request.path.endsWith('/deliveries') || !isSuccess(response)) return response;
      const all: unknown[] = [];
      for (const { id } of await inside(api, handle, {
        ...request,
        path: request.path.replace(/\/deliveries$/, ''),
        query: new URLSearchParams(),
      }).list()) {
        const query = new URLSearchParams({ webhook_id: id });
        all.push(...((await handle({ ...request, query })).json as unknown[]));
      }
      return { ...response, json: all };
    },
    isWrong: async (call) => {
      const [first, second] = [(await call.create()).item, (await call.create()).item];
      await call.ask(`POST ${api.path}/test`, { body: { id: first.id } });
      return (await call.ask(`GET ${api.path}/deliveries?webhook_id=${second.id}`)).json.length === 1;
    },
  })),
];
