import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Handle } from '../../servers/reference/support/http.ts';
import { createHooks, fail, loadHooks } from './hooks.ts';
import { finds, judge, judgeAt } from './judge.ts';
import { listenRaw } from './net-server.ts';
import { after, crash, instead, wrongHandlers, wrongServers } from './wrong.ts';

const root = join(import.meta.dirname, '../../..');

describe('a check of the protocol', () => {
  test.for(wrongHandlers)('%s catches a server that %s', async ([only, , wrap, expected]) => {
    const report = await judge(wrap, { only: [only] });
    expect(finds(report)).toEqual(expected);
    expect(report.leftovers).toEqual([]);
  });

  test.for(wrongServers)('%s catches a server that %s', async ([only, , wrong, expected]) => {
    await using server = await listenRaw(createHooks(), wrong);
    expect(finds(await judgeAt(server.origin, { only: [only] }))).toEqual(expected);
  });

  test('long-url catches a server that fails on long headers', async () => {
    const wrap = instead(({ headers }) => (headers['x-hookspec'] === undefined ? undefined : crash));
    await using server = await listenRaw(wrap(createHooks()), { longHeads: true });
    const report = await judgeAt(server.origin, { only: ['long-url'] });
    expect(finds(report)).toEqual(['error ServerError listHooks']);
    expect(report.findings[0]!.reproduce).toBe(
      `curl -i '${server.origin}/v1/hooks' -H 'x-hookspec: '"$(head -c 20000 /dev/zero | tr '\\0' 'x')"'' -H "authorization: Bearer $HOOKSPEC_TOKEN"`,
    );
  });

  test('unsupported-method wants 405 where the contract documents it, and nothing else', async () => {
    const contract = await loadHooks((document) => {
      document.paths['/hooks'].get.responses['405'] = { description: 'no such method' };
    });
    const wrap = after((response) => (response.status === 405 ? fail(404, 'nothing here') : response));
    const options = { only: ['unsupported-method'] };
    expect(finds(await judge(wrap, options))).toEqual([]);
    expect(finds(await judge(wrap, options, contract))).toEqual(['error MethodNotRefused listHooks']);
  });

  test('wrong-content-type lets text be JSON, unless the contract documents 415', async () => {
    const contract = await loadHooks((document) => {
      document.paths['/hooks'].post.responses['415'] = { description: 'send JSON' };
    });
    const wrap =
      (handle: Handle): Handle =>
      (request) =>
        handle(
          request.headers['content-type'] === 'text/plain'
            ? { ...request, headers: { ...request.headers, 'content-type': 'application/json' } }
            : request,
        );
    const options = { only: ['wrong-content-type'] };
    expect(finds(await judge(wrap, options))).toEqual([]);
    expect(finds(await judge(wrap, options, contract))).toEqual(['error InvalidInputAccepted createHook']);
  });
});

/** What a server may do as well. */
const right: readonly (readonly [string, (handle: Handle) => Handle])[] = [
  ['does what the contract says', (handle) => handle],
  ['knows no 405', after((response) => (response.status === 405 ? fail(404, 'nothing here') : response))],
  [
    'says that it implements no other method',
    after((response) => (response.status === 405 ? fail(501, 'no') : response)),
  ],
  [
    'has no HEAD',
    instead(({ method }) =>
      method === 'HEAD' ? { status: 405, headers: { Allow: 'GET, POST, PATCH, DELETE' } } : undefined,
    ),
  ],
  [
    'sends a path with a slash elsewhere',
    instead(({ path }) => (path.endsWith('/') ? { status: 308, headers: { Location: path.slice(0, -1) } } : undefined)),
  ],
  [
    'takes a path with a slash for the same',
    (handle) => (request) => handle({ ...request, path: request.path.replace(/\/$/, '') }),
  ],
  ['answers 406', instead(({ headers }) => (/vnd/.test(headers['accept'] ?? '') ? fail(406, 'only JSON') : undefined))],
  [
    'refuses bodies without a length',
    instead(({ headers }) => (headers['transfer-encoding'] ? fail(411, 'how long?') : undefined)),
  ],
  ['refuses expectations with 417', instead(({ headers }) => (headers['expect'] ? { status: 417 } : undefined))],
  [
    'ignores a byte order mark',
    (handle) => (request) =>
      handle({ ...request, body: request.body[0] === 0xef ? request.body.subarray(3) : request.body }),
  ],
  [
    'wants another token first',
    instead(({ path }) => (/hookspec-/.test(path) ? fail(401, 'who are you?') : undefined)),
  ],
];

describe('the checks of the protocol accuse of nothing a server that', () => {
  test.for(right)('%s', async ([, wrap]) => {
    const report = await judge(wrap, { phases: ['protocol'] });
    expect(report).toMatchObject({ findings: [], leftovers: [], summary: { cases: 28, skipped: 0 } });
    expect(report.requests).toBeLessThanOrEqual(67);
  });

  test('writes HTTP by itself over a plain socket', async () => {
    await using server = await listenRaw(createHooks());
    const report = await judgeAt(server.origin, { phases: ['protocol'] });
    expect(report).toMatchObject({ findings: [], leftovers: [], summary: { cases: 28, passed: 28 } });
  });

  test('speaks TLS', async () => {
    const [cert, key] = ['certificate', 'key'].map((name) =>
      readFileSync(join(root, `test/fixtures/tls/${name}.pem`), 'utf8'),
    );
    await using server = await listenRaw(createHooks(), {}, { cert: cert!, key: key! });
    const report = await judgeAt(server.origin, { phases: ['protocol'], connection: { ca: [cert!] } });
    expect(report).toMatchObject({ findings: [], leftovers: [], summary: { cases: 28, passed: 28 } });
  });
});

test('skips what needs a connection of its own where it cannot have one', async () => {
  const report = await judge((handle) => handle, { phases: ['protocol'], fetch: globalThis.fetch });
  expect(report.findings).toEqual([]);
  const skipped = report.cases
    .filter(({ verdict }) => verdict === 'skipped')
    .map(({ check, reason }) => [check, reason]);
  const reason = 'needs a connection of its own, and a fetch was given';
  expect(skipped).toEqual(
    [
      'invalid-utf8',
      'chunked-body',
      'header-name-case',
      'expect-continue',
      'http-1-0',
      'missing-host',
      'keep-alive',
    ].map((name) => [name, reason]),
  );
});

test('sends nothing but GET and HEAD when told to', async () => {
  const methods = new Set<string>();
  const wrap = instead(({ method }) => void methods.add(method));
  await judge(wrap, { phases: ['protocol'], readOnly: true });
  expect([...methods].filter((method) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
});
