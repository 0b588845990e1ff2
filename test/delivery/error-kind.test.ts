import { expect, test } from 'vitest';
import { toDetail, toErrorKind } from '../../src/delivery/error-kind.ts';

const fail = (code: string) => Object.assign(new Error(`it was ${code}`), { code });

test.each([
  ['ENOTFOUND', 'dns_failure'],
  ['EAI_AGAIN', 'dns_failure'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['ETIMEDOUT', 'timeout'],
  ['ECONNREFUSED', 'connection_refused'],
  ['ECONNRESET', 'connection_refused'],
  ['HPE_INVALID_CONSTANT', 'connection_refused'],
  ['UND_ERR_INVALID_ARG', undefined],
])('names %s %s', (code, kind) => {
  expect(toErrorKind(fail(code))).toBe(kind);
});

test('blames no receiver for an error without a code', () => {
  expect(toErrorKind(new TypeError('a bug'))).toBeUndefined();
});

test('describes the first of several failed connections', () => {
  expect(toDetail(new AggregateError([fail('A'), fail('B')]))).toBe('it was A');
  expect(toDetail(fail('C'))).toBe('it was C');
  expect(toDetail('odd')).toBe('odd');
});
