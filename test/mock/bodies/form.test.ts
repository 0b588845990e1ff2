import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contract/types.ts';
import { readBody } from '../support/bodies.ts';

const TYPE = 'application/x-www-form-urlencoded';

function readForm(properties: JsonObject, body: string, encoding: JsonObject = {}, more: JsonObject = {}): unknown {
  const outcome = readBody({ [TYPE]: { schema: { type: 'object', properties, ...more }, encoding } }, TYPE, body);
  return typeof outcome === 'object' && 'value' in outcome ? outcome.value : outcome;
}

const texts = { type: 'array', items: { type: 'string' } };

describe('urlencoded forms', () => {
  test('have typed values where the schema says so', () => {
    const properties = {
      n: { type: 'integer' },
      ok: { type: 'boolean' },
      s: { type: 'string' },
      none: { type: ['integer', 'null'] },
    };
    expect(readForm(properties, 'n=1&ok=true&s=5&none=&x=5')).toEqual({ n: 1, ok: true, s: '5', none: null, x: '5' });
    expect(readForm(properties, 'n=a&ok=1')).toEqual({
      violations: ['/n type: must be an integer, got string', '/ok type: must be a boolean, got string'],
    });
  });

  test('are decoded once, with plus as a space', () => {
    expect(readForm({}, 'a+b=c+d%2Be%2541')).toEqual({ 'a b': 'c d+e%41' });
    expect(readForm({}, 'a=%zz')).toEqual({
      malformed: 'The form field "a" has the broken percent escape "%zz"; a lone "%" is sent as "%25"',
    });
  });

  test('repeat the name of an array, with brackets or without', () => {
    for (const body of ['tags=a&tags=b', 'tags[]=a&tags[]=b', 'tags%5B0%5D=a&tags%5B1%5D=b']) {
      expect(readForm({ tags: texts }, body)).toEqual({ tags: ['a', 'b'] });
    }
    expect(readForm({ tags: texts }, 'tags=a')).toEqual({ tags: ['a'] });
  });

  test('take the style of their encoding', () => {
    expect(readForm({ tags: texts }, 'tags=a,b', { tags: { explode: false } })).toEqual({ tags: ['a', 'b'] });
    expect(readForm({ tags: texts }, 'tags=a%7Cb', { tags: { style: 'pipeDelimited' } })).toEqual({ tags: ['a', 'b'] });
    const card = { type: 'object', properties: { number: { type: 'string' }, year: { type: 'integer' } } };
    const deep = { card: { style: 'deepObject', explode: true } };
    expect(readForm({ card }, 'card[number]=42&card[year]=2030', deep)).toEqual({ card: { number: '42', year: 2030 } });
  });

  test('hold JSON where an object is wanted', () => {
    const address = { type: 'object', properties: { zip: { type: 'integer' } } };
    const body = (text: string) => `address=${encodeURIComponent(text)}`;
    expect(readForm({ address }, body('{"zip":1}'))).toEqual({ address: { zip: 1 } });
    expect(readForm({ address }, body('{"zip":"1"}'))).toEqual({
      violations: ['/address/zip type: must be an integer, got string'],
    });
    expect(readForm({ address }, body('{zip}'))).toEqual({
      violations: ['/address type: must be an object, got string'],
    });
    expect(readForm({ address }, 'address[zip]=1')).toEqual({ address: { zip: 1 } });
    expect(
      readForm({ list: { type: 'array', items: address } }, 'list=%7B%22zip%22%3A1%7D&list=%7B%22zip%22%3A2%7D'),
    ).toEqual({ list: [{ zip: 1 }, { zip: 2 }] });
    expect(readForm({ any: {} }, 'any=%5B1%5D', { any: { contentType: 'application/json' } })).toEqual({ any: [1] });
  });

  test('keep unknown names, which the schema may refuse', () => {
    expect(readForm({ a: {} }, 'a=1&b=2', {}, { additionalProperties: false })).toEqual({
      violations: ['/b additionalProperties: is not a known property'],
    });
    expect(readForm({}, 'b=2', {}, { additionalProperties: { type: 'integer' } })).toEqual({ b: 2 });
    expect(readForm({ a: { type: 'string' } }, 'a[x]=1')).toEqual({ 'a[x]': '1' });
  });

  test('refuse a scalar that is sent twice', () => {
    expect(readForm({ a: { type: 'string' } }, 'a=1&a=2')).toEqual({
      violations: ['/a type: must be a string, got array'],
    });
  });

  test('have properties of their own under dangerous names', () => {
    const value = readForm({}, '__proto__=1&constructor=2&hasOwnProperty=3') as object;
    expect(Object.entries(value)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['hasOwnProperty', '3'],
    ]);
  });

  test('are bounded', () => {
    const body = Array.from({ length: 10_001 }, (_, index) => `a${index}=1`).join('&');
    expect(readForm({}, body)).toEqual({ malformed: 'The form has more than 10000 fields' });
  });
});
