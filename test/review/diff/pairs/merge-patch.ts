/** JSON Merge Patch: https://www.rfc-editor.org/rfc/rfc7396 */
import type { Json, JsonObject } from '../../../../src/contract/types.ts';
import { isObject } from '../../../../src/contract/value.ts';

/** A document with a patch: `null` removes a member, objects are merged, everything else takes the place of what was. */
export function applyMergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: Record<string, Json> = { ...(isObject(target) ? (target as JsonObject) : {}) };
  for (const [name, value] of Object.entries(patch as JsonObject)) {
    if (value === null) delete merged[name];
    else merged[name] = applyMergePatch(merged[name], value);
  }
  return merged;
}
