/** A valid request that names as few properties as possible. */
import { getAt, removeAt, toPointer } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import { type Input, toRequestPlace } from '../input.ts';
import type { Variant } from '../variants.ts';
import { isValid, type SchemaContext } from '../../contract/instance/facets.ts';
import { toJsonMedia } from './values.ts';

/**
 * Removes every property of the resource that the schema does not want, but one.
 * @returns undefined when nothing can be removed
 */
export function narrow(context: SchemaContext, variant: Variant, input: Input): Input | undefined {
  const schemaPointer = toJsonMedia(variant.operation.requestBody)?.schemaPointer;
  const base = variant.spec?.body ?? '';
  const whole = getAt(input.body, base);
  if (schemaPointer === undefined || !isObject(whole)) return undefined;
  const place = toRequestPlace(variant.id);
  const id = place?.in === 'body' ? place.pointer : undefined;
  const body = structuredClone(input.body);
  let removed = 0;
  let kept = 0;
  for (const name of Object.keys(whole)) {
    const pointer = base + toPointer([name]);
    if (pointer === id) continue;
    const copy = structuredClone(body);
    removeAt(copy, pointer);
    // The first that may go stays: an update that names nothing says nothing.
    if (
      isValid(context, schemaPointer, copy) &&
      (kept > 0 || hasRequired(context, schemaPointer, body, whole, base, id))
    ) {
      removeAt(body, pointer);
      removed += 1;
    } else kept += 1;
  }
  return removed === 0 ? undefined : { ...input, body };
}

/** Whether one of the properties has to stay anyway. */
function hasRequired(
  context: SchemaContext,
  schemaPointer: string,
  body: unknown,
  whole: object,
  base: string,
  id: string | undefined,
): boolean {
  return Object.keys(whole).some((name) => {
    const pointer = base + toPointer([name]);
    if (pointer === id) return false;
    const copy = structuredClone(body);
    removeAt(copy, pointer);
    return !isValid(context, schemaPointer, copy);
  });
}
