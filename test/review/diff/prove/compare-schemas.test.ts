import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/contract/types.ts';
import { compare, listBreaks, type Question } from './support/compare.ts';

const text = { type: 'string' };
const integer = { type: 'integer' };
const number = { type: 'number' };
const record = (properties: JsonObject, required: string[] = [], more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  ...more,
});
const cat = record({ kind: { enum: ['cat'] }, name: text }, ['kind']);
const dog = record({ kind: { enum: ['dog'] }, age: text }, ['kind']);
const tree = (required: string[]) => ({
  Tree: record({ id: text, kids: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } }, required),
});
const [both, one] = [{ required: ['a'] }, { required: ['b'] }];
// An object literal with `then` would look like a promise.
const bothOrNone = Object.fromEntries(['if', 'then'].map((keyword, index) => [keyword, [both, one][index]!]));
const treeRef = { $ref: '#/components/schemas/Tree' };

test.each<[string, Json, Json, string[], Question?]>([
  ['another type', text, integer, ['type at "": "text"']],
  ['number to integer', number, integer, ['type at "": 0.5']],
  ['null no longer', record({ a: { type: ['string', 'null'] } }), record({ a: text }), ['type at "/a": {"a":null}']],
  ['a value less', { enum: ['a', 'b'] }, { enum: ['a'] }, ['enum at "": "b"']],
  ['a minimum raised', { ...integer, minimum: 1 }, { ...integer, minimum: 3 }, ['minimum at "": 1']],
  ['an open end', { ...number, maximum: 5 }, { ...number, exclusiveMaximum: 5 }, ['exclusiveMaximum at "": 5']],
  ['a step', integer, { ...integer, multipleOf: 5 }, ['multipleOf at "": 6']],
  ['a format', text, { ...text, format: 'date-time' }, ['format at "": "text"']],
  [
    'a narrower number format',
    { ...integer, format: 'int64' },
    { ...integer, format: 'int32' },
    ['format at "": 2147483648'],
  ],
  ['a shorter text', text, { ...text, maxLength: 3 }, ['maxLength at "": "text"']],
  ['a narrower pattern', { ...text, pattern: '^[a-z]+$' }, { ...text, pattern: '^[a-y]+$' }, ['pattern at "": "z"']],
  [
    'a pattern with a length',
    { ...text, pattern: '^a*b$', minLength: 3 },
    { ...text, pattern: '^ab$' },
    ['pattern at "": "aab"'],
  ],
  ['a member needed', record({ a: text }), record({ a: text, b: text }, ['b']), ['required b at "": {}']],
  ['a member forbidden', record({ a: text }), record({ a: false }), ['properties a at "": {"a":"text"}']],
  [
    'an object closed',
    record({}),
    record({}, [], { additionalProperties: false }),
    ['additionalProperties at "": {"unknown":"text"}'],
  ],
  [
    'a family of names',
    record({}),
    record({}, [], { patternProperties: { '^x-': text } }),
    ['type at "/x-": {"x-":1}'],
  ],
  [
    'names',
    record({}),
    record({}, [], { propertyNames: { maxLength: 3 } }),
    ['propertyNames at "": {"unknown":"text"}'],
  ],
  [
    'members together',
    record({ a: text, b: text }),
    record({ a: text, b: text }, [], { dependentRequired: { a: ['b'] } }),
    ['dependentRequired at "": {"a":"text"}'],
  ],
  [
    'unique items',
    { type: 'array', items: text },
    { type: 'array', items: text, uniqueItems: true },
    ['uniqueItems at "": ["text","text"]'],
  ],
  [
    'fewer items',
    { type: 'array', items: text },
    { type: 'array', items: text, maxItems: 1 },
    ['maxItems at "": ["text","text"]'],
  ],
  [
    'an item needed',
    { type: 'array', items: text },
    { type: 'array', items: text, contains: { const: 'x' } },
    ['contains at "": []'],
  ],
  [
    'a part deep inside',
    { type: 'array', items: record({ a: text }, ['a']) },
    { type: 'array', items: record({ a: integer }, ['a']) },
    ['type at "/*/a": [{"a":"text"}]'],
  ],
  ['a branch less', { oneOf: [cat, dog] }, { oneOf: [cat] }, ['oneOf at "": {"kind":"dog"}']],
  [
    'a branch changed',
    { oneOf: [cat, dog] },
    { oneOf: [cat, record({ kind: { enum: ['dog'] }, age: integer }, ['kind'])] },
    ['type at "/age": {"kind":"dog","age":"text"}'],
  ],
  [
    'an exception',
    record({ a: text }),
    record({ a: text }, [], { not: { required: ['a'] } }),
    ['not at "": {"a":"text"}'],
  ],
  ['a case', record({ a: text, b: text }), record({ a: text, b: text }, [], bothOrNone), ['if at "": {"a":"text"}']],
  [
    'a schema that leads back to itself',
    treeRef,
    treeRef,
    ['required id at "": {}'],
    { baseSchemas: tree([]), headSchemas: tree(['id']) },
  ],
])('shows that a reader asking for %s breaks', (_, base, head, breaks, question) => {
  expect(listBreaks(compare(base, head, question))).toEqual(breaks);
});

