import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contract/types.ts';
import { toPlainValues } from '../../../src/mock/parameters.ts';
import { readOne, readParameters } from '../support/parameters.ts';

const query = (schema: JsonObject, more: JsonObject = {}) => ({ name: 'q', in: 'query', schema, ...more });

describe('types', () => {
  const components = {
    schemas: {
      Id: { type: 'integer' },
      Ref: { $ref: '#/components/schemas/Id' },
    },
  };

  test.each<[schema: JsonObject, text: string, value: unknown]>([
    [{ type: 'integer' }, '5', 5],
    [{ type: 'number' }, '-1.5e2', -150],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'string' }, '5', '5'],
    [{}, '5', '5'],
    [{ minimum: 3 }, '1', '1'],
    [{ enum: [1, 2] }, '2', 2],
    [{ const: true }, 'true', true],
    [{ enum: ['1', '2'] }, '2', '2'],
    [{ $ref: '#/components/schemas/Ref' }, '5', 5],
    [{ allOf: [{ $ref: '#/components/schemas/Id' }, { minimum: 1 }] }, '5', 5],
    [{ anyOf: [{ type: 'boolean' }, { type: 'integer' }] }, '5', 5],
    [{ oneOf: [{ type: 'array', items: { type: 'integer' } }, { type: 'string' }] }, 'a', 'a'],
    [{ type: ['integer', 'null'] }, '', null],
    [{ type: ['integer', 'null'] }, 'null', null],
    [{ type: 'integer', nullable: true }, 'null', null],
    [{ type: ['string', 'null'] }, '', ''],
    [{ type: ['integer', 'string'] }, 'x', 'x'],
    [{ type: ['integer', 'string'], maximum: 3 }, '5', '5'],
    [{ anyOf: [{ type: 'integer' }, {}] }, 'x', 'x'],
    [{ type: ['array', 'string'], items: { type: 'string' } }, 'a', 'a'],
  ])('%j makes %j the value %j', (schema, text, value) => {
    expect(readOne(query(schema), { query: `q=${text}` }, components)).toEqual(value);
  });

  test.each<[schema: JsonObject, text: string, violation: string]>([
    [{ type: 'integer' }, '1.5', '/q type: must be an integer, got 1.5'],
    [{ type: 'integer' }, '007', '/q type: must be an integer, got string'],
    [{ type: 'integer' }, '1e999', '/q type: must be an integer, got string'],
    [{ type: 'integer' }, '', '/q type: must be an integer, got string'],
    [{ type: 'integer' }, '0x1', '/q type: must be an integer, got string'],
    [{ type: 'boolean' }, '1', '/q type: must be a boolean, got string'],
    [{ type: 'boolean' }, 'TRUE', '/q type: must be a boolean, got string'],
    [{ type: 'string', enum: ['a'] }, 'b', '/q enum: must be one of a'],
    [{ type: 'array', items: { type: 'integer' } }, 'x', '/q/0 type: must be an integer, got string'],
  ])('%j refuses %j: %s', (schema, text, violation) => {
    expect(readOne(query(schema), { query: `q=${text}` })).toEqual([violation]);
  });

  test('refuse a scalar that is sent twice', () => {
    expect(readOne(query({ type: 'integer' }), { query: 'q=1&q=2' })).toEqual([
      '/q type: must be an integer, got array',
    ]);
  });

  test('make one text a text and several a list where both may come', () => {
    const schema = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
    expect(readOne(query(schema), { query: 'q=a' })).toBe('a');
    expect(readOne(query(schema), { query: 'q=a&q=b' })).toEqual(['a', 'b']);
  });
});

describe('encoding', () => {
  const text = query({ type: 'string' });

  test('is undone once', () => {
    expect(readOne(text, { query: 'q=%2541' })).toBe('%41');
    expect(readOne({ name: 'id', in: 'path', schema: {} }, { path: { id: '%2541%2F+' } })).toBe('%41/+');
  });

  test('makes a plus a space in a query, unless reserved characters are sent as they are', () => {
    expect(readOne(text, { query: 'q=a+b%2Bc' })).toBe('a b+c');
    expect(readOne({ ...text, allowReserved: true }, { query: 'q=a+b/?:@=' })).toBe('a+b/?:@=');
  });

  test.each([
    ['q=100%', 'has the broken percent escape "%"; a lone "%" is sent as "%25"'],
    ['q=a%zz', 'has the broken percent escape "%zz"; a lone "%" is sent as "%25"'],
    ['q=%C3%28', 'has the broken percent escape "%C3%28"; a lone "%" is sent as "%25"'],
  ])('is refused when broken: %s', (sent, message) => {
    expect(readOne(text, { query: sent })).toEqual([`/q encoding: ${message}`]);
  });

  test('is refused when broken in a path too', () => {
    expect(readOne({ name: 'id', in: 'path', schema: {} }, { path: { id: 'a%2' } })).toEqual([
      '/id encoding: has the broken percent escape "%2"; a lone "%" is sent as "%25"',
    ]);
  });

  test('is none in headers', () => {
    expect(readOne({ name: 'X-A', in: 'header', schema: {} }, { headers: { 'x-a': ' a%20+b ' } })).toBe('a%20+b');
  });

  test('hides no name', () => {
    expect(readOne({ ...text, name: 'a b' }, { query: 'a%20b=1' })).toBe('1');
    expect(readOne({ ...text, name: 'filter[x]' }, { query: 'filter%5Bx%5D=1' })).toBe('1');
  });
});

