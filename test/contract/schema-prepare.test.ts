import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSchemaCompiler } from '../../src/contract/schema.ts';
import { formats } from '../../src/contract/schema-formats.ts';
import type { JsonObject } from '../../src/contract/types.ts';

const KEYWORDS =
  `type enum const multipleOf minimum exclusiveMinimum maxLength pattern format items prefixItems contains minContains
  uniqueItems required properties patternProperties additionalProperties propertyNames dependentRequired dependentSchemas
  dependencies not if allOf oneOf $ref nullable discriminator`.replaceAll(/\s+/g, ' ');

describe('prepare', () => {
  const document = {
    good: { type: 'string' },
    bad: { $ref: '#/worse' },
    worse: { type: 'text' },
    alone: { type: 'text' },
  };
  const fault = 'The schema at #/worse cannot be used: "type" has a value of the wrong form.';

  test('gives a validator that is compiled when it is called', () => {
    const compiler = createSchemaCompiler({ document });
    const bad = compiler.prepare('/bad', 'request');
    expect(
      compiler
        .prepare(
          '#/good',
          'request',
        )(5)
        .map(({ message }) => message),
    ).toEqual(['must be a string, got number']);
    expect(() => bad('x')).toThrow(fault);
  });

  test('leaves faults to assertPrepared, which finds them without compiling', () => {
    const compiler = createSchemaCompiler({ document });
    compiler.prepare('/good', 'request');
    compiler.assertPrepared();
    compiler.prepare('/bad', 'request');
    expect(() => compiler.assertPrepared()).toThrow(fault);
  });

  test('finds broken patterns and loops there too', () => {
    const more = { pattern: { patternProperties: { '(': {} } }, loop: { allOf: [{ $ref: '#/loop' }] } };
    for (const [name, message] of [
      [
        'pattern',
        'The schema at #/pattern/patternProperties/( cannot be used: Invalid regular expression: /(/: Unterminated group.',
      ],
      ['loop', 'The schema at #/loop cannot be used: it refers to itself without describing anything.'],
    ] as const) {
      const compiler = createSchemaCompiler({ document: more });
      compiler.prepare(`/${name}`, 'request');
      expect(() => compiler.assertPrepared()).toThrow(message);
    }
  });

  test('compiles whatever assertPrepared lets pass', () => {
    const odd = fc.constantFrom<unknown>(
      true,
      false,
      null,
      0,
      -1,
      1.5,
      '',
      'a',
      '(',
      '\\_',
      [],
      ['a'],
      [1],
      {},
      { a: ['b'] },
      { a: {} },
      [{}],
      { a: true },
      '#',
      '#/b',
      [true],
      'string',
      ['null'],
    );
    const keyword = fc.constantFrom(...KEYWORDS.split(' '));
    let passed = 0;
    const property = fc.property(fc.dictionary(keyword, odd, { minKeys: 1, maxKeys: 3 }), (schema) => {
      const compiler = createSchemaCompiler({ document: { a: schema, b: {} } as JsonObject });
      const validate = compiler.prepare('/a', 'request');
      try {
        compiler.assertPrepared();
      } catch {
        return;
      }
      passed++;
      for (const value of [null, 1, 'a', [1], { a: 1 }]) validate(value);
    });
    fc.assert(property, { numRuns: 1500, seed: 11 });
    expect(passed).toBeGreaterThan(150);
  });
});

describe('values that nest deeply', () => {
  const document = {
    Tree: { type: ['array', 'null'], items: { $ref: '#/Tree' } },
    Unique: { type: 'array', uniqueItems: true },
  };
  const nest = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

  test('are judged as far as any body may nest', () => {
    const validate = createSchemaCompiler({ document }).compile('/Tree', 'request');
    expect(validate(nest(512))).toEqual([]);
  });

  test('are a violation and no crash when they are too deep', () => {
    const validate = createSchemaCompiler({ document }).compile('/Tree', 'request');
    expect(validate(nest(100_000), { in: 'query', at: '/tree' })).toEqual([
      {
        in: 'query',
        at: '/tree',
        keyword: 'depth',
        message: 'is nested too deeply or too long to be checked',
        schemaPointer: '/Tree',
        params: {},
      },
    ]);
    const unique = createSchemaCompiler({ document }).compile('/Unique', 'request');
    expect(unique([nest(50_000), nest(50_000)]).map(({ keyword }) => keyword)).toEqual(['depth']);
  });
});

test('finds inherited names missing, however quick', () => {
  const document = {
    a: { properties: { constructor: { type: 'string' } } },
    b: { dependentRequired: { x: ['toString'] } },
    c: { $ref: '#/a' },
  };
  const compiler = createSchemaCompiler({ document } as { document: JsonObject });
  expect(compiler.compile('/a', 'request')({})).toEqual([]);
  expect(compiler.compile('/c', 'request')({ constructor: 1 })).toHaveLength(1);
  expect(compiler.compile('/b', 'request')({ x: 1 })).toHaveLength(1);
});

test.each<[format: string, valid: string[], invalid: string[]]>([
  [
    'uri',
    ['https://a.b/c?d=e&f#g', 'http://localhost:3000', 'urn:a:b', 'https://u:p@[::1]/%20', 'mailto:a@b'],
    ['a', '/a', 'http://a b', 'https://a/%zz', 'https://a/{b}'],
  ],
  ['url', ['https://a.bc/d', `https://a.bc/${'d'.repeat(3000)}`], ['https://a', `https://a.bc/ ${'d'.repeat(3000)}`]],
  [
    'date-time',
    ['2026-01-31T00:00:00Z', '2024-02-29T23:59:59.123+02:00', '2016-12-31T23:59:60Z', '2026-01-01t00:00:00z'],
    ['2026-02-29T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:00', '2026-13-01T00:00:00Z'],
  ],
])('judges format %s by its plain form and by the full grammar alike', (format, valid, invalid) => {
  const validate = createSchemaCompiler({ document: { a: { format } } }).compile('/a', 'request');
  expect(valid.filter((value) => validate(value).length > 0)).toEqual([]);
  expect(invalid.filter((value) => validate(value).length === 0)).toEqual([]);
});

test('judges every string format in time that grows with the length', () => {
  const texts = [
    'a'.repeat(100_000),
    `http://${':'.repeat(100_000)}`,
    'http://a:'.repeat(10_000),
    'a-'.repeat(50_000),
    '1:'.repeat(50_000),
  ];
  const start = performance.now();
  for (const name of Object.keys(formats)) {
    const validate = createSchemaCompiler({ document: { a: { format: name } } }).compile('/a', 'request');
    for (const text of texts) validate(text);
  }
  // Quadratic time takes minutes here.
  expect(performance.now() - start).toBeLessThan(15_000);
});
