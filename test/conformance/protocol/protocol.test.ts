import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Handle, type ReferenceRequest, type ReferenceResponse } from '../../servers/reference/support/http.ts';
import { createHooks, fail, loadHooks } from './hooks.ts';
import { finds, judge, judgeAt } from './judge.ts';
import { listenRaw, type Wrong } from './net-server.ts';

const root = join(import.meta.dirname, '../../..');

/** Answers some requests itself. */
const instead =
  (answer: (request: ReferenceRequest, handle: Handle) => ReferenceResponse | undefined | Promise<ReferenceResponse>) =>
  (handle: Handle): Handle =>
  async (request) =>
    (await answer(request, handle)) ?? handle(request);
/** Changes some answers. */
const after =
  (change: (response: ReferenceResponse, request: ReferenceRequest) => ReferenceResponse) =>
  (handle: Handle): Handle =>
  async (request) =>
    change(await handle(request), request);
const isJson = (body: Buffer): boolean => {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
};
const withBody = (request: ReferenceRequest, body: string): ReferenceRequest => ({
  ...request,
  body: Buffer.from(body),
});
const crash = fail(500, 'it broke');
const valid = '{"url":"https://shop.example.com/x"}';

/** Check, what the server does, what is found. */
const wrongHandlers: readonly (readonly [string, string, (handle: Handle) => Handle, readonly string[]])[] = [
  [
    'unsupported-method',
    'forgets Allow',
    after((response) => (response.status === 405 ? fail(405, 'no') : response)),
    ['error AllowMissing listHooks'],
  ],
  [
    'unsupported-method',
    'leaves a method out of Allow',
    after((response) => (response.status === 405 ? { ...response, headers: { Allow: 'GET' } } : response)),
    ['error AllowMissing listHooks'],
  ],
  [
    'unsupported-method',
    'takes every method for GET',
    (handle) => (request) =>
      handle(
        ['PATCH', 'PUT'].includes(request.method) && request.body.toString() === '{}'
          ? { ...request, method: 'GET' }
          : request,
      ),
    ['warning MethodNotRefused listHooks'],
  ],
  [
    'unsupported-method',
    'fails on methods that it does not know',
    after((response) => (response.status === 405 ? crash : response)),
    ['error ServerError listHooks'],
  ],
  [
    'unknown-path',
    'answers every path',
    instead(({ path, method }) =>
      method === 'GET' && !/^\/v1\/hooks(\/|$)/.test(path) ? { status: 200, json: {} } : undefined,
    ),
    ['warning UnknownPathAccepted listHooks'],
  ],
  [
    'wrong-content-type',
    'takes every body that it cannot read for a valid one',
    (handle) => (request) =>
      /xml/.test(request.headers['content-type'] ?? '')
        ? handle({ ...withBody(request, valid), headers: { ...request.headers, 'content-type': 'application/json' } })
        : handle(request),
    ['error InvalidInputAccepted createHook'],
  ],
  [
    'wrong-content-type',
    'fails on text',
    instead(({ headers }) => (headers['content-type'] === 'text/plain' ? crash : undefined)),
    ['error ServerError createHook'],
  ],
  [
    'unacceptable-accept',
    'sends whatever type is asked for',
    after((response, { headers }) =>
      /vnd/.test(headers['accept'] ?? '')
        ? { status: 200, text: 'hooks', headers: { 'Content-Type': 'text/plain' } }
        : response,
    ),
    ['error ContentTypeWrong listHooks'],
  ],
  [
    'malformed-json',
    'repairs JSON that is cut off',
    (handle) => (request) =>
      handle(
        request.method === 'POST' && !isJson(request.body) ? withBody(request, `${request.body.toString()}}`) : request,
      ),
    ['error InvalidInputAccepted createHook'],
  ],
  [
    'malformed-json',
    'fails on JSON that it cannot read, everywhere',
    instead(({ body, method }) => (['POST', 'PATCH'].includes(method) && !isJson(body) ? crash : undefined)),
    ['error ServerError createHook'],
  ],
  [
    'malformed-json',
    'refuses it in words of its own',
    instead(({ body, method }) =>
      method === 'POST' && !isJson(body) ? { status: 400, json: { oops: 1 } } : undefined,
    ),
    ['error SchemaViolation createHook'],
  ],
  [
    'charset',
    'compares the whole content type',
    instead(({ headers }) => (/;/.test(headers['content-type'] ?? '') ? fail(415, 'send JSON') : undefined)),
    ['error CharsetRefused updateHook'],
  ],
  [
    'charset',
    'fails on a charset that it does not know',
    instead(({ headers }) => (/utf-16/.test(headers['content-type'] ?? '') ? crash : undefined)),
    ['error ServerError updateHook'],
  ],
  [
    'duplicate-keys',
    'fails on a key that comes twice',
    instead(({ body, method }) => (method === 'PATCH' && /"url".*"url"/.test(body.toString()) ? crash : undefined)),
    ['error ServerError updateHook'],
  ],
  [
    'request-byte-order-mark',
    'fails on a byte order mark',
    instead(({ body }) => (body[0] === 0xef ? crash : undefined)),
    ['error ServerError updateHook'],
  ],
  [
    'invalid-utf8',
    'fails on bytes that are not UTF-8',
    instead(({ body }) => (body.includes(0xff) ? crash : undefined)),
    ['error ServerError updateHook'],
  ],
  [
    'head',
    'refuses HEAD as if it were a write',
    instead(({ method }) => (method === 'HEAD' ? fail(400, 'no body') : undefined)),
    ['error HeadDiffers listHooks'],
  ],
  [
    'head',
    'fails on HEAD',
    instead(({ method }) => (method === 'HEAD' ? crash : undefined)),
    ['error ServerError listHooks'],
  ],
  [
    'options',
    'fails on OPTIONS',
    instead(({ method }) => (method === 'OPTIONS' ? crash : undefined)),
    ['error ServerError listHooks'],
  ],
  [
    'trailing-slash',
    'reads the list with a slash as a hook without id',
    instead(({ path, method }) =>
      path === '/v1/hooks/' && method === 'GET' ? { status: 200, json: { id: '', url: '' } } : undefined,
    ),
    ['warning PathMisread listHooks'],
  ],
  [
    'percent-encoding',
    'compares ids as they are written',
    (handle) => (request) => handle({ ...request, path: request.path.replace('%', '%25') }),
    ['warning EncodedPathNotFound getHook'],
  ],
  [
    'percent-encoding',
    'fails on a broken escape',
    instead(({ path }) => (path.includes('%zz') ? crash : undefined)),
    ['error ServerError getHook'],
  ],
  [
    'oversize-body',
    'fails on long bodies',
    instead(({ body }) => (body.length > 1_000_000 ? crash : undefined)),
    ['error ServerError updateHook'],
  ],
  [
    'deep-nesting',
    'fails on deep JSON',
    instead(({ body }) => (body.toString().startsWith('[[[[') ? crash : undefined)),
    ['error ServerError updateHook'],
  ],
];