describe('content', () => {
  const json = {
    name: 'q',
    in: 'query',
    content: { 'application/json': { schema: { type: 'object', properties: { n: { type: 'integer' } } } } },
  };

  test('JSON is parsed and judged', () => {
    expect(readOne(json, { query: 'q=%7B%22n%22%3A1%7D' })).toEqual({ n: 1 });
    expect(readOne(json, { query: 'q={"n":"1"}' })).toEqual(['/q/n type: must be an integer, got string']);
  });

  test('that is no JSON is refused with the reason', () => {
    const [violation] = readOne(json, { query: 'q={n}' }) as string[];
    expect(violation).toMatch(/^\/q json: is not valid JSON: /);
    expect(readOne(json, { query: 'q={}&q={}' })).toEqual(['/q style: is sent 2 times; send it once']);
  });

  test('is found in headers and cookies', () => {
    expect(readOne({ ...json, in: 'header' }, { headers: { q: '{"n":1}' } })).toEqual({ n: 1 });
    expect(readOne({ ...json, in: 'cookie' }, { headers: { cookie: 'q=%7B%22n%22%3A1%7D' } })).toEqual({ n: 1 });
  });
});

describe('presence', () => {
  test('of what is required is demanded', () => {
    expect(readOne(query({}, { required: true }), {})).toEqual(['/q required: is missing']);
    expect(readOne({ name: 'X/A', in: 'header', required: true, schema: {} }, {})).toEqual([
      '/X~1A required: is missing',
    ]);
  });

  test('of an empty text is enough, and judged unless it may be empty', () => {
    const limit = query({ type: 'integer' }, { required: true });
    expect(readOne(limit, { query: 'q=' })).toEqual(['/q type: must be an integer, got string']);
    expect(readOne({ ...limit, allowEmptyValue: true }, { query: 'q=' })).toBe('');
    expect(readOne({ ...limit, allowEmptyValue: true }, { query: 'q' })).toBe('');
  });

  test('gives way to the default', () => {
    expect(readOne(query({ $ref: '#/components/schemas/Size' }), {}, { schemas: { Size: { default: 20 } } })).toBe(20);
  });

  test('of an exploded object is that of any name it may have', () => {
    const free = { name: 'filter', in: 'query', schema: { type: 'object', additionalProperties: { type: 'integer' } } };
    const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } };
    const { values, violations } = readParameters([free, limit], { query: 'a=1&limit=2&api_key=secret&b=3' });
    expect([violations, values.query.filter, values.query.limit]).toEqual([[], { a: 1, b: 3 }, 2]);
    expect(readOne({ ...free, required: true }, {})).toEqual(['/filter required: is missing']);
  });
});

describe('what is not declared', () => {
  test('is there as text, the first of each name, and broken escapes as they were sent', () => {
    const { values } = readParameters([query({})], {
      query: 'a=1&a=2&b=x+y&c=%zz&__proto__=1&&d',
      headers: { 'x-a': '1' },
      path: { id: '7' },
    });
    expect(Object.entries(values.query)).toEqual([
      ['a', '1'],
      ['b', 'x y'],
      ['c', '%zz'],
      ['__proto__', '1'],
      ['d', ''],
    ]);
    expect([values.header, values.path, values.cookie]).toEqual([{ 'x-a': '1' }, { id: '7' }, {}]);
  });

  test('is all there is for an operation without parameters', () => {
    const raw = { path: { id: '7' }, query: 'a=1', headers: { 'x-a': '1' } };
    expect(toPlainValues(raw)).toEqual({ path: { id: '7' }, query: { a: '1' }, header: { 'x-a': '1' }, cookie: {} });
  });
});
