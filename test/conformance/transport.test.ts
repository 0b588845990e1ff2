import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { toWireResponse } from '../../src/conformance/response.ts';
import { createTransport, toFetchTransport, type TransportRequest } from '../../src/conformance/transport.ts';

/** Listens on a free port until the test ends. */
async function listen(server: Server): Promise<AsyncDisposable & { readonly url: string }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const http = (handle: (request: IncomingMessage, response: ServerResponse) => void) => listen(createServer(handle));
/** Answers every request on a connection with the same text. */
const raw = (text: string, isOpen = false) =>
  listen(
    createTcpServer((socket) => {
      socket.on('data', () => {
        socket.write(text);
        if (!isOpen) socket.end();
      });
    }),
  );

async function send(url: string, extra: Partial<TransportRequest> = {}) {
  const transport = createTransport();
  const signal = AbortSignal.timeout(5000);
  const answer = await transport.send({ method: 'GET', url, headers: {}, signal, ...extra });
  transport.close();
  return toWireResponse(answer);
}

test('shows the headers in their order, case and number, and the bytes as they came', async () => {
  await using server = await raw('HTTP/1.1 200 Fine\r\nX-B: 1\r\nx-a: 2\r\nX-B: 3\r\nContent-Length: 6\r\n\r\n"kept"');
  const { rawHeaders, headers, httpVersion, bytes, end, surplus } = await send(server.url);
  expect(rawHeaders).toEqual([
    ['X-B', '1'],
    ['x-a', '2'],
    ['X-B', '3'],
    ['Content-Length', '6'],
  ]);
  expect(headers.get('x-b')).toBe('1, 3');
  expect([httpVersion, Buffer.from(bytes).toString(), end, surplus]).toEqual(['1.1', '"kept"', 'complete', false]);
});

test('asks for no compression, follows no redirect and sends the path as it is written', async () => {
  const seen: unknown[] = [];
  await using server = await http(({ url, headers }, response) => {
    seen.push([url, headers['accept-encoding']]);
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  expect((await send(`${server.url}/a/../b%2Fc?x=1`)).status).toBe(302);
  expect(seen).toEqual([['/a/../b%2Fc?x=1', 'identity']]);
});

test('reads a body that is compressed although nobody asked, and keeps its bytes', async () => {
  const packed = gzipSync('{"a":1}');
  await using server = await http(
    (_, response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed),
  );
  const { json, bytes } = await send(server.url);
  expect([json, Buffer.from(bytes).equals(packed)]).toEqual([{ a: 1 }, true]);
});

test('knows how a body ended', async () => {
  const cases = [
    ['HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{"a":1}', 'complete', true],
    ['HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"a":1}', 'early', false],
    ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n', 'early', false],
    ['HTTP/1.1 204 No Content\r\n\r\n{"a":1}', 'complete', true],
    ['HTTP/1.1 200 OK\r\n\r\n{"a":1}', 'complete', false],
  ] as const;
  for (const [text, end, surplus] of cases) {
    await using server = await raw(text);
    const answer = await send(server.url);
    expect([text, answer.end, answer.surplus]).toEqual([text, end, surplus]);
  }
});

test('does not wait for bytes that will not come behind a whole JSON value', async () => {
  await using server = await raw('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"a":1}', true);
  const answer = await send(server.url);
  expect([answer.end, answer.json]).toEqual(['early', { a: 1 }]);
});

test('gives up when an answer trickles in more slowly than its time allows', async () => {
  await using server = await raw('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{', true);
  await expect(send(server.url, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout|aborted/);
});

test('sends again over a new connection what met one that the server had closed', async () => {
  let connections = 0;
  await using server = await listen(
    createTcpServer((socket) => {
      const number = ++connections;
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        // The first connection dies at its second request, without a word.
        if (number === 1 && requests === 2) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      });
    }),
  );
  const transport = createTransport();
  const request = { method: 'POST', url: server.url, headers: {}, body: '{}', signal: AbortSignal.timeout(5000) };
  const answers = [await transport.send(request), await transport.send(request)];
  transport.close();
  expect([answers.map(({ status, resent }) => [status, resent]), connections]).toEqual([
    [
      [200, false],
      [200, true],
    ],
    2,
  ]);
});

test('does not send again what a new connection refused to answer', async () => {
  let requests = 0;
  await using server = await listen(
    createTcpServer((socket) => socket.on('data', () => (requests++, socket.destroy()))),
  );
  await expect(send(server.url, { method: 'POST', body: '{}' })).rejects.toThrow('socket hang up');
  expect(requests).toBe(1);
});

test('sends http through a proxy with the whole URL, https through a tunnel', async () => {
  const seen: string[] = [];
  const proxy = createServer(({ url, headers }, response) => {
    seen.push(`${url} ${headers['proxy-authorization']}`);
    response.end('{}');
  });
  proxy.on('connect', ({ url }, socket) => {
    seen.push(`CONNECT ${url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await using server = await listen(proxy);
  const url = server.url.replace('//', '//user:word@');
  const transport = createTransport({ proxy: { http: url, https: url } });
  const request = { method: 'GET', headers: {}, signal: AbortSignal.timeout(5000) };
  expect((await transport.send({ ...request, url: 'http://api.example.com/v1?x=1' })).status).toBe(200);
  await expect(transport.send({ ...request, url: 'https://api.example.com/v1' })).rejects.toThrow(/403/);
  transport.close();
  expect(seen).toEqual([
    `http://api.example.com/v1?x=1 Basic ${Buffer.from('user:word').toString('base64')}`,
    'CONNECT api.example.com:443',
  ]);
});

test('takes a fetch in its place', async () => {
  const transport = toFetchTransport(async (url, init) => {
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual', body: '{}' });
    return new Response(`{"url":"${url as string}"}`, { status: 201, headers: { 'X-A': '1' } });
  });
  const request = { method: 'POST', url: 'http://h/x', headers: {}, body: '{}', signal: AbortSignal.timeout(1000) };
  const answer = toWireResponse(await transport.send(request));
  expect([answer.status, answer.json, answer.headers.get('x-a'), answer.end]).toEqual([
    201,
    { url: 'http://h/x' },
    '1',
    'complete',
  ]);
});
