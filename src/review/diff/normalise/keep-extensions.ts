/** Our own extensions stay; what others wrote under `x-` says nothing here. */
import { extensionNames } from '../../../contract/extension-names.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { isObject } from '../../../contract/value.ts';
import type { Scope } from './scope.ts';

const NAMES: readonly string[] = [...extensionNames, 'x-sunset'];

/** Copies our extensions of an object; the schemas that they name stay in the document. */
export function keepExtensions(scope: Scope, node: JsonObject, draft: Record<string, Json>): void {
  for (const name of NAMES) {
    if (node[name] === undefined) continue;
    draft[name] = node[name];
    nameSchemas(scope, node[name]);
  }
}

function nameSchemas(scope: Scope, value: Json): void {
  if (typeof value === 'string' && value.startsWith('#/components/schemas/')) {
    const target = scope.follow(value, '');
    if (target !== undefined) scope.nameOf(target);
  } else if (Array.isArray(value)) for (const entry of value as readonly Json[]) nameSchemas(scope, entry);
  else if (isObject(value)) for (const entry of Object.values(value)) nameSchemas(scope, entry);
}
