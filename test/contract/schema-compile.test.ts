import { describe, expect, test } from 'vitest';
import { HookspecError } from '../../src/errors.ts';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import type { JsonObject } from '../../src/contract/types.ts';

function lines(document: JsonObject, pointer: string, direction: 'request' | 'response', value: unknown): string[] {
  const validate = createSchemaCompiler({ document }).compile(pointer, direction);
  return validate(value).map(({ at, keyword, schemaPointer }) => `${at} ${keyword} ${schemaPointer}`);
}

function failure(document: JsonObject, pointer = '/a'): string {
  try {
    createSchemaCompiler({ document }).compile(pointer, 'request');
  } catch (error) {
    if (error instanceof HookspecError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'compiled';
}

describe('directions', () => {
  const document = {
    Item: {
      type: 'object',
      required: ['id', 'name', 'password'],
      properties: {
        id: { type: 'string', readOnly: true },
        name: { type: 'string' },
        password: { type: 'string', writeOnly: true },
      },
      additionalProperties: false,
    },
    Composed: { allOf: [{ $ref: '#/Item' }, { properties: { name: { $ref: '#/Stamp' } } }] },
    Stamp: { type: 'string', readOnly: true },
  };

  test('ignore readOnly properties in a request', () => {
    expect(lines(document, '/Item', 'request', { id: 5, name: 'a', password: 'b' })).toEqual([]);
    expect(lines(document, '/Item', 'request', {})).toEqual([
      '/name required /Item/required',
      '/password required /Item/required',
    ]);
  });

  test('do not miss writeOnly properties in a response, but check those that come', () => {
    expect(lines(document, '/Item', 'response', { id: '1', name: 'a' })).toEqual([]);
    expect(lines(document, '/Item', 'response', { id: '1', name: 'a', password: 5 })).toEqual([
      '/password type /Item/properties/password/type',
    ]);
  });

  test('hold across allOf and $ref', () => {
    expect(lines(document, '/Composed', 'request', { password: 'b', name: 5 })).toEqual([]);
    expect(lines(document, '/Composed', 'response', { id: '1' })).toEqual(['/name required /Item/required']);
  });
});

describe('references', () => {
  test('may be cyclic', () => {
    const document = {
      Tree: { properties: { children: { type: 'array', items: { $ref: '#/Tree' } }, n: { type: 'number' } } },
    };
    expect(lines(document, '/Tree', 'request', { children: [{ children: [{ n: 'x' }] }] })).toEqual([
      '/children/0/children/0/n type /Tree/properties/n/type',
    ]);
  });

  test('reach any place of the document, also percent-encoded, anchors and ids', () => {
    const document = {
      paths: { '/a/{id}': { get: { schema: { type: 'integer' } } } },
      A: { $ref: '#/paths/~1a~1%7Bid%7D/get/schema' },
      B: { $ref: '#named' },
      C: { $ref: 'https://example.com/c#/$defs/inner' },
      named: { $anchor: 'named', type: 'integer' },
      id: { $id: 'https://example.com/c', $defs: { inner: { type: 'integer' } } },
    };
    const at = (name: string): string[] => lines(document, `/${name}`, 'request', 'x');
    expect([...at('A'), ...at('B'), ...at('C')]).toEqual([
      ' type /paths/~1a~1{id}/get/schema/type',
      ' type /named/type',
      ' type /id/$defs/inner/type',
    ]);
  });

  test('keep the keywords beside them', () => {
    const document = { a: { $ref: '#/b', maxLength: 1 }, b: { type: 'string' } };
    expect(lines(document, '/a', 'request', 'xx')).toEqual([' maxLength /a/maxLength']);
  });
});

describe('leftovers of OpenAPI 3.0', () => {
  test('nullable allows null beside a type, an enum and a reference', () => {
    const document = {
      type: { type: 'string', nullable: true },
      enum: { type: 'string', enum: ['a'], nullable: true },
      ref: { $ref: '#/plain', nullable: true },
      plain: { type: 'string' },
    };
    for (const name of ['type', 'enum', 'ref']) expect(lines(document, `/${name}`, 'request', null)).toEqual([]);
    expect(lines(document, '/ref', 'request', 5)).toEqual([' type /plain/type']);
  });
});

describe('compile', () => {
  test('gives the same validator for the same schema and direction', () => {
    const compiler = createSchemaCompiler({ document: { a: {} } });
    expect(compiler.compile('/a', 'request')).toBe(compiler.compile('#/a', 'request'));
    expect(compiler.compile('/a', 'request')).not.toBe(compiler.compile('/a', 'response'));
  });

  test('retries a pattern without Unicode rules', () => {
    expect(lines({ a: { pattern: '^[\\w\\:]+$' } }, '/a', 'request', 'a b')).toEqual([' pattern /a/pattern']);
  });

  test('warns of what nobody checks, once', () => {
    const document = { a: { properties: { x: { format: 'iban', minLenght: 3, 'x-note': 1 }, y: { format: 'iban' } } } };
    const compiler = createSchemaCompiler({ document });
    compiler.compile('/a', 'request');
    compiler.compile('/a', 'response');
    expect(compiler.warnings).toEqual([
      { message: 'Format "iban" is unknown and checks nothing.', pointer: '/a/properties/x/format' },
      {
        message: '"minLenght" is no JSON Schema keyword and checks nothing. Did you mean minLength?',
        pointer: '/a/properties/x/minLenght',
      },
      { message: 'Format "iban" is unknown and checks nothing.', pointer: '/a/properties/y/format' },
    ]);
  });

  test.each<[string, JsonObject, string]>([
    [
      'an unknown type',
      { a: { type: 'text' } },
      'The schema at #/a cannot be used: "type" has a value of the wrong form.',
    ],
    [
      'a negative length',
      { a: { minLength: -1 } },
      'The schema at #/a cannot be used: "minLength" has a value of the wrong form.',
    ],
    [
      'a schema that is no schema',
      { a: { properties: { b: 5 } } },
      'The schema at #/a/properties/b cannot be used: a schema is an object, true or false.',
    ],
    [
      'a broken pattern',
      { a: { pattern: '(' } },
      'The schema at #/a/pattern cannot be used: Invalid regular expression: /(/: Unterminated group.',
    ],
    ['a dangling reference', { a: { $ref: '#/gone' } }, 'The schema at #/a refers to "#/gone", which does not exist.'],
    [
      'a ring of references',
      { a: { $ref: '#/b' }, b: { allOf: [{ $ref: '#/a' }] } },
      'The schema at #/a cannot be used: it refers to itself without describing anything.',
    ],
    [
      'an empty union',
      { a: { anyOf: [] } },
      'The schema at #/a/anyOf cannot be used: it must be a list with at least one schema.',
    ],
    ['nothing', {}, 'The schema at #/a cannot be used: there is nothing at this place.'],
    [
      'a fault in a referenced schema',
      { a: { $ref: '#/b' }, b: { type: 'text' } },
      'The schema at #/b cannot be used: "type" has a value of the wrong form.',
    ],
  ])('refuses %s', (_, document, message) => {
    expect(failure(document)).toBe(`InvalidContract: ${message}`);
  });

  test('refuses a broken schema each time, and nothing else for its sake', () => {
    const document = {
      bad: { type: 'text' },
      one: { $ref: '#/bad' },
      two: { properties: { x: { $ref: '#/bad' } } },
      good: {},
    };
    const compiler = createSchemaCompiler({ document });
    const message = 'The schema at #/bad cannot be used: "type" has a value of the wrong form.';
    for (const name of ['one', 'two', 'one', 'bad']) {
      expect(() => compiler.compile(`/${name}`, 'request')).toThrow(message);
    }
    expect(compiler.compile('/good', 'request')(5)).toEqual([]);
  });
});
