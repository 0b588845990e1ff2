/** Query parameters that have the name of a property filter a list that was inferred; a declared one says itself what it does. */
import type { Resource, RoleSpec } from '../../contract/behaviour.ts';
import { evaluate, type Scope } from '../../contract/expression.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { propertiesOf } from '../../contract/infer/shapes.ts';
import type { Contract, Operation } from '../../contract/types.ts';
import type { StoredResource } from '../collection.ts';

/** Keeps the resources that a request asks for; the same list where it asks for none in particular. */
export type ListFilter = (rows: readonly StoredResource[], scope: Scope) => readonly StoredResource[];

const ALL: ListFilter = (rows) => rows;

/**
 * Prepares the filter of a list. A property equals what is sent, a list of them has it. A parameter with a default is left
 * alone: nobody can tell whether it was sent.
 */
export function createInferredFilter(
  contract: Contract,
  { name, schema }: Pick<Resource, 'name' | 'schema'>,
  { page }: Pick<RoleSpec, 'page'>,
  { parameters }: Pick<Operation, 'parameters'>,
): ListFilter {
  if (contract.evidence(toPointer(['x-resource', name]))?.kind !== 'inferred') return ALL;
  const properties = propertiesOf(contract.document, schema);
  const paging: readonly unknown[] = [page?.size, page?.from];
  const filters = parameters
    .filter((parameter) => parameter.in === 'query' && properties.has(parameter.name))
    .filter(({ schemaPointer }) => getAt(contract.document, `${schemaPointer}/default`) === undefined)
    .map((parameter) => ({ at: toPointer([parameter.name]), value: `$request.query.${parameter.name}` }))
    .filter(({ value }) => !paging.includes(value));
  if (filters.length === 0) return ALL;
  return (rows, scope) => {
    const sent = filters.flatMap(({ at, value }) => {
      const wanted = evaluate(value, scope);
      return wanted === undefined || wanted === null || wanted === '' ? [] : [{ at, wanted: toTexts(wanted) }];
    });
    if (sent.length === 0) return rows;
    return rows.filter((row) =>
      sent.every(({ at, wanted }) => toTexts(getAt(row.value, at)).some((text) => wanted.includes(text))),
    );
  };
}

/** Texts to compare: what travels in a query is text. */
function toTexts(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((entry) => (entry === undefined || typeof entry === 'object' ? [] : [String(entry)]));
}
