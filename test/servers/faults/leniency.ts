/** Servers that take bodies that they have to refuse. */
import { bodiesIn, fault, isSuccess } from './fault.ts';
import type { Dialect, Provider } from './dialect.ts';
import type { Caller } from './caller.ts';

const accepted = (api: Dialect, role: keyof Dialect['operations']): string[] => [
  `InvalidInputAccepted ${api.operations[role]}`,
];

/** A property that is mended instead of refused, and a value that shows it. */
function lenient(
  slug: string,
  name: string,
  providers: readonly Provider[],
  role: 'create' | 'update',
  property: (api: Dialect) => string,
  mend: (value: any, api: Dialect) => unknown,
  wrong: unknown,
) {
  return fault('leniency', slug, name, providers, (api) => {
    const at = property(api);
    return {
      finds: accepted(api, role),
      place: at,
      wrap: bodiesIn(api, role, (json) => {
        const mended = at in json ? mend(json[at], api) : json[at];
        return mended === undefined ? json : { ...json, [at]: mended };
      }),
      isWrong: async (call) =>
        isSuccess(await (role === 'create' ? call.create({ [at]: wrong }) : updated(call, { [at]: wrong }))),
    };
  });
}

async function updated(call: Caller, fields: Record<string, unknown>) {
  const { item } = await call.create();
  return await call.update(item[call.dialect.id], fields);
}

const url = (): string => 'url';
const events = (): string => 'events';
const text = (api: Dialect): string => api.text;
const first: Record<Provider, string> = {
  lava: '',
  encrata: 'credits.low',
  agentmessage: 'brand.vetted',
  leadlex: 'contact.created',
};
const known = (api: Dialect): RegExp =>
  ({
    lava: /^$/,
    encrata: /^(lookup|apikey|credits)\./,
    agentmessage: /^(?!unknown|no|not|x)[a-z_]+\.[a-z_.]+$/,
    leadlex: /^(contact|company|deal|list|campaign|activity|task)\./,
  })[api.provider];

