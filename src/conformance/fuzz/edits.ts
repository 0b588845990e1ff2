/** Small changes to a valid value: what a generated request is made of, and what shrinking takes away again. */
import { parsePointer, removeAt, setMember, setTokens } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';

/** One change. */
export interface Edit {
  /** JSON pointer of the part. */
  readonly at: string;
  /** Undefined: the part is left out. */
  readonly value: Json | undefined;
}

/** The value with these changes, one after the other; one whose place is gone does nothing. */
export function applyEdits(value: Json, edits: readonly Edit[]): Json {
  let result: Json = structuredClone(value);
  for (const { at, value: next } of edits) {
    const tokens = parsePointer(at);
    if (next === undefined) removeAt(result, at);
    else if (tokens.length === 1 && isObject(result)) setMember(result as Record<string, unknown>, tokens[0]!, next);
    else if (tokens.length === 0 || isObject(result) || Array.isArray(result))
      result = setTokens(result, tokens, next) as Json;
  }
  return result;
}
