/** Breaks each constraint of a schema once, and alone: what a correct server has to refuse. */
import { getAt, setAt, removeAt, toPointer } from '../../contract/pointer.ts';
import type { Json, JsonObject, Violation } from '../../contract/types.ts';
import { asArray, asObject, isObject } from '../../contract/value.ts';
import { findAdditional } from './additional.ts';
import { breakMaps } from './broken-maps.ts';
import { withItems } from './list-items.ts';
import { findRelated } from './related.ts';
import { breakers, UNKNOWN_PROPERTY, violationKeywords } from './breakers.ts';
import {
  type Facet,
  keyword as keywordOf,
  propertyNames,
  propertyPointers,
  type SchemaContext,
  toFacets,
} from '../../contract/instance/facets.ts';
import { toInstance } from '../../contract/instance/instance.ts';

/** One constraint of a schema, with a value that breaks it and nothing else. */
export interface BrokenConstraint {
  /** JSON pointer of the constrained part in the value. */
  readonly at: string;
  /** As violations name it. */
  readonly keyword: string;
  /** Which way it is broken, where there are several; '' for the plainest. */
  readonly kind: string;
  /** JSON pointer of the keyword in the contract document. */
  readonly schemaPointer: string;
  /** The whole value; undefined when the constraint cannot be broken alone. */
  readonly value?: Json;
  readonly violation?: Violation;
}

/** A possible wrong value, and what it should be wrong about. */
export interface Attempt extends Pick<BrokenConstraint, 'at' | 'keyword' | 'kind' | 'schemaPointer'> {
  /** Made when they are looked at: each is a copy of the whole value. */
  values(): readonly Json[];
}

const DEEPEST = 6;

/**
 * Every constraint that the schema puts on a valid value, in the order of the schema. A value counts as breaking one
 * only when the compiler reports exactly that keyword at exactly that place.
 * @param only the one that is wanted, for a value like that of an earlier call
 */
export function breakConstraints(
  context: SchemaContext,
  pointer: string,
  valid: Json,
  only?: Pick<BrokenConstraint, 'at' | 'keyword' | 'kind' | 'schemaPointer'>,
): BrokenConstraint[] {
  const check = context.compiler.compile(pointer, 'request');
  const sent = new Set<string>();
  const attempts = walk(context, pointer, valid, '', valid, 0);
  const unique = new Map(attempts.map((attempt) => [nameOf(attempt), attempt]));
  const listAt = (at: string): Attempt | undefined =>
    attempts.find((other) => other.at === at && ['enum', 'const'].includes(other.keyword));
  // A value of another type is never in a list of values: the list says it all. But many let null pass.
  const telling = [...unique.values()].flatMap((attempt): Attempt[] => {
    const list = attempt.keyword === 'type' ? listAt(attempt.at) : undefined;
    if (!list) return [attempt];
    return attempt.kind === 'null' ? [{ ...list, kind: 'null', values: attempt.values }] : [];
  });
  return telling
    .filter((attempt) => only === undefined || nameOf(attempt) === nameOf(only))
    .flatMap(({ values, ...constraint }) => {
      const { at, keyword, kind } = constraint;
      for (const value of values()) {
        const violations = check(value);
        const isAlone = violations.every(
          (entry) => entry.at === at && (entry.keyword === keyword || (kind === 'null' && entry.keyword === 'type')),
        );
        const violation = violations.find((entry) => entry.keyword === keyword);
        if (!violation || !isAlone) continue;
        // Two ways that come to the same value are one.
        const name = JSON.stringify([at, keyword, value]);
        if (kind !== '' && sent.has(name)) return [];
        sent.add(name);
        return [{ ...constraint, value, violation }];
      }
      return kind === '' ? [constraint] : [];
    });
}

function nameOf({ at, keyword, kind, schemaPointer }: Omit<Attempt, 'values'>): string {
  return `${at} ${keyword} ${kind} ${schemaPointer}`;
}