test.each<[string, Json, Json, Question?]>([
  ['a wider type', integer, number],
  ['a further type', text, { type: ['string', 'null'] }],
  ['a further value', { enum: ['a'] }, { enum: ['a', 'b'] }],
  ['values of the type', { enum: ['a', 'b'] }, text],
  ['looser bounds', { ...integer, minimum: 3, maximum: 4 }, { ...integer, minimum: 2 }],
  ['a coarser step', { ...number, multipleOf: 6 }, { ...number, multipleOf: 3 }],
  ['no format', { ...text, format: 'uuid' }, text],
  ['a wider format', { ...integer, format: 'int32' }, { ...integer, format: 'int64' }],
  ['a wider pattern', { ...text, pattern: '^[a-z]+$' }, { ...text, pattern: '^[a-z0-9]+$' }],
  ['a length that the pattern has', { ...text, pattern: '^[a-f0-9]{8}$' }, { ...text, minLength: 4, maxLength: 8 }],
  ['a new member that may be left out', record({ a: text }), record({ a: text, b: integer })],
  ['a member less', record({ a: text, b: text }), record({ a: text })],
  ['a member no longer needed', record({ a: text }, ['a']), record({ a: text })],
  ['an opened object', record({ a: text }, [], { additionalProperties: false }), record({ a: text })],
  ['a further branch', { oneOf: [cat] }, { oneOf: [cat, dog] }],
  ['no exception', { ...text, not: { const: 'x' } }, text],
  [
    'a schema that leads back to itself and asks for less',
    treeRef,
    treeRef,
    { baseSchemas: tree(['id']), headSchemas: tree([]) },
  ],
  ['text where a number was, on text', integer, text, { wire: 'text' }],
  ['a list where a text was, on text', text, { type: 'array', items: text }, { wire: 'text' }],
])('proves that a reader accepting %s breaks nothing', (_, base, head, question) => {
  expect(compare(base, head, question).verdict).toBe('contained');
});

test.each<[string, Json, Json]>([
  ['the other word for branches apart', { oneOf: [cat, dog] }, { anyOf: [cat, dog] }],
  ['null as a branch', { type: ['string', 'null'] }, { anyOf: [text, { type: 'null' }] }],
  ['what was split', record({ a: text, b: text }), { allOf: [record({ a: text }), record({ b: text })] }],
  ['what was joined', { allOf: [record({ a: text }), record({ b: text })] }, record({ a: text, b: text })],
  ['an open end beyond the last integer', { ...integer, maximum: 4 }, { ...integer, exclusiveMaximum: 5 }],
])('finds nothing to tell of %s', (_, base, head) => {
  expect(compare(base, head)).toEqual({ verdict: 'equal', differences: [] });
});

