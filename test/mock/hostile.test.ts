import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodeServer } from '../../src/mock/server.ts';
import { toJsonResponse } from '../../src/mock/message.ts';
import { runSoak, type Finding } from '../soak/run.ts';
import { startAccused } from '../soak/server.ts';
import { loadTargets } from '../soak/targets.ts';

// An echo behind the adapter, with limits that nobody has to wait for.
const late: (() => void)[] = [];
const served: string[] = [];
const server = createNodeServer(
  ({ method, path, body, tooLarge }) => {
    served.push(path);
    const answer = toJsonResponse(tooLarge ? 413 : 200, { method, path, length: body.length });
    return path === '/late' ? new Promise((resolve) => late.push(() => resolve(answer))) : answer;
  },
  1000,
  undefined,
  { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 },
);
let port = 0;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends bytes and reads until the server ends the connection. */
async function exchange(text: string): Promise<{ status: number; detail: string }[]> {
  const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  await once(socket, 'close');
  return received.split(/(?=HTTP\/1\.1 \d)/).map((answer) => {
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    const { detail = '', path = '' } = JSON.parse(body || '{}') as { detail?: string; path?: string };
    return { status: Number(head.slice(9, 12)), detail: detail || path };
  });
}

const HOST = 'Host: a\r\n';

test.each([
  ['no request', 'hello\r\n\r\n', 400, 'This is no HTTP/1.1 request: Invalid method encountered'],
  ['TLS', '\x16\x03\x01\x02\x00', 400, 'This port speaks HTTP without TLS: use http:// instead of https://'],
  ['another version', `GET / HTTP/3.0\r\n${HOST}\r\n`, 505, 'This server speaks HTTP/1.1 and HTTP/1.0'],
  ['a length and chunks', `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`, 400, ''],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400, 'A request names its Host once; this one has 0'],
  ['two hosts', `GET / HTTP/1.1\r\n${HOST}${HOST}\r\n`, 400, 'A request names its Host once; this one has 2'],
  ['a chunk without a size', `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nx\r\n`, 400, ''],
  [
    'chunks in HTTP/1.0',
    `POST / HTTP/1.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    501,
    'The body is sent in chunks or with its length, not as chunked',
  ],
  [
    'headers that are too long',
    `GET / HTTP/1.1\r\n${HOST}X: ${'a'.repeat(20_000)}\r\n\r\n`,
    431,
    'The request line and the headers, or the trailers, are longer than 16384 bytes',
  ],
  [
    'CONNECT',
    `CONNECT example.com:443 HTTP/1.1\r\n${HOST}\r\n`,
    501,
    'This is no proxy: CONNECT opens no tunnel here. Call the mock by its own address.',
  ],
  [
    'an expectation',
    `GET / HTTP/1.1\r\n${HOST}Expect: miracles\r\n\r\n`,
    417,
    'The one expectation this server can meet is 100-continue, not miracles',
  ],
  [
    'slow headers',
    'GET / HTTP/1.1\r\nHost:',
    408,
    'The request was not complete in time: its headers may take a minute, all of it 120 s',
  ],
  [
    'a slow body',
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 9\r\n\r\na`,
    408,
    'The request was not complete in time: its headers may take a minute, all of it 120 s',
  ],
])('answers %s with a problem and ends the connection', async (_, text, status, detail) => {
  const answers = await exchange(text);
  expect(answers.map((answer) => answer.status)).toEqual([status]);
  expect(answers[0]!.detail).toContain(detail);
});

test('lets an answer that is under way come before the refusal of what follows it', async () => {
  const answers = exchange(`GET /late HTTP/1.1\r\n${HOST}\r\nGET /next HTTP/1.1\r\n${HOST}\r\nnothing\r\n\r\n`);
  await expect.poll(() => late.length).toBe(1);
  late.pop()!();
  expect((await answers).map(({ status, detail }) => [status, detail])).toEqual([
    [200, '/late'],
    [200, '/next'],
    [400, 'This is no HTTP/1.1 request: Invalid method encountered'],
  ]);
});

test('carries out nothing that follows the last answer of a connection', async () => {
  const last = `GET /last HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`;
  served.length = 0;
  expect(await exchange(`${last}DELETE /more HTTP/1.1\r\n${HOST}\r\n`)).toEqual([{ status: 200, detail: '/last' }]);
  expect(served).toEqual(['/last']);
});

test('says at once that a body is too long to whoever asks before sending it', async () => {
  const headers = { Expect: '100-continue', 'Content-Length': 5000 };
  const asked = request({ port, host: '127.0.0.1', method: 'PUT', path: '/', headers });
  let continued = false;
  asked.on('continue', () => (continued = true)).on('error', () => {});
  asked.flushHeaders();
  const [response] = (await once(asked, 'response')) as [{ statusCode: number }];
  expect([response.statusCode, continued]).toEqual([413, false]);
  asked.destroy();
});

test('answers a caller that goes on sending a body which nobody reads', async () => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.write(`PUT / HTTP/1.1\r\n${HOST}Content-Length: 4000000\r\n\r\n${'a'.repeat(2_000_000)}`);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.write('a'.repeat(2_000_000));
  expect(chunk.toString()).toMatch(/^HTTP\/1\.1 413 /);
  await once(socket.resume(), 'end');
  socket.end();
});

test('stays as it should under 3000 hostile requests', async () => {
  const targets = await loadTargets(['lava', 'encrata', 'agentmessage', 'leadlex']);
  await using accused = await startAccused();
  const findings: string[] = [];
  const onFinding = ({ given, message }: Finding) => findings.push(`${given?.index} ${given?.what}: ${message}`);
  const summary = await runSoak(accused, targets, {
    seed: 20,
    first: 0,
    count: 3000,
    lanes: 16,
    slow: false,
    patience: 15_000,
    memory: 640,
    onFinding,
  });
  expect(findings).toEqual([]);
  expect(summary.cases + summary.leftOut).toBe(3000);
}, 60_000);
