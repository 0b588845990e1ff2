/** What each keyword says about a value that breaks it: a sentence that follows the value's place. */
import { checkPublicAddress } from './public-address.ts';
import type { RawError } from './schema-violations.ts';

/** The sentence for an error, without the place, e.g. `must be a string, got number`. */
export function toMessage(error: RawError): string {
  const write = Object.hasOwn(MESSAGES, error.keyword) ? MESSAGES[error.keyword] : undefined;
  const message = write ? write(error) : `does not satisfy ${error.keyword}`;
  const aboutName = error.propertyName !== undefined && error.keyword !== 'propertyNames';
  return aboutName ? `has a name that ${message}` : message;
}

/** A JSON type with its article. */
export function nameType(type: string): string {
  if (type === 'null') return 'null';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** Words as a choice: `a, b or c`. */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The type of a value as messages name it; for a number that is no integer, the number. */
export function describeType(value: unknown, wanted: readonly string[] = []): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && wanted.includes('integer') ? String(value) : typeof value;
}

/** A constant as messages show it: text without quotes, all else as JSON. */
export function showValue(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

const MESSAGES: Readonly<Record<string, (error: RawError) => string>> = {
  type: ({ params, value }) => {
    const types = [params.type].flat() as string[];
    return `must be ${joinWords(types.map(nameType))}, got ${describeType(value, types)}`;
  },
  enum: ({ params }) => `must be one of ${(params.allowedValues as unknown[]).map(showValue).join(', ')}`,
  const: ({ params }) => `must be ${showValue(params.allowedValue)}`,
  format: ({ params }) => `must match format ${String(params.format)}`,
  pattern: ({ params }) => `must match pattern ${String(params.pattern)}`,
  'x-public-address': publicAddress,
  required: () => 'is missing',
  dependentRequired: ({ params }) => `is missing, but needed beside "${String(params.property)}"`,
  additionalProperties: () => 'is not a known property',
  unevaluatedProperties: () => 'is not a known property',
  propertyNames: () => 'has a name that is not allowed',
  minLength: ({ params }) => `must have at least ${count(params.limit, 'character')}`,
  maxLength: ({ params }) => `must have at most ${count(params.limit, 'character')}`,
  minItems: ({ params }) => `must have at least ${count(params.limit, 'item')}`,
  maxItems: ({ params }) => `must have at most ${count(params.limit, 'item')}`,
  items: ({ params }) => `must have at most ${count(params.limit, 'item')}`,
  unevaluatedItems: ({ params }) => `must have at most ${count(params.limit, 'item')}`,
  minProperties: ({ params }) => `must have at least ${count(params.limit, 'property')}`,
  maxProperties: ({ params }) => `must have at most ${count(params.limit, 'property')}`,
  uniqueItems: ({ params }) =>
    `must not repeat an item, but items ${String(params.j)} and ${String(params.i)} are equal`,
  contains: ({ params }) =>
    params.maxContains === undefined
      ? `must have at least ${count(params.minContains, 'fitting item')}`
      : `must have ${String(params.minContains)} to ${count(params.maxContains, 'fitting item')}`,
  minimum: ({ params }) => `must be at least ${String(params.limit)}`,
  maximum: ({ params }) => `must be at most ${String(params.limit)}`,
  exclusiveMinimum: ({ params }) => `must be more than ${String(params.limit)}`,
  exclusiveMaximum: ({ params }) => `must be less than ${String(params.limit)}`,
  multipleOf: ({ params }) => `must be a multiple of ${String(params.multipleOf)}`,
  oneOf: ({ params }) =>
    params.passingSchemas === null ? 'must fit one of the alternatives' : 'must fit only one of the alternatives',
  anyOf: () => 'must fit one of the alternatives',
  not: () => 'has a form that is not allowed',
  if: () => 'does not fit the rule for its case',
  'false schema': () => 'is not allowed',
};

function publicAddress({ value }: RawError): string {
  return checkPublicAddress(String(value)) ?? 'must have a public host';
}

function count(limit: unknown, noun: string): string {
  if (limit === 1) return `1 ${noun}`;
  return `${String(limit)} ${noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
