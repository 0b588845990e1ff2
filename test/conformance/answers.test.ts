import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import type { ConformanceOptions } from '../../src/conformance/options.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Handle, ReferenceRequest, ReferenceResponse } from '../servers/reference/support/http.ts';
import { record } from './support.ts';

const lava = await loadContract('lava');

/** Runs the examples and the requests without credentials, which bring successes and errors alike. */
async function check(wrap: (handle: Handle) => Handle, options: Partial<ConformanceOptions> = {}) {
  await using server = await record('lava', { wrap });
  const report = await checkConformance(lava, {
    server: server.url,
    token: server.token,
    seed: 1,
    only: ['examples', 'missing-credentials'],
    ...options,
  });
  return report.findings.map(({ code, check: name, operation, message }) => ({
    code,
    check: name,
    operation,
    message,
  }));
}

/** Sends the answers to a call in another form. */
const changed =
  (
    isWanted: (request: ReferenceRequest, response: ReferenceResponse) => boolean,
    change: (text: string, response: ReferenceResponse) => ReferenceResponse,
  ) =>
  (handle: Handle): Handle =>
  async (request) => {
    const response = await handle(request);
    if (!isWanted(request, response) || response.json === undefined) return response;
    return change(JSON.stringify(response.json), response);
  };
const head = (response: ReferenceResponse, more: string): string =>
  `HTTP/1.1 ${response.status} Some Text\r\nContent-Type: application/json\r\n${more}\r\n`;
const isCreate = ({ method }: ReferenceRequest, { status }: ReferenceResponse) => method === 'POST' && status === 201;
const isRefusal = ({ method }: ReferenceRequest, { status }: ReferenceResponse) => method === 'GET' && status === 401;
const body = (change: (text: string) => string | Uint8Array) => (text: string, response: ReferenceResponse) => {
  const headers = { 'Content-Type': 'application/json', ...response.headers };
  return { status: response.status, headers, text: change(text) };
};
const bytes =
  (change: (text: string, response: ReferenceResponse) => string) =>
  (text: string, response: ReferenceResponse): ReferenceResponse => ({
    ...response,
    takeOver: (socket) => void socket.end(change(text, response)),
  });

