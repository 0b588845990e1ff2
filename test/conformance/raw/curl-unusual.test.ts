import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { quoteRepeated, toBodyCommand, toFormFlags } from '../../../src/conformance/curl-unusual.ts';
import { expandRepeated } from '../../../src/conformance/repeated.ts';

const repeated = [
  { mark: '__OPEN__', text: '[', times: 3 },
  { mark: '__CLOSE__', text: ']', times: 2 },
];
const request = { method: 'POST', url: 'http://127.0.0.1/__OPEN__', headers: { x: '__CLOSE__' } };
const shell = (command: string): Buffer => execFileSync('sh', ['-c', command]);

test('puts in what a mark stands for, everywhere', () => {
  expect(expandRepeated({ ...request, body: `__OPEN__ it's __CLOSE__`, repeated })).toEqual({
    method: 'POST',
    url: 'http://127.0.0.1/[[[',
    headers: { x: ']]' },
    body: `[[[ it's ]]`,
    repeated,
  });
});

test('writes a shell command that makes the same body', () => {
  const long = { ...request, body: `__OPEN__ it's %d __CLOSE__!`, repeated };
  expect(shell(toBodyCommand(long)!).toString()).toBe(expandRepeated(long).body);
  expect(toBodyCommand({ ...request, body: '{}', repeated })).toBeUndefined();
});

test('writes bytes that are no text so that the shell makes them again', () => {
  const bytes = Buffer.from([0, 9, 0x22, 0x25, 0x27, 0x41, 0x5c, 0x7f, 0xc3, 0xff]);
  expect(shell(toBodyCommand({ ...request, form: { bytes } })!)).toEqual(bytes);
});

test('lets the shell write out marks inside of quotes', () => {
  expect(shell(`printf %s ${quoteRepeated(`'a__OPEN__b'`, repeated)}`).toString()).toBe('a[[[b');
  expect(shell(`printf %s ${quoteRepeated(`"a__OPEN__b"`, repeated)}`).toString()).toBe('a[[[b');
});

test('has a flag for each form that curl knows', () => {
  const form = { version: '1.0', host: false, framing: 'chunked', expectContinue: true } as const;
  expect(toFormFlags({ form })).toEqual([
    '--http1.0',
    "-H 'Host:'",
    "-H 'Transfer-Encoding: chunked'",
    "-H 'Expect: 100-continue'",
  ]);
  expect(toFormFlags({})).toEqual([]);
});
