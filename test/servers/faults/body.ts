/** Servers whose successes do not have the documented form: their properties. */
import { answers, bodies, fault, shown, without } from './fault.ts';
import { put, type Dialect } from './dialect.ts';

const violates = (api: Dialect, role: keyof Dialect['operations']): string[] => [
  `SchemaViolation ${api.operations[role]}`,
];

/** The faults of this group. */
export const bodyFaults = [
  ...fault(
    'body',
    'read-missing',
    'leaves created_at out of one answer',
    ['lava', 'encrata', 'agentmessage'],
    (api) => ({
      finds: violates(api, 'read'),
      place: 'created_at',
      wrap: shown(api, 'read', (webhook) => without(webhook, 'created_at')),
      isWrong: async (call) => {
        const { item } = await call.create();
        return !('created_at' in (await call.read(item[api.id])).item);
      },
    }),
  ),
  ...fault('body', 'list-missing', 'leaves a property out of its lists', ['agentmessage', 'leadlex', 'lava'], (api) => {
    const name = { lava: 'url', encrata: 'url', agentmessage: 'updated_at', leadlex: 'active' }[api.provider];
    return {
      finds: violates(api, 'list'),
      place: name,
      wrap: shown(api, 'list', (webhook) => without(webhook, name)),
      isWrong: async (call) => {
        await call.create();
        return !(name in (await call.list()).items[0]);
      },
    };
  }),
  ...fault(
    'body',
    'null',
    'shows null where there is always a value',
    ['lava', 'encrata', 'agentmessage', 'leadlex'],
    (api) => {
      const name = { lava: 'url', encrata: 'events', agentmessage: 'org_id', leadlex: 'url' }[api.provider];
      return {
        finds: violates(api, 'list'),
        place: name,
        wrap: shown(api, 'list', (webhook) => ({ ...webhook, [name]: null })),
        isWrong: async (call) => {
          await call.create();
          return (await call.list()).items[0][name] === null;
        },
      };
    },
  ),
  ...fault(
    'body',
    'wrong-type',
    'writes a yes or no as something else',
    ['encrata', 'agentmessage', 'leadlex'],
    (api) => {
      const name = { lava: '', encrata: 'is_active', agentmessage: 'active', leadlex: 'active' }[api.provider];
      const value = { lava: '', encrata: 1, agentmessage: 'true', leadlex: 'yes' }[api.provider];
      return {
        finds: violates(api, 'create'),
        place: name,
        wrap: shown(api, 'create', (webhook) => ({ ...webhook, [name]: value })),
        isWrong: async (call) => typeof (await call.create()).item[name] !== 'boolean',
      };
    },
  ),
  ...fault('body', 'number-id', 'shows ids as numbers', ['lava'], (api) => ({
    finds: violates(api, 'list'),
    place: 'webhook_id',
    wrap: shown(api, 'list', (webhook) => ({
      ...webhook,
      webhook_id: Number.parseInt(webhook.webhook_id.slice(3, 11), 16),
    })),
    isWrong: async (call) => {
      await call.create();
      return typeof (await call.list()).items[0].webhook_id === 'number';
    },
  })),
  ...fault(
    'body',
    'renamed',
    'calls a property by another name after an update',
    ['lava', 'leadlex', 'agentmessage'],
    (api) => {
      const [from, to] = {
        lava: ['name', 'title'],
        encrata: [],
        agentmessage: ['updated_at', 'updatedAt'],
        leadlex: ['updated_at', 'modified_at'],
      }[api.provider] as [string, string];
      return {
        finds: violates(api, 'update'),
        place: from,
        wrap: shown(api, 'update', (webhook) => ({ ...without(webhook, from), [to]: webhook[from] })),
        isWrong: async (call) => {
          const { item } = await call.create();
          return to in (await call.update(item[api.id], { [api.text]: 'x' })).item;
        },
      };
    },
  ),
  ...fault('body', 'camel', 'writes names in camel case in its list', ['encrata'], (api) => ({
    finds: violates(api, 'list'),
    place: 'is_active',
    wrap: shown(api, 'list', ({ is_active: isActive, ...webhook }) => ({ ...webhook, isActive })),
    isWrong: async (call) => {
      await call.create();
      return 'isActive' in (await call.list()).items[0];
    },
  })),
  ...fault(
    'body',
    'created-format',
    'writes the time of creation in its own way',
    ['lava', 'encrata', 'agentmessage', 'leadlex'],
    (api) => {
      const write = {
        lava: (time: string): unknown => time.replace('T', ' ').replace('Z', ''),
        encrata: (time: string): unknown => time.replace('Z', ''),
        agentmessage: (time: string): unknown => Date.parse(time) / 1000,
        leadlex: (time: string): unknown => time.slice(0, 10),
      }[api.provider];
      return {
        finds: violates(api, 'create'),
        place: 'created_at',
        wrap: shown(api, 'create', (webhook) => ({ ...webhook, created_at: write(webhook.created_at) })),
        isWrong: async (call) => {
          const { created_at: time } = (await call.create()).item;
          return !/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(String(time));
        },
      };
    },
  ),
  ...fault('body', 'human-times', 'writes times as people read them, everywhere', ['lava'], () => ({
    finds: ['SchemaViolation *'],
    place: 'created_at',
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      const text = JSON.stringify(response.json ?? null);
      return { ...response, json: JSON.parse(text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'Nov 21 2026, 8:30 am')) };
    },
    isWrong: async (call) => (await call.create()).item.created_at.includes('am'),
  })),
  ...fault('body', 'update-status', 'says another word than updated', ['encrata'], (api) => ({
    finds: violates(api, 'update'),
    place: 'status',
    wrap: bodies(api, 'update', () => ({ status: 'ok' })),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.update(item.id, {})).json.status === 'ok';
    },
  })),
  ...fault('body', 'not-once', 'says that the secret is not shown once', ['agentmessage'], (api) => ({
    finds: violates(api, 'create'),
    place: 'secret_displayed_once',
    wrap: shown(api, 'create', (webhook) => ({ ...webhook, secret_displayed_once: false })),
    isWrong: async (call) => (await call.create()).item.secret_displayed_once === false,
  })),
  ...fault('body', 'deleted-text', 'says deleted as a text', ['leadlex', 'lava'], (api) => ({
    finds: violates(api, 'remove'),
    place: 'deleted',
    wrap: bodies(api, 'remove', (json) => put(json, api.one.slice(0, 1), (value) => ({ ...value, deleted: 'true' }))),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.remove(item[api.id])).text.includes('"true"');
    },
  })),
  ...fault('body', 'uuid', 'writes uuids without dashes', ['encrata', 'leadlex'], (api) => {
    const [name, role] = api.provider === 'encrata' ? (['workspace_id', 'list'] as const) : (['id', 'list'] as const);
    return {
      finds: violates(api, role),
      place: name,
      wrap: shown(api, role, (webhook) => ({ ...webhook, [name]: webhook[name].replaceAll('-', '') })),
      isWrong: async (call) => {
        await call.create();
        return !(await call.list()).items[0][name].includes('-');
      },
    };
  }),
  ...fault('body', 'events-text', 'gives events as one text', ['agentmessage', 'encrata'], (api) => ({
    finds: ['SchemaViolation *'],
    place: 'events',
    wrap: shown(api, ['create', 'list', 'read', 'update'], (webhook) => ({
      ...webhook,
      events: webhook.events.join(','),
    })),
    isWrong: async (call) => typeof (await call.create()).item.events === 'string',
  })),
  ...fault('body', 'events-objects', 'gives events as objects in its list', ['leadlex'], (api) => ({
    finds: violates(api, 'list'),
    place: 'events',
    wrap: shown(api, 'list', (webhook) => ({ ...webhook, events: webhook.events.map((name: string) => ({ name })) })),
    isWrong: async (call) => {
      await call.create();
      return typeof (await call.list()).items[0].events[0] === 'object';
    },
  })),
  ...fault(
    'body',
    'lone-event',
    'shows the events of a webhook that has one as that event',
    ['encrata', 'agentmessage', 'leadlex'],
    (api) => ({
      finds: violates(api, 'read'),
      place: 'events',
      wrap: shown(api, api.provider === 'leadlex' ? 'list' : 'read', (webhook) =>
        webhook.events.length === 1 ? { ...webhook, events: webhook.events[0] } : webhook,
      ),
      isWrong: async (call) => {
        const { item } = await call.create({ events: (api.sample(0)['events'] as string[]).slice(0, 1) });
        return typeof (await call.read(item.id)).item.events === 'string';
      },
    }),
  ),
  ...fault('body', 'delivery-enum', 'has a word of its own for no delivery yet', ['leadlex'], (api) => ({
    finds: violates(api, 'list'),
    place: 'last_delivery_status',
    wrap: shown(api, 'list', (webhook) => ({
      ...webhook,
      last_delivery_status: webhook.last_delivery_status ?? 'none',
    })),
    isWrong: async (call) => {
      await call.create();
      return (await call.list()).items[0].last_delivery_status === 'none';
    },
  })),
  ...fault('body', 'api-version', 'writes its version without zeros', ['agentmessage'], (api) => ({
    finds: violates(api, 'read'),
    place: 'api_version',
    wrap: shown(api, 'read', (webhook) => ({ ...webhook, api_version: '2026-4-1' })),
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.read(item.id)).item.api_version === '2026-4-1';
    },
  })),
  ...fault('body', 'wrong-id', 'confirms the deletion of another id', ['lava', 'leadlex'], (api) => ({
    finds: [`WrongResource ${api.operations.remove}`],
    place: 'id',
    wrap: answers(api, 'remove', (response) =>
      response.status === 200
        ? {
            ...response,
            json: JSON.parse(
              JSON.stringify(response.json).replace(/[0-9a-f]{8}(?=[0-9a-f-]*")/, '00000000'),
            ) as unknown,
          }
        : response,
    ),
    isWrong: async (call) => {
      const { item } = await call.create();
      return !(await call.remove(item[api.id])).text.includes(item[api.id]);
    },
  })),
];
