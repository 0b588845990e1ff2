/** Servers that read a rule in their own way: without its ends, without case, by the form of a date alone. */
import { bodiesIn, fault, isSuccess, queries } from './fault.ts';
import type { Dialect, Provider } from './dialect.ts';

const HTTPS: readonly Provider[] = ['encrata', 'agentmessage', 'leadlex'];
const accepted = (api: Dialect): string[] => [`InvalidInputAccepted ${api.operations.create}`];

/** Takes addresses that it has to refuse, in creates and updates. */
function takesUrls(
  slug: string,
  name: string,
  mend: (url: string) => string,
  wrong: string,
  providers: readonly Provider[] = HTTPS,
) {
  return fault('leniency', slug, name, providers, (api) => ({
    finds: accepted(api),
    place: 'url',
    wrap: bodiesIn(api, ['create', 'update'], (json) =>
      typeof json.url === 'string' ? { ...json, url: mend(json.url) } : json,
    ),
    isWrong: async (call) => isSuccess(await call.create({ url: wrong })),
  }));
}

/** Takes events that nobody can subscribe to, and drops them. */
function takesEvents(
  slug: string,
  name: string,
  providers: readonly Provider[],
  isTaken: (event: string) => boolean,
  wrong: (known: string) => string,
) {
  return fault('leniency', slug, name, providers, (api) => ({
    finds: accepted(api),
    place: 'events',
    wrap: bodiesIn(api, 'create', (json) => {
      if (!Array.isArray(json.events)) return json;
      const events = json.events.filter((event: unknown) => typeof event !== 'string' || !isTaken(event));
      return events.length === 0 ? json : { ...json, events };
    }),
    isWrong: async (call) => {
      const { events } = api.sample(0) as { events: string[] };
      return isSuccess(await call.create({ events: [...events, wrong(events[0]!)] }));
    },
  }));
}

const noDay = /-02-(30|31)/;

/** The faults of this group. */
export const readingFaults = [
  ...takesUrls(
    'url-case',
    'takes the scheme of a URL in any case',
    (url) => url.replace(/^https:/i, 'https:'),
    'HTTPS://hooks.example.com/a',
  ),
  ...takesUrls(
    'url-unanchored',
    'looks for https anywhere in a URL',
    (url) => url.replace(/^.+(https:\/\/.)/, '$1'),
    'ftp://a/https://hooks.example.com/a',
  ),
  ...takesUrls(
    'url-no-host',
    'takes a URL without a host',
    (url) => url.replace(/^https:\/\/\//, 'https://hooks.example.com/'),
    'https:///a',
    ['encrata', 'agentmessage'],
  ),
  ...takesEvents(
    'test-event',
    'takes the event of a test in a subscription',
    ['encrata', 'agentmessage'],
    (event) => event === 'test' || event === 'webhook.test',
    (known) => (known === 'brand.vetted' ? 'webhook.test' : 'test'),
  ),
  ...takesEvents(
    'event-beginning',
    'compares the beginnings of events',
    ['encrata', 'agentmessage', 'leadlex'],
    (event) => /^[a-z]+\.[a-z_]+_(hookspec|unheard)$/.test(event),
    (known) => `${known}_unheard`,
  ),
  ...fault('leniency', 'clusters', 'counts what a reader sees as one letter', ['agentmessage', 'leadlex'], (api) => ({
    finds: accepted(api),
    place: 'description',
    wrap: bodiesIn(api, 'create', (json) => {
      const letters = [...new Intl.Segmenter().segment(String(json[api.text] ?? ''))];
      return letters.length <= 200 && [...String(json[api.text] ?? '')].length > 200
        ? { ...json, [api.text]: 'short' }
        : json;
    }),
    isWrong: async (call) => isSuccess(await call.create({ [api.text]: 'e\u0301'.repeat(150) })),
  })),
  ...fault('leniency', 'no-day', 'takes days that no calendar has', ['agentmessage'], (api) => ({
    finds: ['InvalidInputAccepted listWebhookDeliveries'],
    place: 'format',
    wrap: queries(api, 'GET /webhooks/deliveries', (query) => {
      for (const name of ['since', 'until'])
        if (noDay.test(query.get(name) ?? '')) query.set(name, query.get(name)!.replace(noDay, '-02-28'));
    }),
    isWrong: async (call) => isSuccess(await call.ask('GET /v1/webhooks/deliveries?since=2026-02-30T00:00:00Z')),
  })),
  ...fault('leniency', 'turned-range', 'shows nothing where a range is turned round', ['agentmessage'], (api) => ({
    finds: ['InvalidInputAccepted listWebhookDeliveries'],
    place: 'http_status_min',
    wrap: queries(api, 'GET /webhooks/deliveries', (query) => {
      const [low, high] = [query.get('http_status_min'), query.get('http_status_max')];
      if (low !== null && high !== null && Number(low) > Number(high)) query.delete('http_status_max');
    }),
    isWrong: async (call) =>
      isSuccess(await call.ask('GET /v1/webhooks/deliveries?http_status_min=500&http_status_max=200')),
  })),
];
