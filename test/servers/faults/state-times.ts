/** Servers whose times and defaults are wrong. */
import { bodiesIn, fault, isSuccess, shown, targetOf, without } from './fault.ts';
import { pick, type Provider, roleOf } from './dialect.ts';
import { changed } from './state-values.ts';

/** A default is another one, and whoever sends the property is not concerned. */
const preset = (slug: string, name: string, provider: Provider, finds: string, property: string, value: unknown) =>
  fault('state', slug, name, [provider], (api) => ({
    finds: [`${finds} *`],
    place: property,
    wrap: (handle) => {
      const mine = new Set<string>();
      return async (request) => {
        const response = await handle(request);
        const role = roleOf(api, request);
        if (role === 'create' && isSuccess(response) && !(property in (JSON.parse(request.body.toString()) as object)))
          mine.add(pick(response.json, api.one)[api.id]);
        if (role === 'update' && request.body.includes(`"${property}"`)) mine.delete(targetOf(api, request));
        return shown(api, ['create', 'list', 'read', 'update'], (webhook) =>
          mine.has(webhook[api.id]) ? { ...webhook, [property]: value } : webhook,
        )(() => response)(request);
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create({ [property]: undefined });
      return item[property] === value;
    },
  }));

/** The faults of this group. */
export const timeFaults = [
  ...fault(
    'state',
    'created-moves',
    'says that a webhook was created when it was updated',
    ['lava', 'agentmessage', 'encrata'],
    (api) => ({
      finds: ['ResourceChanged|ValueNotKept|UpdateNotMerged *'],
      place: 'created_at',
      wrap: (handle) => {
        const times = new Map<string, string>();
        let count = 0;
        return async (request) => {
          const response = await handle(request);
          const role = roleOf(api, request);
          if (role === 'update' && isSuccess(response))
            times.set(targetOf(api, request), new Date(Date.UTC(2026, 0, 1, 1, 0, ++count)).toISOString());
          return shown(api, ['list', 'read', 'update'], (webhook) => {
            const time = times.get(webhook[api.id]);
            return time === undefined ? webhook : { ...webhook, created_at: time };
          })(() => response)(request);
        };
      },
      isWrong: async (call) => {
        const { before, after } = await changed(call, { [api.text]: 'changed' });
        return before.created_at !== after.created_at;
      },
    }),
  ),
  ...fault('state', 'updated-frozen', 'does not move updated_at', ['agentmessage', 'encrata'], (api) => ({
    finds: ['TimestampNotMoved *'],
    place: 'updated_at',
    wrap: shown(api, ['list', 'read', 'update'], (webhook) => ({ ...webhook, updated_at: webhook.created_at })),
    isWrong: async (call) => {
      const { before, after } = await changed(call, { [api.text]: 'changed' });
      return before.updated_at === after.updated_at;
    },
  })),
  ...fault('state', 'epoch', 'says that everything was created in 1970', ['lava', 'leadlex', 'encrata'], (api) => ({
    finds: [`TimestampWrong ${api.operations.create}`],
    place: 'created_at',
    wrap: shown(api, ['create', 'list', 'read', 'update'], (webhook) =>
      'created_at' in webhook ? { ...webhook, created_at: '1970-01-01T00:00:00Z' } : webhook,
    ),
    isWrong: async (call) => (await call.create()).item.created_at.startsWith('1970'),
  })),
  ...fault('state', 'local-time', 'writes local time and calls it UTC', ['agentmessage', 'lava'], (api) => ({
    finds: ['TimestampWrong *'],
    place: 'created_at',
    wrap: shown(api, ['create', 'list', 'read', 'update'], (webhook) => ({
      ...webhook,
      created_at: new Date(Date.parse(webhook.created_at) + 7 * 3_600_000).toISOString(),
    })),
    isWrong: async (call) => Date.parse((await call.create()).item.created_at) > Date.UTC(2026, 0, 1, 5),
  })),
  ...fault(
    'state',
    'other-created',
    'shows another time of creation in its list',
    ['leadlex', 'agentmessage'],
    (api) => ({
      finds: [`ValueNotKept|ListDisagrees|ResourceChanged ${api.operations.list}`],
      place: 'created_at',
      wrap: shown(api, 'list', (webhook) => ({
        ...webhook,
        created_at: new Date(Date.parse(webhook.created_at) + 60_000).toISOString(),
      })),
      isWrong: async (call) => {
        const { item } = await call.create();
        return Date.parse((await call.list()).items[0].created_at) !== Date.parse(item.created_at);
      },
    }),
  ),
  ...preset(
    'default-active',
    'creates webhooks that are switched off',
    'leadlex',
    'DefaultNotApplied',
    'active',
    false,
  ),
  ...preset(
    'default-version',
    'leaves new webhooks without a version',
    'agentmessage',
    'DefaultNotApplied|SchemaViolation',
    'api_version',
    null,
  ),
  ...preset(
    'default-description',
    'describes what nobody described',
    'encrata',
    'DefaultNotApplied|ValueNotKept',
    'description',
    'No description',
  ),
  ...fault('state', 'not-cleared', 'keeps a description that was cleared', ['agentmessage'], (api) => ({
    finds: ['ValueNotKept patchWebhookEndpoint'],
    place: 'description',
    wrap: bodiesIn(api, 'update', (json) => (json.description === '' ? without(json, 'description') : json)),
    isWrong: async (call) => (await changed(call, { description: '' })).after.description !== undefined,
  })),
  ...fault(
    'state',
    'org-changes',
    'moves webhooks to another organization with each read',
    ['agentmessage'],
    (api) => ({
      finds: ['ValueNotKept|ResourceChanged *'],
      place: 'org_id',
      wrap: shown(api, 'read', (webhook) => ({ ...webhook, org_id: webhook.id })),
      isWrong: async (call) => {
        const { item } = await call.create();
        return (await call.read(item.id)).item.org_id !== item.org_id;
      },
    }),
  ),
];
