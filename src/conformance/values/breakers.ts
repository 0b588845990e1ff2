/** Values that break one keyword of a schema; the caller takes the first that breaks nothing else. */
import type { Json, JsonObject } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';

/** Candidates for a keyword: the schema that has it, and a valid value. */
export type Breaker = (schema: JsonObject, value: Json) => readonly Json[];

/** A property that no schema declares. */
export const UNKNOWN_PROPERTY = 'hookspec_unknown';

const WRONG_TYPES: Readonly<Record<string, readonly Json[]>> = {
  string: [12345, true, ['hookspec'], { hookspec: true }],
  integer: ['many', 1.5, true],
  number: ['many', true],
  boolean: ['perhaps', 7, ['hookspec']],
  array: ['hookspec', 7, { hookspec: true }],
  object: ['hookspec', 7, ['hookspec']],
  null: ['hookspec', 7],
};

const WRONG_FORMATS: Readonly<Record<string, readonly string[]>> = {
  uri: ['not a url', 'https://hooks example com/hookspec', 'https://[hookspec', 'http://[hookspec'],
  uuid: ['not-a-uuid', 'zzzzzzzz-zzzz-4zzz-8zzz-zzzzzzzzzzzz'],
  'date-time': ['yesterday', '2026-13-41T25:61:61Z'],
  date: ['yesterday', '2026-13-41'],
  email: ['not an email'],
};

/** Keyword → what breaks it. `required`, `additionalProperties` and `items` are handled where objects are walked. */
export const breakers: Readonly<Record<string, Breaker>> = {
  type: ({ type }) => {
    const types = [type].flat().map(String);
    const wrong = types.flatMap((name) => WRONG_TYPES[name] ?? []);
    return wrong.filter(
      (value) => !types.includes(typeOf(value)) && !(types.includes('number') && typeof value === 'number'),
    );
  },
  enum: (_, value) => otherThan(value),
  const: (_, value) => otherThan(value),
  format: ({ format }) => [
    ...(WRONG_FORMATS[String(format)] ?? WRONG_FORMATS.uri!),
    `not a ${String(format)}`,
    '%%%',
    '',
  ],
  pattern: (_, value) => {
    const text = String(value);
    return [
      text.replace(/^https:/, 'http:'),
      'hookspec',
      `${text}!`,
      `!${text}`,
      text.toUpperCase(),
      text.slice(1),
      ' ',
      '',
    ];
  },
  minLength: ({ minLength }, value) => shorten(String(value), Number(minLength)),
  maxLength: ({ maxLength }, value) => [
    String(value) + 'a'.repeat(Math.max(1, Number(maxLength) + 1 - [...String(value)].length)),
  ],
  minimum: ({ minimum, multipleOf: step = 1 }) => [(Math.ceil(Number(minimum) / Number(step)) - 1) * Number(step)],
  maximum: ({ maximum, multipleOf: step = 1 }) => [(Math.floor(Number(maximum) / Number(step)) + 1) * Number(step)],
  exclusiveMinimum: ({ exclusiveMinimum, multipleOf: step = 1 }) => [
    Math.floor(Number(exclusiveMinimum) / Number(step)) * Number(step),
  ],
  exclusiveMaximum: ({ exclusiveMaximum, multipleOf: step = 1 }) => [
    Math.ceil(Number(exclusiveMaximum) / Number(step)) * Number(step),
  ],
  multipleOf: ({ multipleOf }, value) => [Number(value) + Number(multipleOf) / 2, Number(value) + 1],
  minItems: ({ minItems }, value) => [asArray(value).slice(0, Number(minItems) - 1)],
  maxItems: (schema, value) => lengthen(asArray(value), Number(schema['maxItems']) + 1, schema),
  uniqueItems: ({ uniqueItems }, value) =>
    uniqueItems === true && asArray(value).length > 0 ? [[asArray(value)[0]!, ...asArray(value)]] : [],
  minProperties: ({ minProperties }, value) =>
    isObject(value) ? [Object.fromEntries(Object.entries(value).slice(0, Number(minProperties) - 1))] : [],
  maxProperties: ({ maxProperties }, value) =>
    isObject(value)
      ? [
          {
            ...value,
            ...Object.fromEntries(
              Array.from({ length: Number(maxProperties) + 1 }, (_, index) => [`hookspec_${index}`, 'a']),
            ),
          },
        ]
      : [],
  'x-public-address': (schema, value) =>
    schema['x-public-address'] === true
      ? ['127.0.0.1', '10.0.0.1', 'localhost'].map((host) => `${String(value).split('://')[0]}://${host}/hookspec`)
      : [],
};

/** Keywords as violations name them, where that differs from the schema's. */
export const violationKeywords: Readonly<Record<string, string>> = { 'x-public-address': 'publicAddress' };

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function otherThan(value: Json): Json[] {
  if (typeof value === 'number') return [value + 100_000, -1];
  if (typeof value === 'boolean') return [!value];
  return ['hookspec.unknown', 'hookspec_unknown'];
}

function shorten(text: string, least: number): string[] {
  return [[...text].slice(0, Math.max(0, least - 1)).join('')];
}

function lengthen(list: readonly Json[], length: number, schema: JsonObject): Json[] {
  const first = list[0] ?? 'hookspec';
  const values = asArray(isObject(schema['items']) ? schema['items']['enum'] : undefined);
  const distinct = Array.from(
    { length },
    (_, index) => values[index] ?? (typeof first === 'string' ? `${first}${index}` : index),
  );
  return [Array.from({ length }, () => first), distinct];
}