const faults = [
  [
    'counts characters in its Content-Length',
    changed(
      isCreate,
      bytes((text, response) => head(response, `Content-Length: ${text.length - 3}\r\n`) + text),
    ),
    { code: 'ContentLengthWrong', check: 'content-length', operation: 'createWebhook' },
    /^POST \/webhooks answered 201 with more bytes than its Content-Length \d+\.$/,
  ],
  [
    'announces more than it sends',
    changed(
      isCreate,
      bytes((text, response) => head(response, `Content-Length: ${text.length + 9}\r\n`) + text),
    ),
    { code: 'ContentLengthWrong', check: 'content-length', operation: 'createWebhook' },
    /^POST \/webhooks answered 201 with Content-Length \d+ and a body of \d+ bytes\.$/,
  ],
  [
    'breaks a body off',
    changed(
      isCreate,
      bytes((text, response) => head(response, 'Content-Length: 900\r\n') + text.slice(0, 20)),
    ),
    { code: 'BodyTruncated', check: 'body-complete', operation: 'createWebhook' },
    /^POST \/webhooks answered 201 with a body that breaks off after 20 bytes of 900\.$/,
  ],
  [
    'forgets its last chunk',
    changed(
      isRefusal,
      bytes(
        (text, response) =>
          `${head(response, 'Transfer-Encoding: chunked\r\n')}${text.length.toString(16)}\r\n${text}\r\n`,
      ),
    ),
    { code: 'BodyTruncated', check: 'body-complete', operation: 'listWebhooks' },
    /^GET \/webhooks answered 401 with a body that breaks off after \d+ bytes, without its last chunk\.$/,
  ],
  [
    'answers with something that is not HTTP',
    changed(
      isRefusal,
      bytes(() => 'hello'),
    ),
    { code: 'ResponseMalformed', check: 'missing-credentials', operation: 'listWebhooks' },
    /^GET \/webhooks was answered with something that is not HTTP: HPE_INVALID_CONSTANT, Parse Error: .*\.$/,
  ],
  [
    'writes Latin-1',
    changed(
      isRefusal,
      body((text) => Buffer.from(text.replace(/"message":"/, '"message":"caf\u00e9 '), 'latin1')),
    ),
    { code: 'Utf8Invalid', check: 'utf8', operation: 'listWebhooks' },
    /^GET \/webhooks answered 401 with a JSON body that is not UTF-8\.$/,
  ],
  [
    'begins with a byte order mark',
    changed(
      isRefusal,
      body((text) => `\ufeff${text}`),
    ),
    { code: 'ByteOrderMark', check: 'byte-order-mark', operation: 'listWebhooks' },
    /^GET \/webhooks answered 401 with a byte order mark before its JSON\.$/,
  ],
  [
    'names a member twice',
    changed(
      isCreate,
      body((text) => text.replace('{', '{"webhook_id":"x",')),
    ),
    { code: 'DuplicateMember', check: 'duplicate-members', operation: 'createWebhook' },
    /^POST \/webhooks answered 201 with \/webhook_id twice in one object\.$/,
  ],
  [
    'repeats another status in its errors',
    changed(
      isRefusal,
      body((text) => text.replace('401', '400')),
    ),
    { code: 'ErrorStatusWrong', check: 'error-status', operation: 'listWebhooks' },
    /^GET \/webhooks answered 401 with \/error\/status 400\.$/,
  ],
  [
    'shows a stack trace in its errors',
    changed(
      isRefusal,
      body((text) => text.replace(/"message":"[^"]*/, '"message":"Error: no\\n    at check (/srv/api/auth.js:12:5)')),
    ),
    { code: 'InternalsLeaked', check: 'internals', operation: 'listWebhooks' },
    /^GET \/webhooks answered 401 with a stack trace at \/error\/message\.$/,
  ],
  [
    'shows a message of its database',
    changed(
      isRefusal,
      body((text) => text.replace(/"message":"[^"]*/, '"message":"SQLSTATE[42P01]: undefined table')),
    ),
    { code: 'InternalsLeaked', check: 'internals', operation: 'listWebhooks' },
    /^GET \/webhooks answered 401 with a message of its database at \/error\/message\.$/,
  ],
  ...['pq: invalid input syntax for type uuid', 'PrismaClientKnownRequestError: no', 'MongoServerError: bad'].map(
    (text) =>
      [
        `shows the error of a driver: ${text}`,
        changed(
          isRefusal,
          body((shown) => shown.replace(/"message":"[^"]*/, `"message":"${text}`)),
        ),
        { code: 'InternalsLeaked', check: 'internals', operation: 'listWebhooks' },
        /^GET \/webhooks answered 401 with a message of its database at \/error\/message\.$/,
      ] as const,
  ),
] as const;

test.for(faults)('names the fault of a server that %s', async ([, wrap, finding, message]) => {
  const found = await check(wrap);
  expect(found).toEqual([{ ...finding, message: expect.stringMatching(message) }]);
});

test('passes what looks like a fault and is none', async () => {
  const quoting =
    (handle: Handle): Handle =>
    async (request) => {
      const response = await handle(request);
      // An error may quote what was sent; a body may be in chunks, of any charset name and hold any character.
      if (response.status !== 401) return { ...response, inPieces: true };
      const json = response.json as { error: { message: string } };
      const message = `ER_NO_KEY: select one from these where you see /app. No key in ${request.method} /v1/webhooks \ufeff caf\u00e9 "at home (1:2)"`;
      return {
        ...response,
        json: { ...json, error: { ...json.error, message } },
        headers: { ...response.headers, 'Content-Type': 'application/json; charset=UTF-8' },
      };
    };
  expect(await check(quoting)).toEqual([]);
});

test('leaves a check of answers out, or judges by it alone', async () => {
  const [, wrap] = faults.find(([name]) => name === 'begins with a byte order mark')!;
  expect(await check(wrap, { skip: ['byte-order-mark'] })).toEqual([]);
  const only = ['utf8', 'examples', 'missing-credentials'];
  expect(await check(wrap, { only })).toEqual([]);
});
