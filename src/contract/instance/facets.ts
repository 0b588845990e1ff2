/** The schemas that speak of one value together: the schema, what it refers to, and the branches that the value fits. */
import { getAt, toPointer } from '../pointer.ts';
import { pointerOfRef } from '../resolve.ts';
import type { SchemaCompiler } from '../schema.ts';
import type { Direction } from '../schema-direction.ts';
import type { Contract, JsonObject } from '../types.ts';
import { asArray, isObject } from '../value.ts';

/** One schema that holds for a value. */
export interface Facet {
  readonly pointer: string;
  readonly schema: JsonObject;
}

/** What is needed to look schemas up. */
export interface SchemaContext {
  readonly contract: Pick<Contract, 'document'>;
  readonly compiler: SchemaCompiler;
  /** What the values are part of. Default `request`. */
  readonly direction?: Direction;
}

/**
 * Every schema that holds for a value: through `$ref` and `allOf`, and of `anyOf` and `oneOf` the first branch that
 * the value fits; without a value the first branch.
 */
export function toFacets(context: SchemaContext, pointer: string, value?: unknown): Facet[] {
  const found: Facet[] = [];
  const visit = (at: string): void => {
    const schema = getAt(context.contract.document, at);
    if (!isObject(schema) || found.some((facet) => facet.pointer === at)) return;
    found.push({ pointer: at, schema });
    const ref = schema['$ref'];
    const target = typeof ref === 'string' ? pointerOfRef(ref) : undefined;
    if (target !== undefined) visit(target);
    asArray(schema['allOf']).forEach((_, index) => visit(`${at}/allOf/${index}`));
    for (const key of ['anyOf', 'oneOf']) {
      const branches = asArray(schema[key]).map((_, index) => `${at}/${key}/${index}`);
      const fitting = branches.find((branch) => value === undefined || isValid(context, branch, value));
      if (fitting !== undefined) visit(fitting);
    }
  };
  visit(pointer);
  return found;
}

/** Pointers of the schemas of one property; empty when none is declared. */
export function propertyPointers(facets: readonly Facet[], name: string): string[] {
  return facets.flatMap(({ pointer, schema }) =>
    isObject(schema['properties']) && Object.hasOwn(schema['properties'], name)
      ? [pointer + toPointer(['properties', name])]
      : [],
  );
}

/** Names of all declared properties, in the order of the schema. */
export function propertyNames(facets: readonly Facet[]): string[] {
  const names = facets.flatMap(({ schema }) =>
    isObject(schema['properties']) ? Object.keys(schema['properties']) : [],
  );
  return [...new Set(names)];
}

/** The first value that one of the facets has under a keyword. */
export function keyword<T>(facets: readonly Facet[], name: string): T | undefined {
  return facets.find(({ schema }) => schema[name] !== undefined)?.schema[name] as T | undefined;
}

/** Whether a value is valid for the schema at a pointer, in the direction of the context. */
export function isValid({ compiler, direction = 'request' }: SchemaContext, pointer: string, value: unknown): boolean {
  return compiler.compile(pointer, direction)(value).length === 0;
}
