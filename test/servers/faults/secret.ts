/** Servers that show a secret where it does not belong, or give one that is none. */
import { createHash } from 'node:crypto';
import type { ReferenceResponse } from '../reference/support/http.ts';
import { bodies, eachShown, fault, isSuccess, shown, without, targetOf, type Which, type Wrong } from './fault.ts';
import { type Dialect, type Provider, type Role, roleOf } from './dialect.ts';
import type { Caller } from './caller.ts';

/** Remembers the secrets that were shown, without, and shows them elsewhere. */
export const keepSecrets =
  (
    api: Dialect,
    which: Role,
    show: (response: ReferenceResponse, secretOf: (id: string) => string | undefined, target: string) => unknown,
  ): Wrong['wrap'] =>
  (handle) => {
    const secrets = new Map<string, string>();
    return async (request) => {
      const response = await handle(request);
      eachShown(api, response.json, (webhook) => {
        if (webhook[api.secret] !== undefined) secrets.set(webhook[api.id], webhook[api.secret]);
        return webhook;
      });
      return roleOf(api, request) === which && isSuccess(response)
        ? { ...response, json: show(response, (id) => secrets.get(id), targetOf(api, request)) }
        : response;
    };
  };

const again = (role: Role, name: string, providers: readonly Provider[]) =>
  fault('secret', `in-${role}`, name, providers, (api) => ({
    finds: [`SecretReturnedTwice ${api.operations[role]}`],
    place: api.secret,
    wrap: keepSecrets(api, role, ({ json }, secretOf, target) => {
      if (role === 'remove') return { data: { ...(json as any).data, secret: secretOf(target) } };
      if (role === 'update' && api.flat) return { ...(json as any), secret: secretOf(target) };
      return eachShown(api, json, (webhook) => ({ ...webhook, [api.secret]: secretOf(webhook[api.id]) }));
    }),
    isWrong: async (call) => {
      const { item } = await call.create();
      const id: string = item[api.id];
      const answer = await {
        create: () => call.list(),
        list: () => call.list(),
        read: () => call.read(id),
        update: () => call.update(id, { [api.text]: 'x' }),
        remove: () => call.remove(id),
      }[role]();
      return answer.text.includes(item[api.secret]);
    },
  }));

/** Gives secrets of its own making. */
const made = (
  slug: string,
  name: string,
  code: string,
  providers: readonly Provider[],
  make: (webhook: any, count: number, api: Dialect) => unknown,
  isWrong: (first: string, second: string, webhook: any) => boolean,
  which: Which = 'create',
) =>
  fault('secret', slug, name, providers, (api) => ({
    finds: [`${code} ${api.operations.create}`],
    ...(code === 'SchemaViolation' && { place: api.secret }),
    wrap: (handle) => {
      let count = 0;
      return shown(api, which, (webhook) => ({ ...webhook, [api.secret]: make(webhook, ++count, api) }))(handle);
    },
    isWrong: async (call: Caller) => {
      const [first, second] = [(await call.create()).item, (await call.create()).item];
      return isWrong(first[api.secret], second[api.secret], first);
    },
  }));

const constant: Record<Provider, string> = {
  lava: 'whsec_4f0c9a7be52d4836c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5',
  encrata: `whsec_${'4f0c9a7be52d4836'.repeat(4)}`,
  agentmessage: 'qhhFHQ59wgBQOfACvc/V7wYS2GpIiSh+ZBPyGWfA8MM=',
  leadlex: `whsec_${'4f0c9a7be52d4836'.repeat(3)}`,
};
/** A secret of the right form from anything. */
export const form = (api: Dialect, bytes: Buffer): string => {
  if (api.provider === 'agentmessage') return bytes.toString('base64');
  return `whsec_${bytes.toString('hex').slice(0, api.provider === 'leadlex' ? 48 : 64)}`;
};

