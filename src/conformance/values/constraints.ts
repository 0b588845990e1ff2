/** Breaks each constraint of a schema once, and alone: what a correct server has to refuse. */
import { getAt, setAt, removeAt, toPointer } from '../../contract/pointer.ts';
import type { Json, Violation } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';
import { breakers, UNKNOWN_PROPERTY, violationKeywords } from './breakers.ts';
import { type Facet, propertyNames, propertyPointers, type SchemaContext, toFacets } from './facets.ts';

/** One constraint of a schema, with a value that breaks it and nothing else. */
export interface BrokenConstraint {
  /** JSON pointer of the constrained part in the value. */
  readonly at: string;
  /** As violations name it. */
  readonly keyword: string;
  /** JSON pointer of the keyword in the contract document. */
  readonly schemaPointer: string;
  /** The whole value; undefined when the constraint cannot be broken alone. */
  readonly value?: Json;
  readonly violation?: Violation;
}

/** A possible wrong value, and what it should be wrong about. */
interface Attempt {
  readonly at: string;
  readonly keyword: string;
  readonly schemaPointer: string;
  readonly values: readonly Json[];
}

const DEEPEST = 6;

/**
 * Every constraint that the schema puts on a valid value, in the order of the schema. A value counts as breaking one
 * only when the compiler reports exactly that keyword at exactly that place.
 */
export function breakConstraints(context: SchemaContext, pointer: string, valid: Json): BrokenConstraint[] {
  const check = context.compiler.compile(pointer, 'request');
  const attempts = walk(context, pointer, valid, '', valid, 0);
  const unique = new Map(
    attempts.map((attempt) => [`${attempt.at} ${attempt.keyword} ${attempt.schemaPointer}`, attempt]),
  );
  const isListed = (at: string): boolean =>
    attempts.some((other) => other.at === at && ['enum', 'const'].includes(other.keyword));
  // A value of another type is never in a list of values: the list says it all.
  const telling = [...unique.values()].filter(({ at, keyword }) => keyword !== 'type' || !isListed(at));
  return telling.map(({ at, keyword, schemaPointer, values }) => {
    for (const value of values) {
      const violations = check(value);
      const isAlone = violations.every((entry) => entry.keyword === keyword && entry.at === at);
      if (violations[0] && isAlone) return { at, keyword, schemaPointer, value, violation: violations[0] };
    }
    return { at, keyword, schemaPointer };
  });
}

function walk(context: SchemaContext, pointer: string, root: Json, at: string, value: Json, depth: number): Attempt[] {
  if (depth > DEEPEST) return [];
  const facets = toFacets(context, pointer, value);
  const replace = (next: Json): Json => setAt(structuredClone(root), at, next) as Json;
  const own = facets.flatMap(({ pointer: place, schema }) =>
    Object.keys(breakers)
      .filter((name) => schema[name] !== undefined)
      .map((name) => ({
        at,
        keyword: violationKeywords[name] ?? name,
        schemaPointer: place + toPointer([name]),
        values: breakers[name]!(schema, value).map(replace),
      })),
  );
  return [
    ...own.filter(({ values, keyword }) => values.length > 0 || keyword !== 'uniqueItems'),
    ...inside(context, facets, root, at, value, depth),
  ];
}

function inside(
  context: SchemaContext,
  facets: readonly Facet[],
  root: Json,
  at: string,
  value: Json,
  depth: number,
): Attempt[] {
  if (Array.isArray(value)) {
    const items = facets.find(({ schema }) => isObject(schema['items']));
    if (!items || value.length === 0) return [];
    return walk(context, `${items.pointer}/items`, root, `${at}/0`, value[0] as Json, depth + 1);
  }
  if (!isObject(value)) return [];
  const missing = facets.flatMap(({ pointer, schema }) =>
    asArray(schema['required'])
      .map(String)
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => ({
        at: at + toPointer([name]),
        keyword: 'required',
        schemaPointer: `${pointer}/required`,
        values: [without(root, at + toPointer([name]))],
      })),
  );
  const closed = facets.flatMap(({ pointer, schema }) =>
    ['additionalProperties', 'unevaluatedProperties']
      .filter((name) => schema[name] === false)
      .map((name) => ({
        at: at + toPointer([UNKNOWN_PROPERTY]),
        keyword: name,
        schemaPointer: pointer + toPointer([name]),
        values: [setAt(structuredClone(root), at + toPointer([UNKNOWN_PROPERTY]), 'hookspec') as Json],
      })),
  );
  const properties = propertyNames(facets)
    .filter((name) => Object.hasOwn(value, name))
    .flatMap((name) => {
      const place = at + toPointer([name]);
      return propertyPointers(facets, name).flatMap((pointer) =>
        walk(context, pointer, root, place, getAt(root, place) as Json, depth + 1),
      );
    });
  return [...missing, ...closed, ...properties];
}

function without(root: Json, at: string): Json {
  const copy = structuredClone(root);
  removeAt(copy, at);
  return copy;
}
