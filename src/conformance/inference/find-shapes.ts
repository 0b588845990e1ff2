/** Objects and lists of objects in a body, from its schema. */
import { toPointer } from '../../contract/pointer.ts';
import { createSchemaCompiler } from '../../contract/schema.ts';
import type { Contract } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';
import { propertyNames, propertyPointers, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';

/** An object, or a list of objects, somewhere in a body. */
export interface Shape {
  readonly kind: 'object' | 'list';
  /** JSON pointer in the body. */
  readonly at: string;
  /** Properties of the object or of the entries. */
  readonly names: readonly string[];
  /** The property that looks like an id. */
  readonly id?: string;
}

/** An envelope has few levels. */
const DEEPEST = 3;

/** Shapes of a schema, the outermost first. */
export function findShapes(contract: Contract, schemaPointer: string): Shape[] {
  const context = { contract, compiler: createSchemaCompiler(contract) };
  return visit(context, schemaPointer, '', 0).toSorted((a, b) => depth(a) - depth(b));
}

function visit(context: SchemaContext, pointer: string, at: string, level: number): Shape[] {
  if (level > DEEPEST) return [];
  const facets = toFacets(context, pointer);
  // Each branch of a union is a shape of its own: one operation can serve an object and a list.
  const branches = facets.flatMap((facet) =>
    ['oneOf', 'anyOf'].flatMap((key) =>
      asArray(facet.schema[key]).map((_, index) => `${facet.pointer}/${key}/${index}`),
    ),
  );
  const others = branches.filter((branch) => !facets.some((facet) => facet.pointer === branch));
  const found = others.flatMap((branch) => visit(context, branch, at, level + 1));
  const items = facets.find(({ schema }) => isObject(schema['items']));
  if (items) {
    const names = propertyNames(toFacets(context, `${items.pointer}/items`));
    return names.length > 0 ? [toShape('list', at, names), ...found] : found;
  }
  const names = propertyNames(facets);
  if (names.length === 0) return found;
  const inside = names.flatMap((name) =>
    propertyPointers(facets, name).flatMap((place) => visit(context, place, at + toPointer([name]), level + 1)),
  );
  return [toShape('object', at, names), ...found, ...inside];
}

function toShape(kind: Shape['kind'], at: string, names: readonly string[]): Shape {
  const id = names.find((name) => name === 'id') ?? names.find((name) => /(_id|Id)$/.test(name));
  return { kind, at, names, ...(id !== undefined && { id }) };
}

function depth({ at }: Shape): number {
  return at.split('/').length;
}
