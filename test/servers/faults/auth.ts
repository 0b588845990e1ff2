/** Servers that do not check who asks, or not well. */
import type { ReferenceRequest } from '../reference/support/http.ts';
import { fault, inside, isSuccess, requests, targetOf, withHeader, type Which, type Wrong } from './fault.ts';
import { type Dialect, type Provider, roleOf } from './dialect.ts';
import { nowhere } from './caller.ts';

const bearer = (token: string): string => `Bearer ${token}`;
const as = (request: ReferenceRequest, token: string): ReferenceRequest =>
  withHeader(request, 'authorization', bearer(token));
const key = (request: ReferenceRequest): string => request.headers['authorization'] ?? '';

/** A scheme or token is taken for the main key. */
const mistake =
  (api: Dialect, isTaken: (authorization: string) => boolean): Wrong['wrap'] =>
  (handle) =>
  (request) =>
    handle(isTaken(key(request)) ? as(request, api.tokens.main) : request);

/** One operation does not look at the key. */
const open = (slug: string, name: string, provider: Provider, which: Which, operation: string, call: string) =>
  fault('auth', slug, name, [provider], (api) => ({
    finds: [`AuthenticationNotEnforced ${operation}`],
    wrap: requests(api, which, (request) => (key(request) === '' ? as(request, api.tokens.main) : request)),
    isWrong: async (caller) => {
      const { item } = await caller.create();
      return isSuccess(await caller.ask(call.replace('{id}', item[api.id]), { token: null }));
    },
  }));

/** Tells strangers which ids exist, in one operation only. */
const looks = (role: 'update' | 'remove', providers: readonly Provider[]) =>
  fault('auth', `looks-to-${role}`, `looks for what it is to ${role} before the key`, providers, (api) => ({
    finds: [`FoundBeforeAuthentication ${api.operations[role]}`],
    wrap: (handle) => async (request) => {
      if (key(request) !== '' || roleOf(api, request) !== role) return await handle(request);
      const mine = as(request, api.tokens.main);
      const isKnown = await inside(api, handle, mine).find(targetOf(api, request));
      return await handle(isKnown === undefined ? mine : request);
    },
    isWrong: async (call) =>
      (role === 'update'
        ? await call.update(nowhere, { [api.text]: 'x' }, { token: null })
        : await call.remove(nowhere, { token: null })
      ).status === 404,
  }));

