import { describe, expect, test } from 'vitest';
import type { Handle, ReferenceRequest } from '../../servers/reference/support/http.ts';
import { createHooks, fail, findByHeader, loadHooks, secondToken, token } from '../protocol/hooks.ts';
import { finds, judge } from '../protocol/judge.ts';
import { as, bearer, given, intercept, knowing, wrongAuth } from './wrong.ts';

describe('a check of credentials', () => {
  test.for(wrongAuth)('%s catches a server that %s', async ([only, , handle, expected, options]) => {
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

describe('the isolation of tenants', () => {
  const load = () =>
    loadHooks((document) => {
      const note = { type: 'string', enum: ['good'] };
      document.paths['/hooks'].get.parameters = [{ name: 'note', in: 'query', schema: note }];
      const { schema } = document.paths['/hooks'].post.requestBody.content['application/json'];
      Object.assign(schema, { required: ['url', 'note'], properties: { ...schema.properties, note } });
    });
  const options = { only: ['tenant-isolation'] };

  test('is asked for with a filter too', async () => {
    const handle = intercept((request, answer) =>
      request.query.has('note') && findByHeader(request) ? answer(as(request, token)) : undefined,
    );
    expect(finds(await judge((same) => same, options, await load(), handle))).toEqual([
      'error TenantNotIsolated listHooks',
    ]);
    expect(finds(await judge((same) => same, options, await load()))).toEqual([]);
  });

  test('leaves no 403 where the contract declares that nothing is found', async () => {
    const contract = await loadHooks((document) => {
      document['x-outcomes'] = { notFound: { status: 404, example: 'none' } };
      document.components.examples = { none: { value: { error: 'no such hook' } } };
    });
    const handle = intercept((request) =>
      bearer(request) === secondToken && /hooks\/hook/.test(request.path) ? fail(403, 'not yours') : undefined,
    );
    expect(finds(await judge((same) => same, options, contract, handle))).toEqual(['error WrongOutcome getHook']);
    expect(finds(await judge((same) => same, options, contract))).toEqual([]);
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

describe('a token of one character', () => {
  const handle = knowing((request) => (bearer(request) === 'x' ? token : findByHeader(request)));
  const reason = 'the token is too short to be cut, or the pattern of fresh keys takes any text';

  test.for([
    [true, 'skipped plan'],
    [false, 'passed undefined'],
  ] as const)('has no shorter one, so that what needs it is skipped; with plan %s', async ([plan, verdict]) => {
    const only = ['wrong-token', 'two-credentials', 'keep-alive', 'authentication-before-lookup'];
    const report = await judge((same) => same, { token: 'x', only, plan }, undefined, handle);
    expect(report.cases.map((entry) => `${entry.id}: ${entry.verdict} ${entry.reason}`)).toEqual([
      ...['createHook', 'listHooks', 'getHook', 'updateHook', 'deleteHook'].map(
        (id) => `auth ${id} wrong-token: ${verdict}`,
      ),
      `auth listHooks two-credentials: skipped ${reason}`,
      ...['getHook', 'updateHook', 'deleteHook'].map((id) => `auth ${id} authentication-before-lookup: ${verdict}`),
      `protocol createHook keep-alive: skipped ${plan ? 'plan' : reason}`,
    ]);
  });
});
