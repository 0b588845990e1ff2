/** What stands above a resource, as `/hooks/{hook_id}` above `/hooks/{hook_id}/rules`: its id is a part of every request. */
import type { Expression, Resource } from '../contract/behaviour.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { bind, type Input, readInput } from './input.ts';
import type { Variant } from './variants.ts';

/** A resource that a request names besides its own. */
export interface Parent {
  readonly resource: Resource;
  /** Where its id travels. */
  readonly id: Expression;
}

/** Ids of parents by the name of their resource. */
export type ParentIds = Readonly<Record<string, string>>;

/**
 * The resources whose ids stand in a path before the one of its own.
 * @param own name of the path parameter that addresses the operation's own resource; absent: none does
 */
export function findParents(contract: Contract, operation: Operation, own?: string): Parent[] {
  const tokens = operation.path.split('/');
  return tokens.flatMap((token, index): Parent[] => {
    const name = /^\{([^{}]+)\}$/.exec(token)?.[1];
    if (name === undefined || name === own) return [];
    const resource = findByItem(contract, tokens.slice(0, index + 1).join('/'));
    return resource ? [{ resource, id: `$request.path.${name}` }] : [];
  });
}

/** The resource that a path ending with an id addresses, whatever its parameters are called. */
function findByItem({ behaviour, operations }: Contract, path: string): Resource | undefined {
  return behaviour.resources.find(
    ({ kind, operations: roles }) =>
      kind === 'collection' &&
      [roles.read, roles.update, roles.delete].some((spec) => {
        const item = operations.find(({ id }) => id === spec?.operation)?.path;
        return item?.endsWith('}') === true && toForm(item) === toForm(path);
      }),
  );
}

/** A path without the names of its parameters. */
export function toForm(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}');
}

/** The input below these parents; unchanged where it has none, or they are not known. */
export function bindParents(input: Input, { parents = [] }: Variant, ids: ParentIds): Input {
  return parents.reduce((result, { resource, id }) => {
    const value = ids[resource.name];
    return value === undefined ? result : bind(result, id, value);
  }, input);
}

/** The ids of the parents that an input names. */
export function readParents(input: Input, { parents = [] }: Variant): ParentIds {
  const entries = parents.map(({ resource, id }) => [resource.name, readInput(input, id)] as const);
  return Object.fromEntries(entries.flatMap(([name, id]) => (id === undefined ? [] : [[name, String(id)]])));
}