/** The faults of this group. */
export const authFaults = [
  ...fault('auth', 'open', 'answers requests without credentials', ['lava', 'encrata'], (api) => ({
    finds: ['AuthenticationNotEnforced *'],
    wrap: mistake(api, (authorization) => authorization === ''),
    isWrong: async (call) => isSuccess(await call.list('', { token: null })),
  })),
  ...open('open-list', 'lists without credentials', 'encrata', 'list', 'getWebhooks', 'GET /api/webhooks'),
  ...open(
    'open-delete',
    'deletes without credentials',
    'agentmessage',
    'remove',
    'deleteWebhookEndpoint',
    'DELETE /v1/webhooks/{id}',
  ),
  ...open('open-read', 'shows a webhook without credentials', 'lava', 'read', 'getWebhook', 'GET /webhooks/{id}'),
  ...open(
    'open-catalog',
    'shows its catalog without credentials',
    'leadlex',
    'GET /events/catalog',
    'listEventCatalog',
    'GET /v1/events/catalog',
  ),
  ...open(
    'open-logs',
    'shows logs without credentials',
    'leadlex',
    'GET /logs',
    'listDeliveryLogs',
    'GET /v1/webhooks/{id}/logs',
  ),
  ...fault('auth', 'empty-token', 'takes an empty token', ['lava', 'agentmessage'], (api) => ({
    finds: ['WrongTokenAccepted|AuthenticationNotEnforced *'],
    wrap: mistake(api, (authorization) => /^Bearer\s*$/.test(authorization)),
    isWrong: async (call) => isSuccess(await call.list('', { token: null, headers: { Authorization: 'Bearer ' } })),
  })),
  ...fault('auth', 'prefix', 'accepts every token that begins well', ['lava', 'leadlex'], (api) => ({
    finds: ['WrongTokenAccepted *'],
    wrap: mistake(api, (authorization) => {
      const prefix = api.tokens.main.slice(0, 4);
      return authorization.startsWith(`Bearer ${prefix}`) && authorization.length < 16;
    }),
    isWrong: async (call) => isSuccess(await call.list('', { token: `${api.tokens.main.slice(0, 4)}abc` })),
  })),
  ...fault('auth', 'any-token', 'accepts any token at all', ['encrata', 'agentmessage'], (api) => ({
    finds: ['WrongTokenAccepted *'],
    wrap: mistake(
      api,
      (authorization) =>
        authorization.startsWith('Bearer ') && !authorization.slice(7).startsWith(api.tokens.main.slice(0, 4)),
    ),
    isWrong: async (call) => isSuccess(await call.list('', { token: 'something-else' })),
  })),
  ...fault('auth', 'truncated', 'compares the beginning of a token only', ['agentmessage', 'encrata'], (api) => ({
    finds: ['WrongTokenAccepted *'],
    wrap: mistake(api, (authorization) => {
      const token = authorization.slice('Bearer '.length);
      return token.length >= 8 && token.length < api.tokens.main.length && api.tokens.main.startsWith(token);
    }),
    isWrong: async (call) => isSuccess(await call.list('', { token: api.tokens.main.slice(0, 10) })),
  })),
  ...fault('auth', 'basic', 'takes a key without its scheme for granted', ['encrata', 'lava'], (api) => ({
    finds: ['WrongSchemeAccepted *'],
    wrap: mistake(api, (authorization) => {
      const encoded = /^Basic (\S+)$/.exec(authorization)?.[1];
      const decoded = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString();
      return decoded.includes(api.tokens.main) || authorization.includes(`Basic ${api.tokens.main}`);
    }),
    isWrong: async (call) => {
      const Authorization = `Basic ${Buffer.from(`${api.tokens.main}:`).toString('base64')}`;
      return isSuccess(await call.list('', { token: null, headers: { Authorization } }));
    },
  })),
  ...fault('auth', 'any-scheme', 'does not look at the scheme', ['leadlex', 'agentmessage'], (api) => ({
    finds: ['WrongSchemeAccepted *'],
    wrap: mistake(api, (authorization) =>
      [authorization, Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString()].some((text) =>
        text.includes(api.tokens.main),
      ),
    ),
    isWrong: async (call) =>
      isSuccess(await call.list('', { token: null, headers: { Authorization: `Token ${api.tokens.main}` } })),
  })),
  ...fault('auth', 'lower-scheme', 'refuses the scheme in lower case', ['lava', 'leadlex'], (api) => ({
    finds: ['SchemeCaseSensitive *'],
    wrap: (handle) => (request) =>
      handle(key(request).startsWith('bearer ') ? withHeader(request, 'authorization', undefined) : request),
    isWrong: async (call) =>
      !isSuccess(await call.list('', { token: null, headers: { Authorization: `bearer ${api.tokens.main}` } })),
  })),
  ...fault('auth', 'no-scheme', 'takes a key that stands alone', ['encrata', 'agentmessage'], (api) => ({
    finds: ['WrongSchemeAccepted *'],
    wrap: mistake(api, (authorization) => authorization === api.tokens.main),
    isWrong: async (call) =>
      isSuccess(await call.list('', { token: null, headers: { Authorization: api.tokens.main } })),
  })),
  ...fault('auth', 'any-case', 'knows keys in any case', ['lava', 'agentmessage', 'leadlex'], (api) => ({
    finds: ['WrongTokenAccepted *'],
    wrap: mistake(api, (authorization) => authorization.toLowerCase() === bearer(api.tokens.main).toLowerCase()),
    isWrong: async (call) => {
      const { item } = await call.create();
      const token = api.tokens.main.replace(/[^_]+$/, (rest) =>
        [...rest].map((letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase())).join(''),
      );
      return (await call.list('', { token })).text.includes(item[api.id]);
    },
  })),
  ...fault('auth', 'like-token', 'lets any key that begins well rotate a secret', ['agentmessage'], (api) => ({
    finds: ['WrongTokenAccepted rotateWebhookEndpointSecret'],
    wrap: requests(api, 'POST /rotate-secret', (request) =>
      key(request).startsWith('Bearer am_live_') && key(request) !== bearer(api.tokens.second)
        ? as(request, api.tokens.main)
        : request,
    ),
    isWrong: async (call) => {
      const { item } = await call.create();
      const token = 'am_live_nobody00000000000000000000';
      return isSuccess(await call.ask(`POST ${api.path}/${item.id}/rotate-secret`, { token }));
    },
  })),
  ...fault('auth', 'query-token', 'takes the token from the query', ['lava', 'encrata', 'agentmessage'], (api) => ({
    finds: ['TokenInQueryAccepted|AuthenticationNotEnforced *'],
    wrap: (handle) => (request) => {
      const isThere = ['token', 'access_token', 'api_key', 'apikey', 'key'].some(
        (name) => request.query.get(name) === api.tokens.main,
      );
      return handle(isThere && key(request) === '' ? as(request, api.tokens.main) : request);
    },
    isWrong: async (call) => isSuccess(await call.list(`?access_token=${api.tokens.main}`, { token: null })),
  })),
  ...fault(
    'auth',
    'revoked',
    'still knows a revoked or expired key',
    ['lava', 'encrata', 'agentmessage', 'leadlex'],
    (api) => ({
      finds: ['RevokedTokenAccepted *'],
      wrap: mistake(api, (authorization) => authorization === bearer(api.tokens.revoked)),
      isWrong: async (call) => isSuccess(await call.list('', { token: api.tokens.revoked })),
    }),
  ),
  ...fault(
    'auth',
    'validates-first',
    'looks at the body before the key',
    ['encrata', 'agentmessage', 'lava'],
    (api) => ({
      finds: ['ValidatedBeforeAuthentication *'],
      wrap: (handle) => async (request) => {
        if (roleOf(api, request) !== 'create' || key(request) === bearer(api.tokens.main)) return await handle(request);
        const judged = await handle(as(request, api.tokens.second));
        return isSuccess(judged) || judged.status === 409 ? await handle(request) : judged;
      },
      isWrong: async (call) => (await call.create({ url: 7 }, { token: null })).status !== 401,
    }),
  ),
  ...fault('auth', 'validates-unkeyed', 'looks at the body before it misses the key', ['leadlex', 'lava'], (api) => ({
    finds: ['ValidatedBeforeAuthentication *'],
    wrap: (handle) => async (request) => {
      if (roleOf(api, request) !== 'create' || key(request) !== '') return await handle(request);
      const judged = await handle(as(request, api.tokens.second));
      return isSuccess(judged) || judged.status === 409 ? await handle(request) : judged;
    },
    isWrong: async (call) => (await call.create({ url: 7 }, { token: null })).status !== 401,
  })),
  ...fault('auth', 'looks-unkeyed', 'looks for the webhook before it misses the key', ['lava', 'leadlex'], (api) => ({
    finds: ['FoundBeforeAuthentication *'],
    wrap: (handle) => async (request) => {
      const role = roleOf(api, request);
      if (key(request) !== '' || role === undefined || role === 'list' || role === 'create') return handle(request);
      const mine = as(request, api.tokens.main);
      const isKnown = await inside(api, handle, mine).find(targetOf(api, request));
      return handle(isKnown === undefined ? mine : request);
    },
    isWrong: async (call) =>
      (await call.remove('00000000-0000-4000-8000-000000000000', { token: null })).status === 404,
  })),
  ...looks('update', ['lava', 'encrata', 'agentmessage']),
  ...looks('remove', ['lava', 'encrata', 'agentmessage', 'leadlex']),
  ...fault('auth', 'looks-first', 'looks for the webhook before the key', ['leadlex', 'lava'], (api) => ({
    finds: ['FoundBeforeAuthentication *'],
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      const role = roleOf(api, request);
      if (response.status !== 401 || role === undefined || role === 'list' || role === 'create') return response;
      const mine = as(request, api.tokens.main);
      const isKnown = await inside(api, handle, mine).find(targetOf(api, request));
      return isKnown === undefined ? await handle(mine) : response;
    },
    isWrong: async (call) =>
      (await call.remove('00000000-0000-4000-8000-000000000000', { token: null })).status === 404,
  })),
];
