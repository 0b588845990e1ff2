/** A valid value for a schema: from its examples, else built from its keywords. */
import type { Json } from '../types.ts';
import { asArray, isObject } from '../value.ts';
import {
  type Facet,
  isValid,
  keyword,
  propertyNames,
  propertyPointers,
  type SchemaContext,
  toFacets,
} from './facets.ts';
import { stringCandidates } from './strings.ts';

/** How much of an object is built. */
export interface InstanceOptions {
  /** Every declared property rather than the required ones alone. */
  readonly full: boolean;
}

const DEEPEST = 8;

/**
 * A value that is valid in the direction of the context; the same for the same arguments.
 * @returns undefined when none could be built, so that the caller can say what it does not judge
 */
export function toInstance(
  context: SchemaContext,
  pointer: string,
  options: InstanceOptions,
  depth = 0,
): Json | undefined {
  if (depth > DEEPEST) return undefined;
  const facets = toFacets(context, pointer);
  for (const candidate of candidates(context, facets, pointer, options, depth)) {
    if (candidate !== undefined && isValid(context, pointer, candidate)) return candidate;
  }
  return undefined;
}

function* candidates(
  context: SchemaContext,
  facets: readonly Facet[],
  pointer: string,
  options: InstanceOptions,
  depth: number,
): Generator<Json | undefined> {
  const types = facets.flatMap(({ schema }) => [schema['type']].flat()).filter((type) => typeof type === 'string');
  const isObjectLike = types.includes('object') || propertyNames(facets).length > 0;
  // Built objects come before examples: an example of a whole rarely has every property.
  if (isObjectLike && options.full) yield buildObject(context, facets, options, depth);
  for (const { schema } of facets) {
    yield* asArray(schema['examples']);
    yield schema['example'];
    yield schema['const'];
    if (!options.full || !isBlank(schema['default'])) yield schema['default'];
    yield* asArray(schema['enum']);
  }
  if (isObjectLike) yield buildObject(context, facets, { full: false }, depth);
  if (types.includes('array')) yield buildArray(context, facets, options, depth);
  if (types.includes('integer') || types.includes('number')) yield* numbers(facets);
  if (types.includes('boolean')) yield* [true, false];
  if (types.includes('string') || types.length === 0) yield* strings(facets);
  if (types.includes('null')) yield null;
  for (const key of ['oneOf', 'anyOf']) {
    for (const facet of facets) {
      for (const index of asArray(facet.schema[key]).keys()) {
        yield toInstance(context, `${facet.pointer}/${key}/${index}`, options, depth + 1);
      }
    }
  }
  if (pointer !== '' && types.length === 0) yield* [0, true, {}, []];
}

/** A value with nothing in it: where everything is wanted, what is inside would never be seen. */
function isBlank(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === '' || (isObject(value) && Object.keys(value).length === 0);
}

function buildObject(
  context: SchemaContext,
  facets: readonly Facet[],
  options: InstanceOptions,
  depth: number,
): Json | undefined {
  const required = new Set(facets.flatMap(({ schema }) => asArray(schema['required'])));
  const isRequest = context.direction !== 'response';
  const result: Record<string, Json> = {};
  for (const name of new Set([...propertyNames(facets), ...required])) {
    if (typeof name !== 'string' || (!options.full && !required.has(name))) continue;
    const places = propertyPointers(facets, name);
    if (isRequest && places.some((place) => keyword(toFacets(context, place), 'readOnly') === true)) continue;
    const value = places.length === 0 ? 'hookspec' : toInstance(context, places[0]!, options, depth + 1);
    if (value !== undefined) result[name] = value;
    else if (required.has(name)) return undefined;
  }
  return result;
}

function buildArray(
  context: SchemaContext,
  facets: readonly Facet[],
  options: InstanceOptions,
  depth: number,
): Json | undefined {
  const items = facets.find(({ schema }) => isObject(schema['items']));
  const least = Math.max(...facets.map(({ schema }) => Number(schema['minItems'] ?? 0)), items ? 1 : 0);
  if (!items) return Array.from({ length: least }, (_, index) => index);
  const distinct = asArray(keyword(toFacets(context, `${items.pointer}/items`), 'enum'));
  const first = toInstance(context, `${items.pointer}/items`, options, depth + 1);
  if (first === undefined) return least === 0 ? [] : undefined;
  return Array.from({ length: least }, (_, index) => distinct[index] ?? first);
}

function* numbers(facets: readonly Facet[]): Generator<number> {
  const step = Number(keyword(facets, 'multipleOf') ?? 1);
  const least = Number(keyword(facets, 'minimum') ?? keyword(facets, 'exclusiveMinimum') ?? 0);
  const most = Number(keyword(facets, 'maximum') ?? keyword(facets, 'exclusiveMaximum') ?? least + 1);
  yield Math.ceil(least / step) * step;
  yield (Math.floor(least / step) + 1) * step;
  yield most;
  yield most - step;
  yield (least + most) / 2;
}

function strings(facets: readonly Facet[]): string[] {
  const all = (name: string): unknown[] =>
    facets.map(({ schema }) => schema[name]).filter((value) => value !== undefined);
  return stringCandidates({
    format: keyword<string>(facets, 'format'),
    patterns: all('pattern').map(String),
    minLength: Math.max(0, ...all('minLength').map(Number)),
    maxLength: Math.min(Infinity, ...all('maxLength').map(Number)),
  });
}
