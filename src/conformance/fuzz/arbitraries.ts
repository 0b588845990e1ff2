/** Generators of changes and of parameters, from their schemas; simple values first, so that failures shrink to them. */
import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  oneof,
  record,
  string,
} from 'fast-check';
import { toPointer } from '../../contract/pointer.ts';
import type { Json, Parameter } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';
import { isUrl } from '../values/vary.ts';
import {
  type Facet,
  keyword,
  propertyNames,
  propertyPointers,
  type SchemaContext,
  toFacets,
} from '../../contract/instance/facets.ts';
import type { Edit } from './edits.ts';
import type { Program } from './program.ts';
import { hostileNames, hostileNumbers, hostileTexts, hostileValues } from './hostile.ts';

const DEEPEST = 4;
/** Longest generated text; longer ones are among the hostile. */
const LONGEST = 200;

/** Any character but half a pair. Ranges keep shrinking simple; fast-check's own unit takes seconds to set up. */
const anyCharacter = oneof(integer({ min: 0, max: 0x2ff }), integer({ min: 0x300, max: 0x1_ffff })).map((code) =>
  code >= 0xd800 && code <= 0xdfff ? 'a' : String.fromCodePoint(code),
);

/** Up to three changes to a valid value: parts with other values, parts left out, properties that nobody declared. */
function toEdits(context: SchemaContext, pointer: string, value: Json): Arbitrary<Edit[]> {
  const places = findPlaces(context, pointer, value, '', 0);
  const change = oneof(
    { weight: 6, arbitrary: constantFrom(...places).chain((place) => toEdit(context, place)) },
    {
      weight: 1,
      arbitrary: constantFrom(...places).map(({ at }): Edit => ({ at, value: at === '' ? {} : undefined })),
    },
    {
      weight: 1,
      arbitrary: record({ name: constantFrom(...hostileNames), value: hostile() }).map(
        ({ name, value: next }): Edit => ({ at: toPointer([name]), value: next }),
      ),
    },
  );
  return array(change, { minLength: 1, maxLength: 3 });
}

/** A body of a role, and where its schema is. */
export interface Base {
  readonly pointer: string;
  readonly body: Json;
}

/** A create, and up to three updates where there are any. */
export function toPrograms(context: SchemaContext, create: Base, update: Base | undefined): Arbitrary<Program> {
  const updates = update
    ? array(toEdits(context, update.pointer, update.body), { maxLength: 3 })
    : constant<Edit[][]>([]);
  return record({ create: oneof(constant<Edit[]>([]), toEdits(context, create.pointer, create.body)), updates });
}

/** Texts for one or two of the parameters. */
export function toQuery(context: SchemaContext, parameters: readonly Parameter[]): Arbitrary<Record<string, Json>> {
  const pair = constantFrom(...parameters).chain(({ name, schemaPointer }) =>
    toParameterText(context, schemaPointer).map((value) => [name, value] as const),
  );
  return array(pair, { minLength: 1, maxLength: 2 }).map((pairs) => Object.fromEntries(pairs));
}

function toParameterText(context: SchemaContext, pointer: string | undefined): Arbitrary<Json> {
  const values = pointer === undefined ? string() : toValue(context, pointer, undefined, 0);
  return oneof(values, constantFrom(...hostileTexts), constantFrom(...hostileNumbers)).map((value) =>
    isObject(value) || Array.isArray(value) ? JSON.stringify(value) : value,
  );
}

/** A part of a body that has no parts with names of their own. */
export interface Place {
  readonly at: string;
  readonly pointer: string;
  readonly value: Json;
}

/** All of them, in the order of the schema. */
export function findPlaces(context: SchemaContext, pointer: string, value: Json, at = '', depth = 0): Place[] {
  const own: Place = { at, pointer, value };
  if (depth > DEEPEST || !isObject(value)) return [own];
  const facets = toFacets(context, pointer, value);
  const inside = propertyNames(facets)
    .filter((name) => Object.hasOwn(value, name))
    .flatMap((name) =>
      findPlaces(context, propertyPointers(facets, name)[0]!, value[name]!, at + toPointer([name]), depth + 1),
    );
  return inside.length === 0 ? [own] : inside;
}

function toEdit(context: SchemaContext, { at, pointer, value }: Place): Arbitrary<Edit> {
  return oneof({ weight: 3, arbitrary: toValue(context, pointer, value, 0) }, { weight: 1, arbitrary: hostile() }).map(
    (next) => ({ at, value: next }),
  );
}

function hostile(): Arbitrary<Json> {
  return oneof(constantFrom(...hostileTexts), constantFrom(...hostileNumbers), constantFrom(...hostileValues));
}

/** Values that a schema is likely to allow. */
function toValue(context: SchemaContext, pointer: string, base: Json | undefined, depth: number): Arbitrary<Json> {
  const facets = toFacets(context, pointer, base);
  const listed = asArray(keyword(facets, 'enum'));
  if (listed.length > 0) return constantFrom(...listed);
  const types = [keyword(facets, 'type')].flat().map(String);
  const [type] = types.filter((name) => name !== 'null');
  const some = ofType(context, facets, type, base, depth);
  return types.includes('null')
    ? oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: constant(null) })
    : some;
}

function ofType(
  context: SchemaContext,
  facets: readonly Facet[],
  type: string | undefined,
  base: Json | undefined,
  depth: number,
): Arbitrary<Json> {
  if (depth > DEEPEST) return constant(null);
  if (type === 'boolean') return boolean();
  if (type === 'integer') return integer(toRange(facets));
  if (type === 'number') return double({ ...toRange(facets), noNaN: true, noDefaultInfinity: true });
  if (type === 'array') {
    const items = facets.find(({ schema }) => isObject(schema['items']));
    const item = items ? toValue(context, `${items.pointer}/items`, undefined, depth + 1) : hostile();
    return array(item, { minLength: Number(keyword(facets, 'minItems') ?? 0), maxLength: 6 });
  }
  if (type === 'object') return constantFrom<Json>(base ?? {}, {});
  return isUrl(base) ? toUrl(base) : toText(facets);
}

function toRange(facets: readonly Facet[]): { min: number; max: number } {
  const min = Number(keyword(facets, 'minimum') ?? -(2 ** 31));
  return { min, max: Math.max(min, Number(keyword(facets, 'maximum') ?? 2 ** 31 - 1)) };
}

function toText(facets: readonly Facet[]): Arbitrary<Json> {
  const minLength = Math.min(LONGEST, Number(keyword(facets, 'minLength') ?? 0));
  const maxLength = Math.max(minLength, Math.min(LONGEST, Number(keyword(facets, 'maxLength') ?? LONGEST)));
  return oneof(
    string({ minLength, maxLength }),
    string({ unit: anyCharacter, minLength, maxLength: Math.max(minLength, 30) }),
  );
}

/** Another path and query; the host stays, because a server may call what it is told. */
function toUrl(base: string): Arbitrary<string> {
  return record({ path: string({ maxLength: 40 }), query: string({ unit: anyCharacter, maxLength: 10 }) }).map(
    ({ path, query }) => {
      const url = new URL(base);
      url.pathname += `/${encodeURIComponent(path)}`;
      if (query !== '') url.search = `?q=${encodeURIComponent(query)}`;
      return url.href;
    },
  );
}