/** The faults of this group. */
export const leniencyFaults = [
  ...fault('leniency', 'no-name', 'accepts a create without a name', ['lava'], (api) => ({
    finds: accepted(api, 'create'),
    place: 'name',
    wrap: bodiesIn(api, 'create', (json) => (json.url === undefined ? json : { name: 'unnamed', ...json })),
    isWrong: async (call) => isSuccess(await call.create({ name: undefined })),
  })),
  ...fault(
    'leniency',
    'events-missing',
    'creates webhooks without events',
    ['encrata', 'agentmessage', 'leadlex'],
    (api) => ({
      finds: accepted(api, 'create'),
      place: 'events',
      wrap: bodiesIn(api, 'create', (json) =>
        json.url === undefined ? json : { events: [first[api.provider]], ...json },
      ),
      isWrong: async (call) => isSuccess(await call.create({ events: undefined })),
    }),
  ),
  ...fault('leniency', 'no-url', 'accepts a create without a URL', ['lava', 'leadlex'], (api) => ({
    finds: accepted(api, 'create'),
    place: 'url',
    wrap: bodiesIn(api, 'create', (json) =>
      Array.isArray(json) || Object.keys(json).length === 0 ? json : { url: 'https://hooks.example.com/none', ...json },
    ),
    isWrong: async (call) => isSuccess(await call.create({ url: undefined })),
  })),
  ...fault('leniency', 'update-no-url', 'updates without the URL that it asks for', ['encrata'], (api) => ({
    finds: accepted(api, 'update'),
    place: 'url',
    wrap: bodiesIn(api, 'update', (json) =>
      Array.isArray(json) ? json : { url: 'https://hooks.example.com/none', ...json },
    ),
    isWrong: async (call) => isSuccess(await updated(call, { url: undefined })),
  })),
  ...lenient(
    'http',
    'takes http for https',
    ['agentmessage', 'encrata', 'leadlex'],
    'create',
    url,
    (value) => (typeof value === 'string' ? value.replace(/^http:/, 'https:') : undefined),
    'http://hooks.example.com/a',
  ),
  ...lenient(
    'update-http',
    'takes http for https in an update',
    ['leadlex', 'agentmessage'],
    'update',
    url,
    (value) => (typeof value === 'string' ? value.replace(/^http:/, 'https:') : undefined),
    'http://hooks.example.com/a',
  ),
  ...lenient(
    'no-uri',
    'takes any text for a URL',
    ['lava'],
    'create',
    url,
    (value) =>
      typeof value === 'string' ? (URL.canParse(value) ? value : 'https://hooks.example.com/any') : undefined,
    'no url at all',
  ),
  ...lenient(
    'update-no-uri',
    'takes any text for a URL in an update',
    ['lava'],
    'update',
    url,
    (value) =>
      typeof value === 'string' ? (URL.canParse(value) ? value : 'https://hooks.example.com/any') : undefined,
    'no url at all',
  ),
  ...lenient(
    'number-text',
    'takes a number for a text',
    ['lava', 'encrata', 'leadlex'],
    'create',
    text,
    (value) => (typeof value === 'number' ? String(value) : undefined),
    12,
  ),
  ...lenient(
    'null-text',
    'takes null for a text',
    ['lava', 'agentmessage'],
    'create',
    text,
    (value) => (value === null ? 'null' : undefined),
    null,
  ),
  ...lenient(
    'long-text',
    'cuts a text that is too long',
    ['agentmessage', 'leadlex'],
    'create',
    text,
    (value) => (typeof value === 'string' ? value.slice(0, 200) : undefined),
    'x'.repeat(201),
  ),
  ...lenient(
    'update-long-text',
    'cuts a text that is too long in an update',
    ['agentmessage'],
    'update',
    text,
    (value) => (typeof value === 'string' ? value.slice(0, 200) : undefined),
    'x'.repeat(201),
  ),
  ...lenient(
    'no-events',
    'accepts an empty list of events',
    ['encrata', 'agentmessage'],
    'create',
    events,
    (value, api) => (Array.isArray(value) && value.length === 0 ? [first[api.provider]] : undefined),
    [],
  ),
  ...lenient(
    'update-no-events',
    'accepts an empty list of events in an update',
    ['encrata', 'agentmessage'],
    'update',
    events,
    (value, api) => (Array.isArray(value) && value.length === 0 ? [first[api.provider]] : undefined),
    [],
  ),
  ...lenient(
    'unknown-events',
    'leaves unknown events out without a word',
    ['encrata', 'agentmessage', 'leadlex'],
    'create',
    events,
    (value, api) => {
      if (!Array.isArray(value) || value.length === 0) return undefined;
      const kept = value.filter((entry) => typeof entry !== 'string' || known(api).test(entry));
      return kept.length === 0 ? [first[api.provider]] : kept;
    },
    ['no such event'],
  ),
  ...lenient(
    'one-event',
    'takes one event for a list of events',
    ['encrata', 'leadlex', 'agentmessage'],
    'create',
    events,
    (value, api) => (typeof value === 'string' ? [first[api.provider]] : undefined),
    'contact.created',
  ),
  ...lenient(
    'repeated-events',
    'takes the same event twice',
    ['agentmessage'],
    'create',
    events,
    (value) => (Array.isArray(value) ? [...new Set(value)] : undefined),
    ['brand.vetted', 'brand.vetted'],
  ),
  ...lenient(
    'yes',
    'takes a text for a yes or no',
    ['encrata', 'agentmessage', 'leadlex'],
    'update',
    (api) => (api.flat ? 'is_active' : 'active'),
    (value) => (typeof value === 'string' ? value !== 'false' : undefined),
    'true',
  ),
  ...lenient(
    'zero',
    'takes a number for a yes or no',
    ['leadlex'],
    'create',
    () => 'active',
    (value) => (typeof value === 'number' ? value !== 0 : undefined),
    1,
  ),
  ...lenient(
    'version',
    'takes a version that it does not know',
    ['agentmessage'],
    'create',
    () => 'api_version',
    (value) => (typeof value === 'string' ? '2026-04-01' : undefined),
    '2020-01-01',
  ),
];
