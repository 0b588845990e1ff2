/** Members of an object that have no name in its schema but a schema of their own: a map. */
import { toPointer } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { asObject, isObject } from '../../contract/value.ts';
import type { Facet, SchemaContext } from '../../contract/instance/facets.ts';
import { toInstance } from '../../contract/instance/instance.ts';
import { toNames } from './maps.ts';

/** One member of a map. */
export interface AdditionalMember {
  readonly name: string;
  readonly value: Json;
  /** JSON pointer of its schema in the contract document. */
  readonly schemaPointer: string;
}

/** For each schema with `additionalProperties` one member: the first that is there, else a new one. */
export function findAdditional(
  context: SchemaContext,
  facets: readonly Facet[],
  value: Readonly<Record<string, Json>>,
): AdditionalMember[] {
  return facets.flatMap(({ pointer, schema }) => {
    if (!isObject(schema['additionalProperties'])) return [];
    const declared = asObject(schema['properties']);
    const name = Object.keys(value).find((key) => !Object.hasOwn(declared, key)) ?? toNames(context, facets, 1)[0];
    const schemaPointer = pointer + toPointer(['additionalProperties']);
    if (name === undefined) return [];
    const member = Object.hasOwn(value, name) ? value[name] : toInstance(context, schemaPointer, { full: true });
    return member === undefined ? [] : [{ name, value: member, schemaPointer }];
  });
}

/** The object with so many members; undefined where not enough names are known. */
export function grow(
  context: SchemaContext,
  facets: readonly Facet[],
  value: Readonly<Record<string, Json>>,
  length: number,
): Record<string, Json> | undefined {
  const missing = length - Object.keys(value).length;
  const [member] = findAdditional(context, facets, value);
  const sample = member?.value ?? Object.values(value)[0] ?? 'hookspec';
  const names = missing > 0 ? toNames(context, facets, missing, Object.keys(value)) : [];
  if (names.length < missing) return undefined;
  return { ...value, ...Object.fromEntries(names.map((name) => [name, sample])) };
}
