/** Right servers whose bodies look otherwise. */
import { dialects, roleOf } from '../faults/dialect.ts';
import { bodies, eachShown, inside, isSuccess, without } from '../faults/fault.ts';
import { keepSecrets } from '../faults/secret.ts';
import { withOldRows } from '../faults/views-old.ts';
import { everyAnswer, everyText, type Variant } from './variant.ts';

const times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

function turn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turn);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, turn(entry)] as const);
  return Object.fromEntries(entries.toReversed());
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The variants. */
export const bodyVariants: readonly Variant[] = [
  {
    id: 'key-order',
    name: 'turns the order of all members round',
    wrap: everyAnswer((response) => ({ ...response, json: turn(response.json) })),
  },
  {
    id: 'fractions',
    name: 'writes fractions of seconds',
    wrap: everyText((text) => text.replace(/(T\d\d:\d\d:\d\d)Z/g, '$1.000000+00:00')),
  },
  {
    id: 'zone',
    name: 'writes times with the offset of its own zone',
    wrap: everyText((text) =>
      text.replace(times, (time) => new Date(Date.parse(time) + 7_200_000).toISOString().replace(/\.\d+Z$/, '+02:00')),
    ),
  },
  {
    id: 'clock',
    name: 'has a clock that is 45 seconds ahead',
    // Times of former years are what was asked for, or the buckets of a count: no clock makes those.
    wrap: everyText((text) =>
      text.replace(times, (time) =>
        Date.parse(time) < Date.UTC(2026, 0) ? time : new Date(Date.parse(time) + 45_000).toISOString(),
      ),
    ),
  },
  {
    id: 'pretty',
    name: 'prints its JSON for people',
    wrap: everyAnswer((response) =>
      response.json === undefined ? response : { ...response, text: `${JSON.stringify(response.json, null, 4)}\n` },
    ),
  },
  {
    id: 'escaped',
    name: 'writes everything beyond ASCII as escapes, and slashes too',
    wrap: everyAnswer((response) =>
      response.json === undefined
        ? response
        : {
            ...response,
            text: JSON.stringify(response.json)
              .replaceAll('/', String.raw`\/`)
              .replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
          },
    ),
  },
  {
    id: 'secret-sample',
    name: 'says what a secret looks like, and shows none',
    providers: ['encrata', 'leadlex'],
    wrap: everyAnswer((response) =>
      response.json === null || typeof response.json !== 'object' || Array.isArray(response.json)
        ? response
        : { ...response, json: { ...response.json, sample: `whsec_${'x'.repeat(48)} whsec_${'0'.repeat(48)}` } },
    ),
  },
  {
    id: 'old-rows',
    name: 'has delivered to a webhook of somebody before',
    providers: ['leadlex'],
    wrap: withOldRows(),
  },
  {
    id: 'secret-hint',
    name: 'shows the first letters of its secrets',
    wrap: (handle, provider) => {
      const api = dialects[provider];
      return keepSecrets(api, 'list', ({ json }, secretOf) =>
        eachShown(api, json, (webhook) => ({ ...webhook, secret_prefix: secretOf(webhook[api.id])?.slice(0, 12) })),
      )(handle);
    },
  },
  {
    id: 'more-properties',
    name: 'shows properties that nobody documents',
    wrap: (handle, provider) => {
      const api = dialects[provider];
      return everyAnswer((response) => {
        const { json } = response;
        if (json === null || typeof json !== 'object') return response;
        const more = eachShown(api, json, (webhook) => ({ ...webhook, region: 'eu-1', labels: [], owner: { id: 7 } }));
        const error = (json as { error?: unknown }).error;
        const withHelp =
          error !== null && typeof error === 'object' ? { error: { ...error, help: 'https://example.com' } } : {};
        return { ...response, json: Array.isArray(more) ? more : { ...(more as object), ...withHelp, version: 3 } };
      })(handle);
    },
  },
  {
    id: 'fewer-properties',
    name: 'leaves out what it may leave out',
    providers: ['lava', 'encrata', 'leadlex'],
    wrap: everyAnswer((response) => {
      const { error, ...json } = (response.json ?? {}) as { error?: Record<string, unknown> };
      if (Array.isArray(response.json) && response.json.some((row: object) => 'attempts' in row))
        return {
          ...response,
          json: response.json.map((row: Record<string, unknown>) =>
            ['response_body', 'response_status', 'last_attempt_at'].reduce(without, row),
          ),
        };
      if (error === undefined || typeof error !== 'object') return response;
      const { issues: _, details: __, ...rest } = error;
      return { ...response, json: { ...json, error: rest } };
    }),
  },
  {
    id: 'other-words',
    name: 'words its errors otherwise, in another language and with what was sent',
    wrap: (handle, provider) => async (request) => {
      const response = await handle(request);
      const { error, ...json } = (response.json ?? {}) as { error?: Record<string, unknown> };
      if (response.status < 400 || error === undefined) return response;
      const text = `Das geht leider nicht: ${request.method} ${request.path} – «${request.query.toString()}»`;
      return { ...response, json: { ...json, error: provider === 'encrata' ? text : { ...error, message: text } } };
    },
  },
  {
    id: 'upper-ids',
    name: 'writes its ids in capitals',
    providers: ['encrata', 'agentmessage', 'leadlex'],
    wrap: (handle) => {
      const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
      const known = new Set<string>();
      const lower = (text: string): string =>
        text.replace(uuid, (id) => (known.has(id.toLowerCase()) ? id.toLowerCase() : id));
      return async (request) => {
        const response = await handle({
          ...request,
          path: lower(decode(request.path)),
          query: new URLSearchParams(lower(request.query.toString())),
          body:
            request.path.endsWith('/webhooks') && request.method === 'POST'
              ? request.body
              : Buffer.from(lower(request.body.toString('latin1')), 'latin1'),
        });
        if (response.json === undefined) return response;
        const raise = (id: string): string => {
          known.add(id);
          return id.toUpperCase();
        };
        const text = JSON.stringify(response.json).replace(
          /"((?:\w*_)?id)":"([0-9a-f-]{36})"/g,
          (_, name, id) => `"${name}":"${raise(id)}"`,
        );
        return { ...response, json: JSON.parse(text) as unknown };
      };
    },
  },
  {
    id: 'plain-ids',
    name: 'has ids that are plain numbers, written as text',
    providers: ['lava'],
    wrap: (handle) => {
      const names = new Map<string, string>();
      return async (request) => {
        const real = [...names].find(([, short]) => decode(request.path).endsWith(`/${short}`))?.[0];
        const response = await handle(
          real === undefined ? request : { ...request, path: request.path.replace(/[^/]+$/, real) },
        );
        if (response.json === undefined) return response;
        const text = JSON.stringify(response.json).replace(/wh_[0-9a-f]{32}/g, (id) => {
          if (!names.has(id)) names.set(id, String(10_007 + names.size * 13));
          return names.get(id)!;
        });
        return { ...response, json: JSON.parse(text) as unknown };
      };
    },
  },
  {
    id: 'crowded',
    name: 'is nearly full of what others made, and counts on',
    wrap: (handle, provider) => {
      const api = dialects[provider];
      const most = { lava: 2, encrata: 5, agentmessage: 49, leadlex: 5 }[provider];
      const filled = new Map<string, Promise<void>>();
      const fill = async (request: Parameters<typeof handle>[0]): Promise<void> => {
        const behind = inside(api, handle, { ...request, path: request.path.replace(/\/webhooks.*$/, '/webhooks') });
        for (let made = 0; made < most; made++) await behind.create(api.sample(1000 + made));
      };
      return async (request) => {
        const key = request.headers['authorization'] ?? '';
        if (key === `Bearer ${api.tokens.main}` && roleOf(api, request) !== undefined) {
          if (!filled.has(key)) filled.set(key, fill(request));
          await filled.get(key);
        }
        return await handle(request);
      };
    },
  },
  {
    id: 'fraction-updated',
    name: 'writes times to the millisecond',
    wrap: everyText((text) => text.replace(/(T\d\d:\d\d:\d\d)Z/g, '$1.000Z')),
  },
  {
    id: 'empty-204',
    name: 'says what type the body would have that it does not send',
    providers: ['encrata', 'agentmessage'],
    wrap: everyAnswer((response) =>
      response.status === 204
        ? { ...response, headers: { ...response.headers, 'Content-Type': 'application/json' } }
        : response,
    ),
  },
  {
    id: 'newest-first',
    name: 'lists the newest first; the order is inferred at most',
    providers: ['encrata', 'leadlex', 'agentmessage'],
    wrap: (handle, provider) => {
      const api = dialects[provider];
      return bodies(api, 'list', (json) => {
        const at = api.many.at(-1);
        if (at === undefined) return (json as unknown[]).toReversed();
        const holder = api.many.slice(0, -1).reduce<any>((value, key) => value[key], json);
        holder[at] = holder[at].toReversed();
        return json;
      })(handle);
    },
  },
];

/** Variants that are right only where no extension says otherwise. */
export const undocumentedVariants: readonly Variant[] = [
  {
    id: 'own-limit',
    isBare: true,
    name: 'has a limit that nobody documents',
    providers: ['encrata', 'leadlex'],
    wrap: (handle, provider) => async (request) => {
      const api = dialects[provider];
      if (roleOf(api, request) !== 'create') return await handle(request);
      const all = await inside(api, handle, request).list();
      if (all.length < 30) return await handle(request);
      const judged = await handle({ ...request, body: Buffer.from('{}') });
      // Who may not create at all is told that first.
      const isStranger = judged.status === 401 || judged.status === 403;
      return isSuccess(judged) || isStranger ? judged : { ...judged, status: 409 };
    },
  },
];
