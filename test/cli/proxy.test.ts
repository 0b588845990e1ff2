import { expect, test } from 'vitest';
import { findProxy } from '../../src/cli/proxy.ts';

const env = {
  HTTPS_PROXY: 'http://proxy:1',
  HTTP_PROXY: 'proxy:2',
  NO_PROXY: 'corp.example, .lan  api.example.com:8443',
};

test('takes the proxy of the scheme, but not for what NO_PROXY lists and not for this machine', () => {
  const cases = [
    ['https://api.example.com/v1', { https: 'http://proxy:1' }],
    ['http://api.example.com', { http: 'http://proxy:2' }],
    ['api.example.com:8443', undefined],
    ['https://api.example.com:8443', undefined],
    ['https://corp.example', undefined],
    ['https://a.corp.example', undefined],
    ['https://notcorp.example', { https: 'http://proxy:1' }],
    ['http://printer.lan', undefined],
    ['http://localhost:4010', undefined],
    ['http://127.0.0.1:4010', undefined],
    ['http://[::1]:4010', undefined],
  ] as const;
  for (const [server, proxy] of cases) expect([server, findProxy(server, undefined, env)]).toEqual([server, proxy]);
});

test('prefers the flag for every server, and lower-case variables', () => {
  expect(findProxy('http://localhost', 'http://p:3', env)).toEqual({ http: 'http://p:3' });
  const both = { ...env, https_proxy: 'http://lower:1', no_proxy: '*' };
  expect(findProxy('https://a.example', undefined, both)).toBeUndefined();
  expect(findProxy('https://a.example', undefined, { ...both, no_proxy: '' })).toEqual({ https: 'http://lower:1' });
});
