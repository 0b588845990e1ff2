import { expect, test } from 'vitest';
import { createRedactor, hideMembers } from '../../../src/mock/log/redact.ts';
import { createSensitiveNames } from '../../../src/mock/log/sensitive-names.ts';
import { toCurlLine } from '../../../src/mock/log/curl.ts';

const names = createSensitiveNames(undefined);
const body = new Uint8Array();
const redactor = createRedactor(names, { method: 'GET', path: '/', query: '', headers: {}, body });

test.each([
  ['secret', true],
  ['webhook_secret', true],
  ['clientSecret', true],
  ['X-Api-Key', true],
  ['accessToken', true],
  ['password', true],
  ['next_page_token', false],
  ['pageToken', false],
  ['tokens', false],
  ['secretary', false],
  ['key', false],
  ['monkey', false],
])('tells by the name %s whether it holds a credential', (name, isOne) => {
  expect(names.isMember(name)).toBe(isOne);
});

test.each([
  ['Authorization', 'Bearer abc', 'Bearer [redacted]'],
  ['authorization', 'abc', '[redacted]'],
  ['Cookie', 'a=1; b=2', 'a=[redacted]; b=[redacted]'],
  ['Set-Cookie', 'sid=1; Path=/; HttpOnly', 'sid=[redacted]; Path=[redacted]; HttpOnly'],
  ['X-Auth-Token', 'abc', '[redacted]'],
  ['Content-Type', 'text/plain', 'text/plain'],
])('hides the header %s: %s', (name, value, shown) => {
  expect(redactor.headers({ [name]: value })).toEqual({ [name]: shown });
});

test.each([
  ['{"a": 1}', '{"a": 1}'],
  ['{"a": {"secret": "x"}}', '{"a":{"secret":"[redacted]"}}'],
  [String.raw`{"secr\u0065t": "x"}`, '{"secret":"[redacted]"}'],
  ['[{"token": ""}, {"token": null}]', '[{"token": ""}, {"token": null}]'],
  ['{"a": {"secret": "cut of', '{"a": {"secret": "[redacted]"'],
  ['name=n&password=p%20q', 'name=n&password=[redacted]'],
  ['<a><secret>x</secret><b>y</b></a>', '<a><secret>[redacted]</secret><b>y</b></a>'],
  [
    '--b\r\nContent-Disposition: form-data; name="api_key"\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--',
    '--b\r\nContent-Disposition: form-data; name="api_key"\r\nContent-Type: text/plain\r\n\r\n[redacted]\r\n--b--',
  ],
])('cleans the body %s', (text, shown) => {
  expect(redactor.body(text)).toBe(shown);
});

test('hides what was sent wherever it is repeated, the longest first', () => {
  const headers = { authorization: 'Bearer abcdef', cookie: 'sid=abcdefgh' };
  const one = createRedactor(names, { method: 'GET', path: '/', query: 'api_key=query-key', headers, body });
  expect(one.text('/x/abcdefgh/abcdef/query-key')).toBe('/x/[redacted]/[redacted]/[redacted]');
  expect(one.query('api_key=query-key&q=abcdef')).toBe('api_key=[redacted]&q=[redacted]');
});

test('leaves a value alone that holds no credential', () => {
  const value = { a: [{ b: 1 }], token: 5 };
  expect(hideMembers(names, value)).toBe(value);
});

test('reads a hostile body in time', () => {
  const hostile = ['name="a"'.repeat(8000), '"a" '.repeat(16_000), '<'.repeat(65_536), '['.repeat(65_536)];
  const start = performance.now();
  for (const text of hostile) expect(redactor.body(text)).toBe(text);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('quotes a curl line for a shell, and lets it read the credentials', () => {
  const message = { headers: {}, bodyLength: 0, truncated: false };
  const entry = { id: 1, time: '', duration: 1, contract: 'c', status: 200, response: message };
  const headers = { authorization: 'Bearer [redacted]', host: 'x', 'x-note': "it's" };
  const request = { ...message, headers, body: `{"a":"it's"}` };
  expect(toCurlLine({ ...entry, method: 'POST', path: '/p', query: 'key=[redacted]', request }, 'http://h')).toBe(
    `curl -i -X POST 'http://h/p?key='"$HOOKSPEC_TOKEN"'' -H 'authorization: Bearer '"$HOOKSPEC_TOKEN"'' -H 'x-note: it'\\''s' --data-raw '{"a":"it'\\''s"}'`,
  );
});
