import { expect, test } from 'vitest';
import { derefPointer, isCircular, pointerOfRef, resolveRef } from '../../src/contract/resolve.ts';

const document = {
  a: { $ref: '#/b' },
  b: { $ref: '#/c~1d/e%20f' },
  'c/d': { 'e f': { deep: 1 } },
  x: { $ref: '#/y' },
  y: { $ref: '#/x' },
  gone: { $ref: '#/nowhere' },
  far: { $ref: 'other.yaml' },
  named: { $ref: { type: 'string' } },
};

test.each([
  ['#', ''],
  ['#/a/b~1c', '/a/b~1c'],
  ['#/a/%7Bid%7D', '/a/{id}'],
  ['#/a/100%', '/a/100%'],
  ['#anchor', undefined],
  ['a.yaml#/a', undefined],
])('reads the pointer of %s', (ref, pointer) => {
  expect(pointerOfRef(ref)).toBe(pointer);
});

test('follows references to the end', () => {
  expect([derefPointer(document, '/a'), resolveRef(document, document.a)]).toEqual(['/c~1d/e f', { deep: 1 }]);
});

test.each(['gone', 'far', 'named', 'c~1d'])('stays at %s, which leads nowhere', (name) => {
  expect(derefPointer(document, `/${name}`)).toBe(`/${name}`);
});

test('finds no value where a reference leads nowhere or in a circle', () => {
  const { gone, far, x } = document;
  expect([gone, far, x].map((node) => resolveRef(document, node))).toEqual([undefined, undefined, undefined]);
  expect(resolveRef(document, document.named)).toBe(document.named);
});

test('tells circles from ways that end', () => {
  const circular = Object.keys(document).filter((name) => isCircular(document, `/${name.replace('/', '~1')}`));
  expect(circular).toEqual(['x', 'y']);
});
