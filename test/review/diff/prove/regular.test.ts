import { expect, test } from 'vitest';
import { createAutomaton } from '../../../../src/review/diff/prove/regular/automaton.ts';
import { findText } from '../../../../src/review/diff/prove/regular/find-text.ts';
import { UnsupportedPattern } from '../../../../src/review/diff/prove/regular/parse-pattern.ts';

function find(matching: readonly string[], not?: string, least = 0, most = Infinity) {
  return findText({
    all: matching.map(createAutomaton),
    least,
    most,
    ...(not !== undefined && { not: createAutomaton(not) }),
  });
}

test.each([
  ['^[a-z]*$', '^[a-z]+$', ''],
  ['^https?://', '^https://', 'http://'],
  ['abc', '^abc', 'aabc'],
  ['', '^.*$', '\n'],
  ['^(?:a|b){2,3}$', '^(?:a|b){2}$', 'aaa'],
  ['^\\d{4}$', '^[0-8]+$', '0009'],
])('finds a text that matches %s and not %s', (pattern, not, text) => {
  const found = find([pattern], not);
  expect(found).toBe(text);
  expect([new RegExp(pattern, 'u').test(text), new RegExp(not, 'u').test(text)]).toEqual([true, false]);
});

test.each([
  ['^[a-z]+$', '^[a-z]*$'],
  ['^https://', '^https?://'],
  ['^[a-z]+(?:\\.[a-z_]+)+$', '^[a-z_.]+$'],
  ['^(a|b)*c$', '[abc]'],
  ['^\\w+$', '^[\\w-]+$'],
])('proves that all that matches %s matches %s', (pattern, not) => {
  expect(find([pattern], not)).toBeNull();
});

test('holds lengths and several patterns together', () => {
  expect(find(['^a*b$', 'aaa'], undefined, 6, 6)).toBe('aaaaab');
  expect(find(['^a+$', '^b+$'])).toBeNull();
  expect(find(['^[a-z]{3,9}$'], undefined, 10)).toBeNull();
});

test.each(['^(?=a)', '(a)\\1', '\\bword', '\\p{L}', '^\\w{1,9999}$'])('gives up on %s', (pattern) => {
  expect(() => createAutomaton(pattern)).toThrow(UnsupportedPattern);
});
