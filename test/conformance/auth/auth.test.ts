import { describe, expect, test } from 'vitest';
import type { ConformanceOptions } from '../../../src/conformance/options.ts';
import type { Handle, ReferenceRequest, ReferenceResponse } from '../../servers/reference/support/http.ts';
import { createHooks, fail, findByHeader, loadHooks, secondToken, token } from '../protocol/hooks.ts';
import { finds, judge } from '../protocol/judge.ts';

const given = ({ headers }: ReferenceRequest): string => headers['authorization'] ?? '';
const bearer = (request: ReferenceRequest): string | undefined => /^Bearer (\S+)$/i.exec(given(request))?.[1];
/** A server that knows its callers another way. */
const knowing = (find: (request: ReferenceRequest) => string | undefined): Handle => createHooks(find);
const isCall = ({ method, path }: ReferenceRequest, wanted: string): boolean =>
  wanted === `${method} ${path.replace(/hook\d+$/, '{id}').replace('/v1', '')}`;
const revoked = 'hk_live_revoked000000000';

/** Check, what the server does, the server, what is found, options. */
const wrong: readonly (readonly [string, string, Handle, readonly string[], Partial<ConformanceOptions>?])[] = [
  [
    'missing-credentials',
    'shows one operation to everybody',
    intercept((request, handle) => (isCall(request, 'GET /hooks/{id}') ? handle(as(request, token)) : undefined)),
    ['error AuthenticationNotEnforced getHook'],
  ],
  [
    'wrong-token',
    'knows tokens by their beginning',
    knowing((request) => (bearer(request)?.startsWith('hk_live_') ? token : undefined)),
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
    'lower-case-scheme',
    'knows Bearer in one form',
    knowing((request) => (given(request).startsWith('Bearer ') ? findByHeader(request) : undefined)),
    ['warning SchemeCaseSensitive listHooks'],
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
    'authentication-before-lookup',
    'looks for the hook first',
    intercept(({ path }) => (/hooks\/(?!hook\d)/.test(path) ? fail(404, 'no such hook') : undefined)),
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

function intercept(
  answer: (
    request: ReferenceRequest,
    handle: Handle,
  ) => ReturnType<Handle> | undefined | Promise<ReferenceResponse | undefined>,
): Handle {
  const handle = createHooks();
  return async (request) => (await answer(request, handle)) ?? handle(request);
}

function as(request: ReferenceRequest, key: string): ReferenceRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${key}` } };
}

describe('a check of credentials', () => {
  test.for(wrong)('%s catches a server that %s', async ([only, , handle, expected, options]) => {
    const report = await judge((same) => same, { only: [only], ...options }, undefined, handle);
    expect(finds(report)).toEqual(expected);
    expect(report.leftovers).toEqual([]);
    expect(JSON.stringify(report)).not.toContain(token.slice(0, -1));
  });

  test('is sure of the order where the contract declares the outcome', async () => {
    const contract = await loadHooks((document) => {
      document['x-outcomes'] = { unauthenticated: { status: 401, example: 'unknown' } };
      document.components.examples = { unknown: { value: { error: 'unknown key' } } };
    });
    const handle = intercept(({ method, body }) =>
      method === 'POST' && body.toString() === '{}' ? fail(400, 'url is missing') : undefined,
    );
    const options = { only: ['authentication-before-validation'] };
    expect(finds(await judge((same) => same, options, contract, handle))).toEqual([
      'error ValidatedBeforeAuthentication createHook',
    ]);
  });
});

/** What a server may do as well. */
const right: readonly (readonly [string, Handle])[] = [
  ['does what the contract says', createHooks()],
  [
    'gives every token of the right form a tenant of its own',
    knowing((request) => (/^hk_live_\w{15,}$/.test(bearer(request) ?? '') ? bearer(request) : undefined)),
  ],
  [
    'answers every stranger 404 where there is an id',
    intercept((request) =>
      !findByHeader(request) && /hooks\/./.test(request.path) ? fail(404, 'no such hook') : undefined,
    ),
  ],
  [
    'forbids what belongs to another tenant',
    intercept(async (request, handle) =>
      bearer(request) === secondToken && /hooks\/hook/.test(request.path) ? fail(403, 'not yours') : handle(request),
    ),
  ],
  [
    'calls a header without a token malformed',
    intercept((request) => (given(request).trim() === 'Bearer' ? fail(400, 'no token') : undefined)),
  ],
];

describe('the checks of credentials accuse of nothing a server that', () => {
  test.for(right)('%s', async ([name, handle]) => {
    const contract = name.includes('forbids')
      ? await loadHooks((document) => {
          for (const method of ['get', 'patch', 'delete'])
            document.paths['/hooks/{id}'][method].responses['403'] = document.paths['/hooks'].get.responses['401'];
        })
      : undefined;
    const report = await judge((same) => same, { phases: ['auth'] }, contract, handle);
    expect(report).toMatchObject({ findings: [], leftovers: [], summary: { skipped: 0 } });
    expect(report.requests).toBeLessThanOrEqual(60);
  });
});

/** Other places for a key. */
const places: readonly (readonly [string, object, (request: ReferenceRequest) => string | undefined])[] = [
  [
    'in a header of its own',
    { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
    ({ headers }) => headers['x-api-key'],
  ],
  ['in the query', { type: 'apiKey', in: 'query', name: 'key' }, ({ query }) => query.get('key') ?? undefined],
  [
    'in a cookie',
    { type: 'apiKey', in: 'cookie', name: 'sid' },
    ({ headers }) => /sid=([^;]*)/.exec(headers['cookie'] ?? '')?.[1],
  ],
  [
    'as Basic',
    { type: 'http', scheme: 'basic' },
    (request) =>
      /^(.*):$/.exec(Buffer.from(/^basic (\S+)$/i.exec(given(request))?.[1] ?? '', 'base64').toString())?.[1],
  ],
];

describe('a key', () => {
  const load = (scheme: object) =>
    loadHooks((document) => {
      document.components.securitySchemes.key = scheme;
    });
  const known = (key: string | undefined): string | undefined =>
    key === token || key === secondToken ? key : undefined;

  test.for(places)('%s is judged without a false alarm', async ([, scheme, find]) => {
    const handle = knowing((request) => known(find(request)));
    const report = await judge((same) => same, { phases: ['auth'] }, await load(scheme), handle);
    expect(report).toMatchObject({ findings: [], leftovers: [], summary: { skipped: 0 } });
  });

  test.for(places)('%s is not taken when it is empty or wrong', async ([, scheme, find]) => {
    const options = { only: ['wrong-token', 'empty-credentials'] };
    const handle = knowing((request) => (find(request) === undefined ? undefined : token));
    expect(finds(await judge((same) => same, options, await load(scheme), handle))).toEqual([
      'error WrongTokenAccepted createHook',
    ]);
  });
});