function walk(context: SchemaContext, pointer: string, root: Json, at: string, value: Json, depth: number): Attempt[] {
  if (depth > DEEPEST) return [];
  const facets = toFacets(context, pointer, value);
  const replace = (next: Json): Json => setAt(structuredClone(root), at, next) as Json;
  const own = facets.flatMap(({ pointer: place, schema }) => [
    ...breakers
      .filter(({ keyword }) => schema[keyword] !== undefined)
      .map(({ keyword, kind, make }) => ({
        at,
        keyword: violationKeywords[keyword] ?? keyword,
        kind,
        schemaPointer: place + toPointer([keyword]),
        values: () => make(withItems(context, place, schema), value).map(replace),
      })),
    ...breakList(context, place, schema, at).map((attempt) => ({
      ...attempt,
      values: () => attempt.values().map(replace),
    })),
  ]);
  return [
    ...own.filter(({ values, keyword }) => keyword !== 'uniqueItems' || values().length > 0),
    ...breakUnions(context, facets, at).map((attempt) => ({ ...attempt, values: () => attempt.values().map(replace) })),
    ...inside(context, facets, root, at, value, depth),
    ...breakMaps(context, facets, at, value).map((attempt) => ({
      ...attempt,
      values: () => attempt.values().map(replace),
    })),
  ];
}

/** Words that the contract knows and does not list here: the first and the last of them. */
function breakList(context: SchemaContext, pointer: string, schema: JsonObject, at: string): Attempt[] {
  const related = findRelated(context.contract.document, asArray(schema['enum']));
  return [...new Set([related.at(0), related.at(-1)])].flatMap((word, index) =>
    word === undefined
      ? []
      : [
          {
            at,
            keyword: 'enum',
            kind: index === 0 ? 'known elsewhere' : 'also known elsewhere',
            schemaPointer: `${pointer}/enum`,
            values: () => [word],
          },
        ],
  );
}

/** A value that two branches of `oneOf` take at once. */
function breakUnions(context: SchemaContext, facets: readonly Facet[], at: string): Attempt[] {
  return facets.flatMap(({ pointer, schema }) => {
    const branches = asArray(schema['oneOf']).map((_, index) =>
      toInstance(context, `${pointer}/oneOf/${index}`, { full: true }),
    );
    const objects = branches.filter((branch) => isObject(branch));
    if (objects.length < 2) return [];
    const values = objects.slice(1).map((other) => ({ ...objects[0], ...other }) as Json);
    return [{ at, keyword: 'oneOf', kind: 'both', schemaPointer: `${pointer}/oneOf`, values: () => values }];
  });
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
    // The last of several: some servers look at the first alone, others are content with one that is right.
    const first = value[0] as Json;
    const last = value.length === 1 && canGrow(facets) ? 1 : value.length - 1;
    const grown = last < value.length ? root : (setAt(structuredClone(root), `${at}/${last}`, first) as Json);
    const item = last < value.length ? (value[last] as Json) : first;
    return walk(context, `${items.pointer}/items`, grown, `${at}/${last}`, item, depth + 1);
  }
  if (!isObject(value)) return [];
  const missing = facets.flatMap(({ pointer, schema }) =>
    asArray(schema['required'])
      .map(String)
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => ({
        at: at + toPointer([name]),
        keyword: 'required',
        kind: '',
        schemaPointer: `${pointer}/required`,
        values: () => [without(root, at + toPointer([name]))],
      })),
  );
  const dependent = facets.flatMap(({ pointer, schema }) =>
    Object.entries(asObject(schema['dependentRequired']))
      .filter(([name]) => Object.hasOwn(value, name))
      .flatMap(([, names]) => asArray(names).map(String))
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => ({
        at: at + toPointer([name]),
        keyword: 'dependentRequired',
        kind: '',
        schemaPointer: `${pointer}/dependentRequired`,
        values: () => [without(root, at + toPointer([name]))],
      })),
  );
  const closed = facets.flatMap(({ pointer, schema }) =>
    ['additionalProperties', 'unevaluatedProperties']
      .filter((name) => schema[name] === false)
      .map((name) => ({
        at: at + toPointer([UNKNOWN_PROPERTY]),
        keyword: name,
        kind: '',
        schemaPointer: pointer + toPointer([name]),
        values: () => [setAt(structuredClone(root), at + toPointer([UNKNOWN_PROPERTY]), 'hookspec') as Json],
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
  const additional = findAdditional(context, facets, value).flatMap(({ name, value: member, schemaPointer }) => {
    const place = at + toPointer([name]);
    const grown = Object.hasOwn(value, name) ? root : (setAt(structuredClone(root), place, member) as Json);
    return walk(context, schemaPointer, grown, place, member, depth + 1);
  });
  return [...missing, ...dependent, ...closed, ...properties, ...additional];
}

function canGrow(facets: readonly Facet[]): boolean {
  return Number(keywordOf(facets, 'maxItems') ?? Infinity) > 1;
}

function without(root: Json, at: string): Json {
  const copy = structuredClone(root);
  removeAt(copy, at);
  return copy;
}
