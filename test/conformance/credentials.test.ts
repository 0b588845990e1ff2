import { expect, test } from 'vitest';
import type { Credentials } from '../../src/conformance/case.ts';
import { authorize, nearTokens, wrongTokens } from '../../src/conformance/credentials.ts';
import { toCurl } from '../../src/conformance/curl.ts';
import { fullMatch } from '../../src/conformance/patterns.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { SecurityScheme } from '../../src/contract/types.ts';

const request = {
  method: 'POST',
  url: 'http://127.0.0.1/hooks?x=1',
  headers: { accept: 'application/json', 'content-type': 'application/json' },
  body: `{"a":"it's"}`,
};
const bearer: SecurityScheme = { name: 'key', type: 'http', scheme: 'bearer', pointer: '' };
const basic: SecurityScheme = { name: 'key', type: 'http', scheme: 'basic', pointer: '' };
const apiKey = (place: 'query' | 'header' | 'cookie'): SecurityScheme => ({
  name: 'key',
  type: 'apiKey',
  in: place,
  parameterName: 'X-Key',
  pointer: '',
});
const main: Credentials = { kind: 'token', name: 'main', token: 'sesame' };

test('puts a token where its scheme wants it', () => {
  const sent = (scheme: SecurityScheme, credentials: Credentials = main) => {
    const { url, headers } = authorize(request, scheme, credentials, 'sesame');
    return [url.replace(request.url, ''), headers['authorization'] ?? headers['x-key'] ?? headers['cookie']];
  };
  const encoded = Buffer.from('sesame:').toString('base64');
  expect(sent(bearer)).toEqual(['', 'Bearer sesame']);
  expect(sent(basic)).toEqual(['', `Basic ${encoded}`]);
  expect(sent(apiKey('header'))).toEqual(['', 'sesame']);
  expect(sent(apiKey('query'))).toEqual(['&X-Key=sesame', undefined]);
  expect(sent(apiKey('cookie'))).toEqual(['', 'X-Key=sesame']);
  expect(sent(bearer, { kind: 'none' })).toEqual(['', undefined]);
  expect(sent(bearer, { kind: 'otherScheme' })).toEqual(['', `Basic ${encoded}`]);
  expect(sent(basic, { kind: 'otherScheme' })).toEqual(['', 'Bearer sesame']);
  expect(sent(bearer, { kind: 'unknownScheme' })).toEqual(['', 'Token sesame']);
  expect(sent(bearer, { kind: 'noScheme' })).toEqual(['', 'sesame']);
  expect(sent(bearer, { kind: 'lowerCase' })).toEqual(['', 'bearer sesame']);
  expect(sent(basic, { kind: 'lowerCase' })).toEqual(['', `basic ${encoded}`]);
  expect(sent(bearer, { kind: 'emptyHeader' })).toEqual(['', '']);
  expect(sent(bearer, { kind: 'emptyToken' })).toEqual(['', 'Bearer ']);
  expect(sent(apiKey('header'), { kind: 'emptyHeader' })).toEqual(['', '']);
  expect(sent(bearer, { kind: 'inQuery' })).toEqual([
    '&access_token=sesame&token=sesame&api_key=sesame&apikey=sesame&key=sesame',
    undefined,
  ]);
});

test('invents tokens that are nearly right, where a token is long enough', () => {
  expect(nearTokens('key_12345')).toEqual(['key_1234', 'key_12345x', 'key_12346', 'key_1xxxx']);
  expect(nearTokens('key_1234a')).toEqual(['key_1234', 'key_1234ax', 'key_1234b', 'key_1xxxx']);
  expect(nearTokens('key_12345'.replace('5', '9'))[2]).toBe('key_1234a');
  expect(nearTokens('key_live_OpenSesame1').at(-1)).toBe('key_live_oPENsESAME1');
  // In hex both cases are the same bytes.
  expect(nearTokens('key_89abcdef')).toHaveLength(4);
  expect(nearTokens('sesame')).toEqual([]);
  // The last character of a signature in Base64 may carry no bit that counts.
  expect(nearTokens('aaaa.bbbb.ccccdddd')).toEqual(['aaaa.bbbb.cccc']);
});

test('writes curl lines with a variable in place of the token', () => {
  const type = `-H 'content-type: application/json'`;
  const body = `--data-raw '{"a":"it'\\''s"}'`;
  const line = (scheme: SecurityScheme | undefined, credentials: Credentials = main) =>
    toCurl(request, scheme, credentials, 'sesame');
  expect(line(undefined)).toBe(`curl -i -X POST 'http://127.0.0.1/hooks?x=1' ${type} ${body}`);
  expect(line(bearer)).toBe(
    `curl -i -X POST 'http://127.0.0.1/hooks?x=1' ${type} -H "authorization: Bearer $HOOKSPEC_TOKEN" ${body}`,
  );
  expect(line(basic)).toBe(`curl -i -X POST 'http://127.0.0.1/hooks?x=1' ${type} -u "$HOOKSPEC_TOKEN:" ${body}`);
  expect(line(apiKey('query'))).toBe(
    `curl -i -X POST "http://127.0.0.1/hooks?x=1&X-Key=$HOOKSPEC_TOKEN" ${type} ${body}`,
  );
  expect(line(bearer, { kind: 'wrong', token: 'ses' })).toContain('Bearer $(printf %.3s "$HOOKSPEC_TOKEN")"');
  expect(line(bearer, { kind: 'wrong', token: 'seSAME' })).toContain(
    'Bearer $(printf %.2s "$HOOKSPEC_TOKEN")$(printf %s "$HOOKSPEC_TOKEN" | tail -c +3 | tr a-zA-Z A-Za-z)"',
  );
  expect(line(bearer, { kind: 'token', name: 'second', token: 'other' })).toContain('Bearer $HOOKSPEC_SECOND_TOKEN"');
});

test('invents wrong tokens that no pattern of fresh keys takes', async () => {
  for (const name of ['lava', 'encrata', 'agentmessage', 'leadlex']) {
    const contract = await loadContract(name);
    const { prefix, fresh, list } = contract.behaviour.keys!;
    const { cut, other } = wrongTokens(contract, list[0]!.token);
    expect(cut).toBe(list[0]!.token.slice(0, prefix.length + 3));
    expect(other!.startsWith(prefix)).toBe(false);
    expect([cut!, other!].filter((token) => fullMatch(fresh!, token))).toEqual([]);
  }
});

test('invents no wrong token where each one could be right', async () => {
  const contract = await loadContract('lava');
  const plain = { ...contract, behaviour: { ...contract.behaviour, keys: undefined! } };
  expect(wrongTokens(plain, 'x')).toEqual({ other: 'hookspec_wrong_0000000000000000' });
  expect(wrongTokens(plain, 'y')).toEqual({ cut: 'x', other: 'hookspec_wrong_0000000000000000' });
  const keys = { ...contract.behaviour.keys!, fresh: '.*' };
  expect(wrongTokens({ ...plain, behaviour: { ...contract.behaviour, keys } }, 'sesame')).toEqual({});
});
