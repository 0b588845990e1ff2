import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { toComment, toKey, toLiteral, toPascalCase } from '../../src/codegen/names.ts';

test.each([
  ['parcel', 'Parcel'],
  ['my-api.v2', 'MyApiV2'],
  ['agent message', 'AgentMessage'],
  ['3scale', 'Api3scale'],
  ['übersicht', 'Übersicht'],
  ['--', 'Api'],
])('turns the contract name %j into %s', (name, pascal) => {
  expect(toPascalCase(name)).toBe(pascal);
});

test.each([`it's`, `a "b"`, 'back\\slash', 'line\nbreak', '${x}'])(
  'writes %j as a literal with the same value',
  (text) => {
    expect(runInNewContext(toLiteral(text))).toBe(text);
  },
);

test('quotes a key only where it must', () => {
  expect(['Authorization', '$x', 'X-Api-Key', '1a', ''].map(toKey)).toEqual([
    'Authorization',
    '$x',
    `'X-Api-Key'`,
    `'1a'`,
    `''`,
  ]);
});

test('keeps a comment from ending early', () => {
  expect(toComment('a */ b\n  c')).toBe('a *\\/ b c');
});
