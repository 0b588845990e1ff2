/** Values that lie exactly on the edge of one keyword, still allowed. */
import type { Json, JsonObject } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';
import { samplePattern } from '../../contract/instance/pattern.ts';
import { isUrl, vary } from './vary.ts';

/** Several edges in one value. Where that is taken, they all are; where it is not, each is tried alone. */
export class Together {
  readonly value: Json;
  readonly parts: readonly Json[];
  constructor(value: Json, parts: readonly Json[]) {
    this.value = value;
    this.parts = parts;
  }
}

/** Candidates for a keyword: the schema that has it, and a valid value. All that turn out to be valid are used. */
export type EdgeMaker = (schema: JsonObject, value: Json) => readonly (Json | Together)[];

/** What a text is filled up with: a character of one byte, and one of four, which is two units in UTF-16. */
const FILLINGS = ['a', '😀'];

/** Nobody writes texts or lists of this length to describe a webhook; such an edge is not sent. */
const LONGEST = 20_000;
const MOST_ITEMS = 1000;
/** Addresses with a token in them are of this length. */
const LONG_URL = 180;

/** Other spellings of the same kind, in words that every reader of the format knows. */
const FORMATS: Readonly<Record<string, (text: string, schema: JsonObject) => readonly (string | Together)[]>> = {
  'date-time': (text) => {
    const time = text.slice(0, 19);
    return [`${time}Z`, `${time}.123Z`, `${time}+02:00`];
  },
  date: () => ['2028-02-29'],
  email: (text) => [`hookspec+${text}`],
  uri: toUrls,
  url: toUrls,
};

/** Keyword → its edges. Those of objects and unions are found where values are walked. */
export const edgeValues: Readonly<Record<string, EdgeMaker>> = {
  minLength: ({ minLength }, value) => resize(value, Number(minLength)),
  uniqueItems: ({ uniqueItems }, value) =>
    uniqueItems === false && Array.isArray(value) && value.length > 0 ? [[...value, value[0] as Json]] : [],
  maxLength: ({ maxLength }, value) => resize(value, Number(maxLength)),
  minimum: ({ minimum, multipleOf: step, type }) => [up(Number(minimum), toStep(step, type))],
  maximum: ({ maximum, multipleOf: step, type }) => [down(Number(maximum), toStep(step, type))],
  exclusiveMinimum: ({ exclusiveMinimum: least, multipleOf: step, type }) => [
    up(Number(least) + toStep(step, type, 0.5), toStep(step, type, 0.5)),
  ],
  exclusiveMaximum: ({ exclusiveMaximum: most, multipleOf: step, type }) => [
    down(Number(most) - toStep(step, type, 0.5), toStep(step, type, 0.5)),
  ],
  multipleOf: ({ multipleOf: step }, value) => [Number(value) + Number(step)],
  enum: (schema) => asArray(schema['enum']),
  const: (schema) => [schema['const']!],
  default: (schema) => [schema['default']!],
  pattern: ({ pattern }, value) => (isUrl(value) ? [] : samplePattern(String(pattern))),
  format: (schema, value) => FORMATS[String(schema['format'])]?.(String(value), schema) ?? [],
  minItems: (schema, value) => resizeList(schema, value, Number(schema['minItems'])),
  maxItems: (schema, value) => resizeList(schema, value, Number(schema['maxItems'])),
  type: ({ type }, value) => [
    ...([type].flat().includes('null') ? [null] : []),
    ...(typeof value === 'boolean' ? [!value] : []),
  ],
};

function resize(value: Json, length: number): (string | Together)[] {
  if (typeof value !== 'string' || length > LONGEST) return [];
  const characters = [...value];
  if (characters.length >= length) return [characters.slice(0, length).join('')];
  const filled = FILLINGS.map((filling) => value + filling.repeat(length - characters.length));
  // Whoever takes the wide characters takes so many narrow ones.
  return [new Together(filled.at(-1)!, filled)];
}

function resizeList(schema: JsonObject, value: Json, length: number): Json[] {
  if (!Array.isArray(value) || length > MOST_ITEMS) return [];
  const list = value as readonly Json[];
  const known = asArray(isObject(schema['items']) ? schema['items']['enum'] : undefined);
  const others = known.filter((entry) => !list.includes(entry));
  const grown = Array.from(
    { length },
    (_, index) => list[index] ?? others[index - list.length] ?? vary(list[0], index),
  );
  return [list.length >= length ? list.slice(0, length) : grown];
}

function toStep(step: unknown, type: unknown, least = 0): number {
  if (typeof step === 'number') return step;
  return [type].flat().includes('integer') ? 1 : least;
}

function up(value: number, step: number): number {
  return step === 0 ? value : Math.ceil(value / step) * step;
}

function down(value: number, step: number): number {
  return step === 0 ? value : Math.floor(value / step) * step;
}

/**
 * With a query and an escaped character in it, at a port, and as long as many addresses are; and with a slash at its
 * end, which nothing may follow.
 */
function toUrls(text: string, { maxLength }: JsonObject): (string | Together)[] {
  if (!isUrl(text)) return [];
  const changes = [
    (url: string) => addQuery(url, 'q=a%20b'),
    ...(new URL(text).port === '' ? [(url: string) => url.replace(/^(https?:\/\/[^/?#]+)/i, '$1:8443')] : []),
    // Where the contract bounds the length, that bound is tried.
    ...(maxLength === undefined ? [(url: string) => addQuery(url, `q=${'a'.repeat(LONG_URL)}`)] : []),
  ];
  const all = changes.reduce((url, change) => change(url), text);
  return [
    new Together(
      all,
      changes.map((change) => change(text)),
    ),
    ...(/[?#]|\/$/.test(text) ? [] : [`${text}/`]),
  ];
}

function addQuery(url: string, query: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}