/** The same for servers that are wrong below the handler. */
const wrongServers: readonly (readonly [string, string, Wrong, readonly string[]])[] = [
  ['head', 'sends the body with HEAD', { headWithBody: true }, ['error HeadDiffers listHooks']],
  ['chunked-body', 'takes chunks for no body', { ignoresChunks: true }, ['error ChunkedBodyNotRead createHook']],
  [
    'header-name-case',
    'knows header names in one form',
    { caseSensitive: true },
    ['error HeaderCaseSensitive updateHook'],
  ],
  ['missing-host', 'needs no Host', { noHost: true }, ['warning HostNotRequired listHooks']],
  ['http-1-0', 'sends chunks to HTTP/1.0', { alwaysChunked: true }, ['error OldVersionMishandled listHooks']],
  ['expect-continue', 'refuses expectations', { noExpectation: true }, ['error ContinueNotSent updateHook']],
  ['keep-alive', 'reads the refused body as a request', { leavesBody: true }, ['error ConnectionBroken createHook']],
  ['oversize-body', 'dies of a long body', { diesAfter: 1_000_000 }, ['error NoAnswer listHooks']],
];

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
    expect(report).toMatchObject({ findings: [], leftovers: [], summary: { cases: 26, skipped: 0 } });
    expect(report.requests).toBeLessThanOrEqual(60);
  });

  test('writes HTTP by itself over a plain socket', async () => {
    await using server = await listenRaw(createHooks());
    const report = await judgeAt(server.origin, { phases: ['protocol'] });
    expect(report).toMatchObject({ findings: [], leftovers: [], summary: { cases: 26, passed: 26 } });
  });

  test('speaks TLS', async () => {
    const [cert, key] = ['certificate', 'key'].map((name) =>
      readFileSync(join(root, `test/fixtures/tls/${name}.pem`), 'utf8'),
    );
    await using server = await listenRaw(createHooks(), {}, { cert: cert!, key: key! });
    const report = await judgeAt(server.origin, { phases: ['protocol'], connection: { ca: [cert!] } });
    expect(report).toMatchObject({ findings: [], leftovers: [], summary: { cases: 26, passed: 26 } });
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
