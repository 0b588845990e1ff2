import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRandom } from '../../src/contract/template.ts';
import { createManualClock } from '../../src/delivery/clock.ts';
import { createDispatcher } from '../../src/delivery/dispatch.ts';
import { createAttemptLog } from '../../src/delivery/log.ts';
import { createSender } from '../../src/delivery/send.ts';
import { parseForward } from '../../src/delivery/targets.ts';
import { createContract, toEndpoint } from './support/contract.ts';
import { startReceiver } from './support/receiver.ts';

afterEach(() => vi.unstubAllEnvs());

async function deliver(url: string, options: { forward?: string; timeout?: string } = {}) {
  const dispatcher = createDispatcher({
    clock: createManualClock(0),
    random: createRandom(1),
    log: createAttemptLog(),
    send: createSender(),
    forward: options.forward === undefined ? [] : [parseForward(options.forward)],
  });
  const contract = createContract({ delivery: { timeout: options.timeout ?? 'PT5S' } });
  const attempt = await dispatcher.deliver({ contract, event: 'thing.made', endpoint: toEndpoint(url) });
  const { outcome, error, errorDetail, responseStatus } = attempt;
  return { attempt, ending: { outcome, error, errorDetail, responseStatus } };
}

/** A port of this machine on which nobody listens. */
async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('kinds of errors', () => {
  test('records a refused connection', async () => {
    const port = await findClosedPort();
    expect((await deliver(`http://127.0.0.1:${port}`)).ending).toEqual({
      outcome: 'dead',
      error: 'connection_refused',
      errorDetail: `connect ECONNREFUSED 127.0.0.1:${port}`,
      responseStatus: null,
    });
  });

  test.each([
    ['never answers', () => {}],
    [
      'never ends its answer',
      (response: import('node:http').ServerResponse) => void response.writeHead(200).write('a'),
    ],
  ])('records a timeout when the receiver %s', async (_, answer) => {
    await using receiver = await startReceiver(answer);
    expect((await deliver(receiver.url, { timeout: 'PT0.2S' })).ending).toEqual({
      outcome: 'dead',
      error: 'timeout',
      errorDetail: 'No whole answer within 200 ms',
      responseStatus: null,
    });
    expect(receiver.requests.length).toBe(1);
  });

  test('records a connection that breaks before the answer', async () => {
    await using receiver = await startReceiver((response) => response.socket!.destroy());
    expect((await deliver(receiver.url)).ending).toMatchObject({
      outcome: 'dead',
      error: 'connection_refused',
      responseStatus: null,
    });
  });

  test('records a receiver that speaks no TLS where https was registered', async () => {
    await using receiver = await startReceiver();
    const { ending } = await deliver(receiver.url.replace('http:', 'https:'));
    expect(ending).toMatchObject({ outcome: 'dead', error: 'connection_refused', responseStatus: null });
    expect(receiver.requests).toEqual([]);
  });

  test('looks no name up but localhost', async () => {
    const reply = await createSender()({
      url: new URL('http://example.com/'),
      headers: {},
      body: new Uint8Array(),
      timeout: 5000,
    });
    expect(reply).toEqual({ error: 'refused', detail: 'example.com is not on this machine' });
  });

  test('does not follow a redirect', async () => {
    await using elsewhere = await startReceiver();
    await using receiver = await startReceiver((response) =>
      response.writeHead(307, { Location: elsewhere.url }).end(),
    );
    expect((await deliver(receiver.url)).ending).toEqual({
      outcome: 'dead',
      error: 'http_error',
      errorDetail: null,
      responseStatus: 307,
    });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('targets', () => {
  test.each([
    ['https://hooks.example.com/in', 'hooks.example.com is not on this machine and not forwarded'],
    ['http://10.0.0.1/', '10.0.0.1 is not on this machine and not forwarded'],
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is not on this machine and not forwarded'],
    ['http://0.0.0.0/', '0.0.0.0 is not on this machine and not forwarded'],
    ['http://[::ffff:7f00:1]/', '[::ffff:7f00:1] is not on this machine and not forwarded'],
    ['http://localhost.example.com/', 'localhost.example.com is not on this machine and not forwarded'],
    ['http://127.0.0.1.nip.io/', '127.0.0.1.nip.io is not on this machine and not forwarded'],
    ['ftp://127.0.0.1/', 'ftp: is no web address'],
    ['no URL at all', 'the URL cannot be read'],
  ])('records %s as refused without sending', async (url, errorDetail) => {
    const { attempt, ending } = await deliver(url);
    expect(ending).toEqual({ outcome: 'refused', error: 'refused', errorDetail, responseStatus: null });
    expect([attempt.url, attempt.requestHeaders, attempt.payload]).toMatchObject([url, {}, { type: 'thing.made' }]);
  });

  test('dials loopback addresses in any spelling', async () => {
    await using receiver = await startReceiver();
    for (const host of ['127.0.0.1', '127.1', '0x7f000001', '2130706433', 'localhost', 'LOCALHOST']) {
      expect([host, (await deliver(`http://${host}:${receiver.port}/`)).ending.outcome]).toEqual([host, 'success']);
    }
  });

  test('reaches localhost on its IPv6 address when nobody listens on the other', async () => {
    const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
    await using receiver = await startReceiver(undefined, hasIpv6 ? '::1' : '127.0.0.1');
    expect((await deliver(`http://localhost:${receiver.port}/`)).ending.outcome).toBe('success');
    expect((await deliver(receiver.url)).ending.outcome).toBe('success');
  });

  test('delivers to a forwarded host on this machine, path and query kept', async () => {
    await using receiver = await startReceiver();
    const forward = `https://hooks.example.com=${receiver.url}`;
    const { attempt } = await deliver('https://hooks.example.com:443//in/x?y=1#z', { forward });
    expect([attempt.outcome, attempt.url]).toEqual(['success', 'https://hooks.example.com:443//in/x?y=1#z']);
    expect(receiver.requests[0]!.path).toBe('//in/x?y=1');
    expect((await deliver('https://other.example.com/', { forward })).ending.outcome).toBe('refused');
    expect((await deliver('https://hooks.example.com:8443/', { forward })).ending.outcome).toBe('refused');
    expect(receiver.requests.length).toBe(1);
  });

  test('ignores proxies of the environment', async () => {
    await using proxy = await startReceiver();
    await using receiver = await startReceiver();
    for (const name of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, proxy.url);
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    expect((await deliver(receiver.url)).ending.outcome).toBe('success');
    expect([proxy.requests.length, receiver.requests.length]).toEqual([0, 1]);
  });
});

describe('answers', () => {
  test('keeps the first 2 KiB of an answer and no cut character', async () => {
    await using receiver = await startReceiver((response) => response.end(`a${'ü'.repeat(3000)}`));
    const { attempt } = await deliver(receiver.url);
    expect([attempt.outcome, attempt.responseBody]).toEqual(['success', `a${'ü'.repeat(1023)}`]);
  });

  test('stops reading an endless answer', async () => {
    let written = 0;
    await using receiver = await startReceiver((response) => {
      const chunk = Buffer.alloc(16 * 1024, 'x');
      const pour = () => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
      };
      response.on('drain', pour);
      pour();
    });
    const { attempt } = await deliver(receiver.url, { timeout: 'PT20S' });
    expect([attempt.outcome, attempt.responseStatus, attempt.responseBody]).toEqual(['success', 200, 'x'.repeat(2048)]);
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });
});
