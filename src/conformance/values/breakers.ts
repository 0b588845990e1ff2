/** Values that break one keyword of a schema; the caller takes the first that breaks nothing else. */
import type { Json, JsonObject } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';
import { privateHosts } from './private-hosts.ts';
import { typeBreakers, typeOf } from './type-breakers.ts';
import { vary } from './vary.ts';
import { IMPOSSIBLE_FORMATS, NEAR_FORMATS, WRONG_FORMATS } from './wrong-formats.ts';
import { nearPatterns } from './wrong-patterns.ts';

/** One way to break a keyword. */
export interface Breaker {
  readonly keyword: string;
  /** Which way, where there are several; '' for the plainest. */
  readonly kind: string;
  /** Candidates: the schema that has the keyword, and a valid value. */
  make(schema: JsonObject, value: Json): readonly Json[];
}

/** A line under the character before; no composed character has it, so that normalising leaves it alone. */
const COMBINING = '\u0332';

/** A property that no schema declares. */
export const UNKNOWN_PROPERTY = 'hookspec_unknown';

const plain = (keyword: string, make: Breaker['make']): Breaker => ({ keyword, kind: '', make });

/** What breaks each keyword. `required`, `additionalProperties` and `items` are handled where objects are walked. */
export const breakers: readonly Breaker[] = [
  ...typeBreakers,
  plain('enum', (_, value) => otherThan(value)),
  { keyword: 'enum', kind: 'case', make: (schema, value) => inOtherCase(asArray(schema['enum']), value) },
  {
    keyword: 'enum',
    kind: 'longer',
    // Names of several parts are the ones that servers compare by their beginnings.
    make: (_, value) => (typeof value === 'string' && /[.:/]/.test(value) ? [`${value}_hookspec`] : []),
  },
  {
    keyword: 'enum',
    kind: 'wildcard',
    // Many programs that match names of several parts know a word for all of them.
    make: (_, value) => (typeof value === 'string' && /[.:/]/.test(value) ? ['*'] : []),
  },
  plain('const', (_, value) => otherThan(value)),
  plain('format', ({ format }) => [
    ...(WRONG_FORMATS[String(format)] ?? WRONG_FORMATS['uri']!),
    `not a ${String(format)}`,
    '%%%',
    '',
  ]),
  { keyword: 'format', kind: 'near', make: ({ format }) => NEAR_FORMATS[String(format)] ?? [] },
  { keyword: 'format', kind: 'impossible', make: ({ format }) => IMPOSSIBLE_FORMATS[String(format)] ?? [] },
  plain('pattern', (_, value) => {
    const text = String(value);
    const near = [`${text}!`, `!${text}`, text.toUpperCase(), text.slice(1)];
    return [text.replace(/^https:/, 'http:'), 'hookspec', ...near, ' ', ''];
  }),
  ...Object.entries(nearPatterns).map(([kind, make]) => ({
    keyword: 'pattern',
    kind,
    make: ({ pattern }: JsonObject, value: Json) => make(String(pattern), value),
  })),
  ...Object.entries(privateHosts).map(([kind, host]) => ({
    keyword: 'pattern',
    kind,
    make: (_: JsonObject, value: Json) => withHost(value, host),
  })),
  plain('minLength', ({ minLength }, value) => [[...String(value)].slice(0, Number(minLength) - 1).join('')]),
  plain('maxLength', ({ maxLength }, value) => {
    const long = String(value) + 'a'.repeat(Math.max(1, Number(maxLength) + 1 - [...String(value)].length));
    // Lengths are counted in characters of Unicode, not in what a reader sees as one.
    return [long.slice(0, -1) + COMBINING, long];
  }),
  plain('minimum', ({ minimum, multipleOf: step = 1 }) => [
    (Math.ceil(Number(minimum) / Number(step)) - 1) * Number(step),
  ]),
  plain('maximum', ({ maximum, multipleOf: step = 1 }) => [
    (Math.floor(Number(maximum) / Number(step)) + 1) * Number(step),
  ]),
  plain('exclusiveMinimum', ({ exclusiveMinimum, multipleOf: step = 1 }) => [
    Math.floor(Number(exclusiveMinimum) / Number(step)) * Number(step),
  ]),
  plain('exclusiveMaximum', ({ exclusiveMaximum, multipleOf: step = 1 }) => [
    Math.ceil(Number(exclusiveMaximum) / Number(step)) * Number(step),
  ]),
  plain('multipleOf', ({ multipleOf }, value) => [Number(value) + Number(multipleOf) / 2, Number(value) + 1]),
  plain('minItems', ({ minItems }, value) => [asArray(value).slice(0, Number(minItems) - 1)]),
  plain('maxItems', (schema, value) => lengthen(asArray(value), Number(schema['maxItems']) + 1, schema)),
  plain('uniqueItems', ({ uniqueItems }, value) =>
    uniqueItems === true && asArray(value).length > 0 ? [[...asArray(value), asArray(value)[0]!]] : [],
  ),
  plain('minProperties', ({ minProperties }, value) =>
    isObject(value) ? [Object.fromEntries(Object.entries(value).slice(0, Number(minProperties) - 1))] : [],
  ),
  ...Object.entries(privateHosts).map(([kind, host], index) => ({
    keyword: 'x-public-address',
    kind: index === 0 ? '' : kind,
    make: (schema: JsonObject, value: Json) => (schema['x-public-address'] === true ? withHost(value, host) : []),
  })),
];

/** Keywords as violations name them, where that differs from the schema's. */
export const violationKeywords: Readonly<Record<string, string>> = { 'x-public-address': 'publicAddress' };

function otherThan(value: Json): Json[] {
  if (typeof value === 'number') return [value + 100_000, -1];
  if (typeof value === 'boolean') return [!value];
  return ['hookspec.unknown', 'hookspec_unknown'];
}

/** A listed word in capitals, or without them. */
function inOtherCase(listed: readonly Json[], value: Json): Json[] {
  if (typeof value !== 'string') return [];
  return [value.toUpperCase(), value.toLowerCase()].filter((text) => !listed.includes(text));
}

/** The same web address at another host. */
function withHost(value: Json, host: string): string[] {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) return [];
  return [value.replace(/^(https?:\/\/)[^/?#]*/i, `$1${host}`)];
}

function lengthen(list: readonly Json[], length: number, schema: JsonObject): Json[] {
  if (length > 5000) return [];
  const first = list[0] ?? 'hookspec';
  const values = asArray(isObject(schema['items']) ? schema['items']['enum'] : undefined);
  const distinct = Array.from({ length }, (_, index) => values[index] ?? list[index] ?? vary(first, index));
  return [Array.from({ length }, () => first), distinct].filter((entry) => typeOf(entry) === 'array');
}
