/** Servers of the invented provider that are wrong in what the checks of credentials look at. */
import type { ConformanceOptions } from '../../../src/conformance/options.ts';
import type { Handle, ReferenceRequest, ReferenceResponse } from '../../servers/reference/support/http.ts';
import { createHooks, fail, findByHeader, secondToken, token } from '../protocol/hooks.ts';

/** The header with the credentials. */
export const given = ({ headers }: ReferenceRequest): string => headers['authorization'] ?? '';
/** The token in it. */
export const bearer = (request: ReferenceRequest): string | undefined => /^Bearer (\S+)$/i.exec(given(request))?.[1];
/** A server that knows its callers another way. */
export const knowing = (find: (request: ReferenceRequest) => string | undefined): Handle => createHooks(find);
const isCall = ({ method, path }: ReferenceRequest, wanted: string): boolean =>
  wanted === `${method} ${path.replace(/hook\d+$/, '{id}').replace('/v1', '')}`;
const mixedToken = 'hk_live_OpenSesame4711xyz';
const revoked = 'hk_live_revoked000000000';

/** Check, what the server does, the server, what is found, options. */
export const wrongAuth: readonly (readonly [
  string,
  string,
  Handle,
  readonly string[],
  Partial<ConformanceOptions>?,
])[] = [
  [
    'missing-credentials',
    'shows one operation to everybody',
    intercept((request, handle) => (isCall(request, 'GET /hooks/{id}') ? handle(as(request, token)) : undefined)),
    ['error AuthenticationNotEnforced getHook'],
  ],
  [
    'wrong-token',
    'knows tokens by the prefix of its provider',
    knowing((request) => (bearer(request)?.startsWith('hk_') ? token : undefined)),
    ['error WrongTokenAccepted createHook'],
  ],
  [
    'wrong-token',
    'takes any token in one operation',
    intercept((request, handle) =>
      isCall(request, 'DELETE /hooks/{id}') && bearer(request) ? handle(as(request, token)) : undefined,
    ),
    ['error WrongTokenAccepted deleteHook'],
  ],
  [
    'near-token',
    'compares all but the last character',
    knowing((request) => (bearer(request)?.startsWith(token.slice(0, -1)) ? token : undefined)),
    ['error WrongTokenAccepted getHook'],
  ],
  [
    'near-token',
    'takes what begins with the token',
    knowing((request) => (bearer(request)?.startsWith(token) ? token : findByHeader(request))),
    ['error WrongTokenAccepted getHook'],
  ],
  [
    'near-token',
    'looks at the first twelve characters alone',
    knowing((request) => (bearer(request)?.startsWith(token.slice(0, 12)) ? token : undefined)),
    ['error WrongTokenAccepted getHook'],
  ],
  [
    'near-token',
    'knows tokens in any case',
    knowing((request) =>
      bearer(request)?.toLowerCase() === mixedToken.toLowerCase() ? mixedToken : findByHeader(request),
    ),
    ['error WrongTokenAccepted getHook'],
    { token: mixedToken },
  ],
  [
    'wrong-token',
    'lets every token of the right form read',
    intercept((request, handle) =>
      isCall(request, 'GET /hooks/{id}') && /^hk_live_\w{16}$/.test(bearer(request) ?? '')
        ? handle(as(request, token))
        : undefined,
    ),
    ['error WrongTokenAccepted getHook'],
  ],
  [
    'empty-credentials',
    'takes an empty token for its own',
    knowing((request) => (given(request).trim() === 'Bearer' ? token : findByHeader(request))),
    ['error AuthenticationNotEnforced listHooks'],
  ],
  [
    'wrong-scheme',
    'reads Basic too',
    knowing((request) =>
      Buffer.from(given(request).replace('Basic ', ''), 'base64').toString() === `${token}:`
        ? token
        : findByHeader(request),
    ),
    ['error WrongSchemeAccepted createHook'],
  ],
  [
    'wrong-scheme',
    'takes the last word for the token',
    knowing((request) => (given(request).split(' ').at(-1) === token ? token : findByHeader(request))),
    ['error WrongSchemeAccepted listHooks'],
  ],
  [
    'wrong-scheme',
    'does without a scheme in one operation',
    intercept((request, handle) =>
      isCall(request, 'GET /hooks/{id}') && given(request) === token ? handle(as(request, token)) : undefined,
    ),
    ['error WrongSchemeAccepted getHook'],
  ],
  [
    'lower-case-scheme',
    'knows Bearer in one form',
    knowing((request) => (given(request).startsWith('Bearer ') ? findByHeader(request) : undefined)),
    ['error SchemeCaseSensitive listHooks'],
  ],
  [
    'token-in-query',
    'reads the token from the query',
    knowing((request) => request.query.get('api_key') ?? findByHeader(request)),
    ['error TokenInQueryAccepted listHooks'],
  ],
  [
    'authentication-before-validation',
    'looks at bodies first',
    intercept(({ method, body }) =>
      method === 'POST' && body.toString() === '{}' ? fail(400, 'url is missing') : undefined,
    ),
    ['warning ValidatedBeforeAuthentication createHook'],
  ],
  [
    'authentication-before-validation',
    'looks at bodies before it misses the key',
    intercept((request) =>
      request.method === 'POST' && given(request) === '' && request.body.toString() === '{}'
        ? fail(400, 'url is missing')
        : undefined,
    ),
    ['warning ValidatedBeforeAuthentication createHook'],
  ],
  [
    'authentication-before-lookup',
    'looks for the hook before it misses the key',
    intercept((request) =>
      given(request) === '' && /hooks\/(?!hook\d)/.test(request.path) ? fail(404, 'no such hook') : undefined,
    ),
    ['warning FoundBeforeAuthentication getHook'],
  ],
  [
    'authentication-before-lookup',
    'looks for the hook first',
    intercept(({ path }) => (/hooks\/(?!hook\d)/.test(path) ? fail(404, 'no such hook') : undefined)),
    ['warning FoundBeforeAuthentication getHook'],
  ],
  [
    'authentication-before-lookup',
    'says of a hook that is none that it is none',
    intercept(({ path }) => (/hooks\/(?!hook\d)/.test(path) ? { status: 410, json: { error: 'gone' } } : undefined)),
    ['warning FoundBeforeAuthentication getHook'],
  ],
  [
    'revoked-token',
    'remembers revoked tokens',
    knowing((request) => (bearer(request) === revoked ? token : findByHeader(request))),
    ['error RevokedTokenAccepted createHook'],
    { revokedToken: revoked },
  ],
  [
    'tenant-isolation',
    'shows everything to everybody',
    knowing((request) => findByHeader(request) && token),
    ['error TenantNotIsolated listHooks'],
  ],
  [
    'tenant-isolation',
    'refuses the update of another tenant and makes it all the same',
    intercept(async (request, handle) => {
      if (request.method !== 'PATCH' || bearer(request) !== secondToken) return undefined;
      await handle(as(request, token));
      return fail(404, 'no such hook');
    }),
    ['error TenantNotIsolated updateHook'],
  ],
  [
    'tenant-isolation',
    'refuses the delete of another tenant and makes it all the same',
    intercept(async (request, handle) => {
      if (request.method !== 'DELETE' || bearer(request) !== secondToken) return undefined;
      await handle(as(request, token));
      return fail(404, 'no such hook');
    }),
    ['error TenantNotIsolated deleteHook'],
  ],
];

/** A correct server, some of whose requests are answered otherwise. */
export function intercept(
  answer: (
    request: ReferenceRequest,
    handle: Handle,
  ) => ReturnType<Handle> | undefined | Promise<ReferenceResponse | undefined>,
): Handle {
  const handle = createHooks();
  return async (request) => (await answer(request, handle)) ?? handle(request);
}

/** The request with another key. */
export function as(request: ReferenceRequest, key: string): ReferenceRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${key}` } };
}
