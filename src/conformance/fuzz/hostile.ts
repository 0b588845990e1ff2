/** Values that programs stumble over, whatever a schema says. */
import type { Json } from '../../contract/types.ts';

/** Texts: empty, blank, control characters, both directions, combining marks, words that mean something to a machine. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u001b[31m',
  '\r\nX-Injected: yes',
  '\ufeff',
  '\u202eabc',
  'e\u0301\u0327',
  '👩‍👩‍👧‍👦',
  '𝒽ookspec',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${7*7}',
  '%s%n',
  '../../etc/passwd',
  '\\',
  '"',
  'a'.repeat(5000),
  'é'.repeat(5000),
];

/** Numbers at the edges of what machines count with. */
export const hostileNumbers: readonly number[] = [
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  2 ** 63,
  1e21,
  1e308,
  5e-324,
];

/** Names of properties that objects have without being told. */
export const hostileNames: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '$where',
  '',
  'a.b',
  'length',
];

/** Other values. */
export const hostileValues: readonly Json[] = [
  null,
  true,
  [],
  {},
  [[]],
  [null],
  { hookspec: null },
  nest(200),
  Array.from({ length: 1000 }, () => 0),
];

/** An array in an array, and so on. */
function nest(depth: number): Json {
  let value: Json = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}
