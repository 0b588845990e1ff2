import { readFileSync } from 'node:fs';
import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { checkPublicAddress } from '../../src/contract/public-address.ts';
import { createPublicGuard } from '../../src/delivery/guard.ts';
import { createSender } from '../../src/delivery/send.ts';
import { findTarget, parseForward } from '../../src/delivery/targets.ts';
import { startReceiver } from './support/receiver.ts';

const corpus = JSON.parse(readFileSync(new URL('../fixtures/addresses.json', import.meta.url), 'utf8')) as {
  readonly blocked: readonly (readonly [url: string, why: string])[];
  readonly public: readonly string[];
};

/** The host as a URL shows it, as connectors get it. */
const hostOf = (url: string) => new URL(url).hostname.replace(/\.$/, '');

describe('public reach', () => {
  test('refuses every special range in every spelling, and nothing else', () => {
    const dialled = corpus.blocked.filter(([url]) => typeof findTarget(url, [], 'public') !== 'string');
    const refused = corpus.public.filter((url) => typeof findTarget(url, [], 'public') === 'string');
    expect({ dialled, refused }).toEqual({ dialled: [], refused: [] });
    expect([corpus.blocked.length, corpus.public.length]).toEqual([154, 60]);
    expect(corpus.blocked.filter(([url]) => checkPublicAddress(url) === null)).toEqual([]);
  });

  test('refuses an address at the connection too, whoever asks for it', () => {
    const guard = createPublicGuard();
    const isAddress = (url: string) => /^(?:[\d.]+|\[.*)$/.test(hostOf(url));
    const blocked = corpus.blocked.map(([url]) => url).filter(isAddress);
    expect(blocked.filter((url) => guard.refuse(hostOf(url)) === undefined)).toEqual([]);
    expect(corpus.public.filter(isAddress).filter((url) => guard.refuse(hostOf(url)) !== undefined)).toEqual([]);
    expect(guard.refuseConnected('10.0.0.1')?.message).toBe('10.0.0.1 belongs to a private network');
    expect([guard.refuseConnected('8.8.8.8'), guard.refuseConnected(undefined)]).toEqual([undefined, undefined]);
  });

  test.each<[string, string[], string]>([
    ['a private address', ['10.0.0.1'], '10.0.0.1 belongs to a private network'],
    ['a private address beside a public one', ['8.8.8.8', '127.0.0.1'], '127.0.0.1 belongs to the loopback network'],
    [
      'a mapped address',
      ['::ffff:169.254.169.254'],
      '::ffff:169.254.169.254 means 169.254.169.254 belongs to the link-local network',
    ],
    ['a link-local address with a zone', ['fe80::1%eth0'], 'fe80::1%eth0 belongs to the link-local network'],
  ])('sends nothing to a name that leads to %s', async (_, addresses, detail) => {
    const send = createSender({ resolve: resolveTo(addresses) });
    expect(await post(send, 'http://rebound.example.com/')).toEqual({ error: 'refused', detail });
  });

  test('asks the resolver once, so that a name cannot lead elsewhere after it was judged', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1']];
    const guard = createPublicGuard(async () => resolveTo(answers.shift()!)());
    const found = await new Promise((resolve) =>
      guard.lookup('rebound.example.com', { all: true }, (_, addresses) => resolve(addresses)),
    );
    expect([found, answers.length]).toEqual([[{ address: '8.8.8.8', family: 4 }], 1]);
  });

  test('tells a name that does not exist from one that is refused', async () => {
    const send = createSender({
      resolve: () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })),
    });
    expect(await post(send, 'http://nobody.example.com/')).toEqual({
      error: 'dns_failure',
      detail: 'getaddrinfo ENOTFOUND',
    });
  });

  test('still delivers what is forwarded to this machine, and nothing else on it', async () => {
    await using receiver = await startReceiver();
    const forward = [parseForward(`https://hooks.example.com=${receiver.url}`)];
    expect(findTarget('https://hooks.example.com/a', forward, 'public')).toEqual({
      url: new URL(`${receiver.url}/a`),
      reach: 'loopback',
    });
    expect(findTarget(receiver.url, forward, 'public')).toBe(
      'must have a public host, but 127.0.0.1 belongs to the loopback network',
    );
  });
});

function resolveTo(addresses: readonly string[]) {
  return async (): Promise<LookupAddress[]> =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

function post(send: ReturnType<typeof createSender>, url: string) {
  return send({ url: new URL(url), reach: 'public', headers: {}, body: new Uint8Array(), timeout: 5000 });
}
