import { describe, expect, test } from 'vitest';
import { readBody } from '../support/bodies.ts';

const any = { 'application/json': {} };

/** The reason without what the engine's parser says. */
function reasonOf(body: string | Uint8Array): string {
  const outcome = readBody(any, 'application/json', body);
  return outcome !== 'none' && 'malformed' in outcome
    ? outcome.malformed.replace(/(is not valid JSON): .*/s, '$1')
    : JSON.stringify(outcome);
}

describe('JSON', () => {
  test.each(['null', '0', '"a"', '[]', ' {"a":[1]}\n', '"\\u0000é😀"'])('reads %s', (text) => {
    expect(readBody(any, 'application/json', text)).toEqual({ value: JSON.parse(text), type: 'application/json' });
  });

  test.each(['{', '{"a":1,}', "{'a':1}", 'NaN', '{"a":1}{"b":2}', '\u00a0', '\u0000', '[1'])('refuses %j', (text) => {
    expect(reasonOf(text)).toBe('The body is not valid JSON');
  });

  test('leaves out a byte order mark and refuses what is no UTF-8', () => {
    expect(readBody(any, 'application/json', '\ufeff{"a":1}')).toEqual({ value: { a: 1 }, type: 'application/json' });
    expect(reasonOf(Uint8Array.of(0x22, 0xff, 0x22))).toBe('The body is not valid UTF-8');
    expect(reasonOf(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe('The body is not valid UTF-8');
    expect(readBody(any, 'application/json', '"\ufffd"')).toEqual({ value: '\ufffd', type: 'application/json' });
  });

  test('keeps dangerous names as properties of their own', () => {
    const outcome = readBody(any, 'application/json', '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}');
    const { value } = outcome as { value: object };
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('reads 512 levels and refuses more, however many', () => {
    const nest = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(reasonOf(nest(512))).toMatch(/^\{"value"/);
    expect(reasonOf(nest(513))).toBe('The body nests deeper than 512 levels');
    expect(reasonOf('{"a":'.repeat(200_000))).toBe('The body nests deeper than 512 levels');
    expect(reasonOf('['.repeat(1_000_000))).toBe('The body nests deeper than 512 levels');
  });

  test('counts no brackets inside of strings', () => {
    const text = JSON.stringify('[{\\"'.repeat(1000));
    expect(readBody(any, 'application/json', text)).toEqual({ value: JSON.parse(text), type: 'application/json' });
    const flat = JSON.stringify(Array.from({ length: 2000 }, () => [{}]));
    expect(readBody(any, 'application/json', flat)).toEqual({ value: JSON.parse(flat), type: 'application/json' });
  });
});
