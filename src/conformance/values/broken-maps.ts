/** Breaks what is said of an object as a map: how many members it has, and what they are called. */
import { toPointer } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { type Facet, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';
import { findAdditional, grow } from './additional.ts';
import { breakers } from './breakers.ts';
import type { Attempt } from './constraints.ts';
import { namePointers, toNames } from './maps.ts';

/** Larger objects are not sent. */
const MOST_MEMBERS = 1000;

/** Attempts whose values stand for the object itself. */
export function breakMaps(context: SchemaContext, facets: readonly Facet[], at: string, value: Json): Attempt[] {
  return isObject(value) ? [...breakCount(context, facets, at, value), ...breakNames(context, facets, at, value)] : [];
}

function breakCount(
  context: SchemaContext,
  facets: readonly Facet[],
  at: string,
  value: Readonly<Record<string, Json>>,
): Attempt[] {
  return facets.flatMap(({ pointer, schema }) => {
    const most = schema['maxProperties'];
    if (typeof most !== 'number' || most >= MOST_MEMBERS) return [];
    const values = (): Json[] => [grow(context, facets, value, most + 1) ?? value];
    return [{ at, keyword: 'maxProperties', kind: '', schemaPointer: `${pointer}/maxProperties`, values }];
  });
}

/** One member more, of a good value and a wrong name: for each rule of the names. */
function breakNames(
  context: SchemaContext,
  facets: readonly Facet[],
  at: string,
  value: Readonly<Record<string, Json>>,
): Attempt[] {
  const [right] = toNames(context, facets, 1);
  if (right === undefined) return [];
  const [member] = findAdditional(context, facets, value);
  return namePointers(facets).flatMap((pointer) =>
    toFacets(context, pointer, right).flatMap((facet) =>
      breakers
        .filter(({ keyword, kind }) => kind === '' && facet.schema[keyword] !== undefined)
        .flatMap(({ keyword, make }): Attempt[] => {
          const name = make(facet.schema, right).find((text) => isWrong(context, pointer, text, keyword));
          if (typeof name !== 'string') return [];
          return [
            {
              at: at + toPointer([name]),
              keyword,
              kind: 'name',
              schemaPointer: facet.pointer + toPointer([keyword]),
              values: () => [{ ...value, [name]: member?.value ?? 'hookspec' }],
            },
          ];
        }),
    ),
  );
}

/** A name that breaks this rule and no other. */
function isWrong({ compiler }: SchemaContext, pointer: string, name: Json, keyword: string): boolean {
  const violations = compiler.compile(pointer, 'request')(name);
  return violations.length > 0 && violations.every((violation) => violation.keyword === keyword);
}