/** The faults of this group. */
export const secretFaults = [
  ...fault('secret', 'in-header', 'shows the secret in a header', ['lava', 'agentmessage'], (api) => ({
    finds: [`SecretReturnedTwice ${api.operations.read}`],
    wrap: (handle) => {
      const secrets = new Map<string, string>();
      return async (request) => {
        const response = await handle(request);
        eachShown(api, response.json, (webhook) => {
          if (webhook[api.secret] !== undefined) secrets.set(webhook[api.id], webhook[api.secret]);
          return webhook;
        });
        const secret = roleOf(api, request) === 'read' ? secrets.get(targetOf(api, request)) : undefined;
        return secret === undefined
          ? response
          : { ...response, headers: { ...response.headers, 'X-Signing-Key': secret } };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.read(item[api.id])).headers.get('x-signing-key') === item[api.secret];
    },
  })),
  ...again('list', 'shows the secret in the list', ['lava', 'encrata', 'agentmessage', 'leadlex']),
  ...again('read', 'shows the secret to whoever asks by id', ['lava', 'encrata', 'agentmessage']),
  ...again('update', 'shows the secret after an update', ['lava', 'encrata', 'leadlex']),
  ...again('remove', 'shows the secret of what it deletes', ['leadlex']),
  ...fault('secret', 'in-limit', 'names its secrets when the limit is reached', ['lava'], (api) => ({
    finds: ['SecretReturnedTwice createWebhook'],
    wrap: (handle) => {
      const secrets: string[] = [];
      return async (request) => {
        const response = await handle(request);
        const json = response.json as any;
        if (json?.webhook_secret !== undefined) secrets.push(json.webhook_secret);
        if (!JSON.stringify(json ?? null).includes('limit_reached')) return response;
        return { ...response, json: { error: { ...json.error, message: `Too many webhooks: ${secrets.join(', ')}` } } };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      for (const _ of [2, 3]) await call.create();
      return (await call.create()).text.includes(item[api.secret]);
    },
  })),
  ...fault('secret', 'in-error', 'names the secret when an update is refused', ['agentmessage', 'leadlex'], (api) => ({
    finds: [`SecretReturnedTwice ${api.operations.update}`],
    wrap: (handle) => {
      const secrets = new Map<string, string>();
      return async (request) => {
        const response = await handle(request);
        eachShown(api, response.json, (webhook) => secrets.set(webhook.id, webhook.secret ?? secrets.get(webhook.id)));
        const secret = secrets.get(targetOf(api, request));
        if (roleOf(api, request) !== 'update' || ![400, 422].includes(response.status) || secret === undefined)
          return response;
        const { error, ...rest } = response.json as any;
        return { ...response, json: { ...rest, error: { ...error, message: `${error.message} (${secret})` } } };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.update(item.id, { url: 7 })).text.includes(item.secret);
    },
  })),
  ...fault('secret', 'in-test', 'shows the secret in the result of a test', ['encrata'], (api) => ({
    finds: ['SecretReturnedTwice testWebhook'],
    wrap: (handle) => {
      const secrets = new Map<string, string>();
      return async (request) => {
        const response = await handle(request);
        eachShown(api, response.json, (webhook) => secrets.set(webhook.id, webhook.secret ?? secrets.get(webhook.id)));
        const isTest = request.path.endsWith('/test') && isSuccess(response);
        return isTest
          ? { ...response, json: { ...(response.json as object), key: secrets.get(targetOf(api, request)) } }
          : response;
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.ask(`POST ${api.path}/test`, { body: { id: item.id } })).text.includes(item.secret);
    },
  })),
  ...made(
    'constant',
    'gives every webhook the same secret',
    'SecretNotDistinct',
    ['lava', 'encrata', 'agentmessage', 'leadlex'],
    (_webhook, _count, api) => constant[api.provider],
    (first, second) => first === second,
  ),
  ...made(
    'short',
    'gives secrets of six characters',
    'SecretTooShort',
    ['lava'],
    (_webhook, count) => createHash('sha1').update(`${count}`).digest('hex').slice(0, 6),
    (first) => first.length < 16,
  ),
  ...made(
    'short-pattern',
    'gives secrets that are too short',
    'SchemaViolation',
    ['leadlex', 'agentmessage'],
    (webhook) => webhook.secret.slice(0, 14),
    (first) => first.length < 16,
  ),
  ...made(
    'id',
    'makes the secret from the id',
    'SecretPredictable',
    ['lava', 'encrata', 'leadlex'],
    (webhook, _count, api) => {
      const hex = webhook[api.id].replaceAll(/[^0-9a-f]/g, '');
      return `whsec_${(hex + hex).slice(0, api.provider === 'leadlex' ? 48 : 64)}`;
    },
    (first, _second, webhook) => first.includes((webhook.webhook_id ?? webhook.id).replaceAll(/[^0-9a-f]/g, '')),
  ),
  ...made(
    'counter',
    'counts its secrets',
    'SecretPredictable',
    ['encrata', 'agentmessage', 'lava'],
    (_webhook, count, api) => form(api, Buffer.from(String(count).padStart(32, '0'))),
    (first, second) => [...first].filter((letter, i) => letter !== second[i]).length <= 4,
  ),
  ...made(
    'alphabet',
    'writes its secrets in another alphabet',
    'SchemaViolation',
    ['encrata', 'agentmessage', 'leadlex'],
    (webhook, _count, api) =>
      api.provider === 'agentmessage' ? `-_${webhook.secret.slice(2)}` : webhook.secret.toUpperCase(),
    (first) => /^-_|^WHSEC/.test(first),
  ),
  ...made(
    'null',
    'shows null for the secret of a new webhook',
    'SchemaViolation|SecretMissing',
    ['lava', 'leadlex'],
    () => null,
    (first) => first === null,
  ),
  ...fault('secret', 'rotate-keeps', 'keeps the secret when it rotates', ['agentmessage'], (api) => ({
    finds: ['SecretNotDistinct rotateWebhookEndpointSecret'],
    wrap: (handle) => {
      const secrets = new Map<string, string>();
      return async (request) => {
        const response = await handle(request);
        const json = response.json as { id: string; secret?: string } | undefined;
        if (json?.secret === undefined) return response;
        if (!secrets.has(json.id)) secrets.set(json.id, json.secret);
        return { ...response, json: { ...json, secret: secrets.get(json.id) } };
      };
    },
    isWrong: async (call) => {
      const { item } = await call.create();
      return (await call.ask(`POST ${api.path}/${item.id}/rotate-secret`)).json.secret === item.secret;
    },
  })),
  ...fault('secret', 'rotate-silent', 'does not show the secret that it rotated to', ['agentmessage'], (api) => ({
    finds: ['SchemaViolation|SecretMissing rotateWebhookEndpointSecret'],
    place: 'secret',
    wrap: bodies(api, 'POST /rotate-secret', (json) => without(json, 'secret')),
    isWrong: async (call) => {
      const { item } = await call.create();
      return !('secret' in (await call.ask(`POST ${api.path}/${item.id}/rotate-secret`)).json);
    },
  })),
];
