/** What `--infer` makes of a document, for people and as a value of `x-resource` to paste and mend. */
import { inferResources } from '../contract/infer/infer.ts';
import { indexOperations } from '../contract/operations.ts';
import type { Contract, JsonObject } from '../contract/types.ts';
import { asObject, isObject } from '../contract/value.ts';

/** One resource that gets a memory. */
export interface InferredResource {
  readonly name: string;
  readonly path: string;
  /** Roles that are served from memory, e.g. `create`, `list`. */
  readonly roles: readonly string[];
  /** Operations of the collection that are answered without it, because their answers do not fit. */
  readonly without: readonly { readonly role: string; readonly operation: string }[];
}

/** What was inferred, and what was left alone. */
export interface InferredView {
  readonly resources: readonly InferredResource[];
  readonly left: readonly { readonly operation: string; readonly path: string; readonly why: string }[];
  /** The value of `x-resource` that says the same. */
  readonly xResource: JsonObject;
}

/** @returns undefined for a contract that declares its resources itself: nothing is inferred then */
export function toInferredView({ document }: Contract): InferredView | undefined {
  if (document['x-resource'] !== undefined) return undefined;
  const { operations } = indexOperations(document);
  const { resources, left } = inferResources(document, operations);
  const entries = Object.entries(resources).filter(([name]) => name !== 'x-evidence');
  const find = (methods: readonly string[], isWanted: (path: string) => boolean) =>
    methods.flatMap(
      (method) => operations.find((operation) => operation.method === method && isWanted(operation.path)) ?? [],
    )[0];
  return {
    resources: entries.flatMap(([name, entry]) => {
      if (!isObject(entry) || typeof entry['path'] !== 'string') return [];
      const { path } = entry;
      const isPath = (candidate: string) => candidate === path;
      const isItem = (candidate: string) =>
        candidate.startsWith(`${path}/{`) && /^\{[^/{}]+\}$/.test(candidate.slice(path.length + 1));
      const documented = {
        create: find(['post'], isPath),
        list: find(['get'], isPath),
        read: find(['get'], isItem),
        update: find(['patch', 'put'], isItem),
        delete: find(['delete'], isItem),
      };
      const given = asObject(entry['operations']);
      const known = Object.entries(documented).flatMap(([role, operation]) =>
        operation === undefined ? [] : [{ role, operation: operation.id, isServed: given[role] !== false }],
      );
      return [
        {
          name,
          path,
          roles: known.filter(({ isServed }) => isServed).map(({ role }) => role),
          without: known.filter(({ isServed }) => !isServed).map(({ role, operation }) => ({ role, operation })),
        },
      ];
    }),
    left,
    xResource: resources,
  };
}
