/** Servers that refuse what their contract allows, or fail on it. */
import { answers, bodiesIn, fault, isSuccess, queries, requests } from './fault.ts';
import type { Dialect, Provider, Role } from './dialect.ts';
import type { Caller } from './caller.ts';

const ALL: readonly Provider[] = ['lava', 'encrata', 'agentmessage', 'leadlex'];

/** Refuses bodies of one role as it refuses a URL that is a number. */
function refuses(
  slug: string,
  name: string,
  providers: readonly Provider[],
  role: 'create' | 'update',
  place: (api: Dialect) => string,
  isRefused: (value: any) => boolean,
  right: unknown,
) {
  return fault('status', slug, name, providers, (api) => ({
    finds: [`ValidRequestRefused ${api.operations[role]}`],
    place: place(api),
    wrap: bodiesIn(api, role satisfies Role, (json) => (isRefused(json[place(api)]) ? { ...json, url: 7 } : json)),
    isWrong: async (call) => !isSuccess(await write(call, role, { [place(api)]: right })),
  }));
}

async function write(call: Caller, role: 'create' | 'update', fields: Record<string, unknown>) {
  if (role === 'create') return await call.create(fields);
  const { item } = await call.create();
  return await call.update(item[call.dialect.id], fields);
}

async function findDelivery(call: Caller): Promise<string> {
  const { item } = await call.create();
  await call.ask(`POST /v1/webhooks/${item.id}/test`);
  return (await call.ask('GET /v1/webhooks/deliveries')).json.data[0].id;
}

/** The faults of this group. */
export const strictFaults = [
  ...refuses(
    'port',
    'refuses URLs with a port',
    ALL,
    'create',
    () => 'url',
    (url) => /^https?:\/\/[^/]*:\d/.test(url),
    'https://hooks.example.com:8443/a',
  ),
  ...refuses(
    'long-url',
    'refuses URLs of more than 120 characters',
    ALL,
    'create',
    () => 'url',
    (url) => String(url).length > 120,
    `https://hooks.example.com/${'a'.repeat(120)}`,
  ),
  ...refuses(
    'empty-text',
    'refuses an empty description in an update',
    ['encrata', 'agentmessage'],
    'update',
    (api) => api.text,
    (text) => text === '',
    '',
  ),
  ...(['create', 'update'] as const).flatMap((role) =>
    refuses(
      `no-events-${role}`,
      `refuses to ${role} a webhook that gets no events`,
      ['leadlex'],
      role,
      () => 'events',
      (events) => Array.isArray(events) && events.length === 0,
      [],
    ),
  ),
  ...fault('status', 'nul', 'fails on texts with a zero byte', ALL, (api) => ({
    finds: [`ServerError ${api.operations.create}`],
    wrap: answers(api, 'create', (response, request) =>
      isSuccess(response) && request.body.toString().includes('\\u0000') ? { ...response, status: 500 } : response,
    ),
    isWrong: async (call) => (await call.create({ [api.text]: 'a\u0000b' })).status === 500,
  })),
  ...fault('status', 'replay-body', 'wants a body that may be left out', ['agentmessage'], (api) => ({
    finds: ['ValidRequestRefused replayWebhookDelivery'],
    place: 'absent',
    wrap: requests(api, 'POST /webhooks/deliveries/{id}/replay', (request) =>
      request.body.length > 0
        ? request
        : {
            ...request,
            headers: { ...request.headers, 'content-type': 'application/json' },
            body: Buffer.from('{"reason":7}'),
          },
    ),
    isWrong: async (call) =>
      !isSuccess(await call.ask(`POST /v1/webhooks/deliveries/${await findDelivery(call)}/replay`)),
  })),
  ...fault('status', 'narrow-range', 'refuses a range of one status', ['agentmessage'], (api) => ({
    finds: ['ValidRequestRefused listWebhookDeliveries'],
    place: 'http_status_min',
    wrap: queries(api, 'GET /webhooks/deliveries', (query) => {
      const low = query.get('http_status_min');
      if (low !== null && low === query.get('http_status_max')) query.set('http_status_max', 'none');
    }),
    isWrong: async (call) =>
      !isSuccess(await call.ask('GET /v1/webhooks/deliveries?http_status_min=200&http_status_max=200')),
  })),
];