test('shows that a reader that takes nothing breaks', () => {
  const { verdict, differences } = compare(text, false);
  expect([verdict, differences[0]?.witness?.value]).toEqual(['broken', 'text']);
});

test('turns the question round for what a provider sends', () => {
  const [before, after] = [record({ a: text }, ['a']), record({ a: text })];
  expect(compare(before, after, { direction: 'request' }).verdict).toBe('contained');
  for (const direction of ['response', 'event'] as const) {
    expect(listBreaks(compare(before, after, { direction }))).toEqual(['required a at "": {}']);
  }
});

test('lets a tolerant reader pass members and values that it does not know', () => {
  const [before, after] = [
    record({ a: { enum: ['x'] } }, [], { additionalProperties: false }),
    record({ a: { enum: ['x', 'y'] }, b: text }, [], { additionalProperties: false }),
  ];
  const strict = compare(before, after, { direction: 'event' });
  const tolerant = compare(before, after, { direction: 'event', policy: 'tolerant' });
  expect(strict.verdict).toBe('broken');
  expect(tolerant.verdict).toBe('contained');
  expect(tolerant.differences.map(({ keyword, verdict, tolerated }) => [keyword, verdict, tolerated])).toEqual([
    ['enum', 'broken', 'value'],
    ['additionalProperties', 'broken', 'member'],
  ]);
});

test('holds a server to the letter under either policy', () => {
  const closed = record({ a: text }, [], { additionalProperties: false });
  expect(compare(record({ a: text, b: text }), closed, { policy: 'tolerant' }).verdict).toBe('broken');
});

test('leaves out of a request what is read only', () => {
  const [before, after] = [record({}), record({ id: { ...text, readOnly: true } }, ['id'])];
  expect(compare(before, after).verdict).toBe('equal');
  expect(compare(after, before, { direction: 'response' }).verdict).toBe('broken');
});

test('tells the cause once of a schema that leads back to itself through a union', () => {
  const toSchemas = (id: Json): JsonObject => ({
    Order: record({ id, parent: { anyOf: [{ $ref: '#/components/schemas/Order' }, { type: 'null' }] } }),
  });
  const order = { $ref: '#/components/schemas/Order' };
  const { differences } = compare(order, order, { baseSchemas: toSchemas(text), headSchemas: toSchemas(integer) });
  expect(differences.map(({ at, keyword, verdict }) => [at, keyword, verdict])).toEqual([['/id', 'type', 'broken']]);
});

test('tells each cause with a value that fails for it alone', () => {
  const comparison = compare(
    record({ a: text, b: text }, ['a', 'b']),
    record({ a: integer, b: { ...text, maxLength: 2 } }, ['a', 'b']),
  );
  expect(
    comparison.differences.map(({ at, keyword, basePointer, headPointer, kind }) => [
      at,
      keyword,
      basePointer,
      headPointer,
      kind,
    ]),
  ).toEqual([
    [
      '/a',
      'type',
      '/components/schemas/Root/properties/a/type',
      '/components/schemas/Root/properties/a/type',
      'changed',
    ],
    ['/b', 'maxLength', undefined, '/components/schemas/Root/properties/b/maxLength', 'added'],
  ]);
  const [optional] = compare(
    record({ a: text, b: text }),
    record({ a: integer, b: { ...text, maxLength: 2 } }),
  ).differences;
  expect(optional?.witness).toMatchObject({
    value: { a: 'text' },
    at: '/a',
    keyword: 'type',
    message: 'must be an integer, got string',
  });
});

test('says equal of equal schemas, whatever describes them and in whatever order branches stand', () => {
  expect(compare({ oneOf: [cat, dog] }, { oneOf: [dog, cat] }).verdict).toBe('equal');
  expect(compare({ ...text, description: 'One.' }, { ...text, title: 'Two' })).toEqual({
    verdict: 'equal',
    differences: [],
  });
});
