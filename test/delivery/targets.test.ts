import { expect, test } from 'vitest';
import { findTarget, parseForward, type Target } from '../../src/delivery/targets.ts';

test('reads a mapping of whole origins', () => {
  expect(parseForward('https://Hooks.Example.com:443/=http://127.1:3000/')).toEqual({
    from: 'https://hooks.example.com',
    to: 'http://127.0.0.1:3000',
  });
  expect(parseForward('https://a.example=http://localhost:1').to).toBe('http://localhost:1');
  expect(parseForward('https://a.example=https://[::1]:8443').to).toBe('https://[::1]:8443');
});

test.each([
  ['https://a.example', 'has no "=" between the registered origin and the local one'],
  ['=http://127.0.0.1:1', 'has "" where an origin such as https://host:port belongs'],
  ['a.example=http://127.0.0.1:1', 'has "a.example" where an origin such as https://host:port belongs'],
  ['https://a.example=127.0.0.1:3000', 'has "127.0.0.1:3000" where an origin such as https://host:port belongs'],
  ['https://a.example=localhost:3000', 'has "localhost:3000" where an origin such as https://host:port belongs'],
  [
    'https://a.example/x=http://127.0.0.1:1',
    'maps whole origins, so "https://a.example/x" may only have scheme, host and port',
  ],
  [
    'https://a.example=http://127.0.0.1:1/x',
    'maps whole origins, so "http://127.0.0.1:1/x" may only have scheme, host and port',
  ],
  [
    'https://u:p@a.example=http://127.0.0.1:1',
    'maps whole origins, so "https://u:p@a.example" may only have scheme, host and port',
  ],
  [
    'https://a.example=http://10.0.0.1:1',
    'leads to 10.0.0.1, but deliveries go to this machine only (127.0.0.1, [::1] or localhost)',
  ],
])('refuses the mapping %s', (text, reason) => {
  expect(() => parseForward(text)).toThrow(
    expect.objectContaining({
      code: 'Usage',
      message: `The mapping "${text}" ${reason}`,
      hint: 'Write it like https://hooks.example.com=http://127.0.0.1:3000.',
    }),
  );
});

test('lets a mapping win over a loopback address', () => {
  const forward = [parseForward('http://127.0.0.1:1=http://127.0.0.1:2')];
  const dialled = (url: string) => (findTarget(url, forward) as Target).url.href;
  expect(dialled('http://127.0.0.1:1/a')).toBe('http://127.0.0.1:2/a');
  expect(dialled('http://127.0.0.1:3/a')).toBe('http://127.0.0.1:3/a');
});
