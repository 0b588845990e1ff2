/** Servers of the invented provider that are wrong in what the checks of the protocol look at. */
import type { Handle, ReferenceRequest, ReferenceResponse } from '../../servers/reference/support/http.ts';
import { fail } from './hooks.ts';
import type { Wrong } from './net-server.ts';

/** Answers some requests itself. */
export const instead =
  (answer: (request: ReferenceRequest, handle: Handle) => ReferenceResponse | undefined | Promise<ReferenceResponse>) =>
  (handle: Handle): Handle =>
  async (request) =>
    (await answer(request, handle)) ?? handle(request);
/** Changes some answers. */
export const after =
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
/** What a server answers that failed. */
export const crash = fail(500, 'it broke');
const valid = '{"url":"https://shop.example.com/x"}';

/** Check, what the server does, what is found. */
export const wrongHandlers: readonly (readonly [string, string, (handle: Handle) => Handle, readonly string[]])[] = [
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
    ['error CharsetRefused createHook'],
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
export const wrongServers: readonly (readonly [string, string, Wrong, readonly string[]])[] = [
  ['head', 'sends the body with HEAD', { headWithBody: true }, ['error HeadDiffers listHooks']],
  ['two-credentials', 'fails on a header that comes twice', { failsOnTwice: true }, ['error ServerError listHooks']],
  ['long-url', 'fails on long heads', { longHeads: true, failsOnLong: true }, ['error ServerError listHooks']],
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
