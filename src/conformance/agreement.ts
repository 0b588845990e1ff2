/** Whether both validators see one fault in a value, and the same one. */
import type { JsonObject } from '../contract/types.ts';
import { type Failure, findFailures } from './second-opinion.ts';

/** What is meant to be wrong, and nothing else. */
export interface Target {
  /** JSON pointer of the part in the value; of the property itself where it is missing or too much. */
  readonly at: string;
  /** As our own validator names it. */
  readonly keyword: string;
  /** JSON pointer of the keyword in the contract document. */
  readonly schemaPointer: string;
}

/** Keywords that only pass on what their parts say. */
const APPLICATORS = new Set(
  'allOf anyOf oneOf $ref $dynamicRef properties items prefixItems patternProperties if then else dependentSchemas propertyNames contains'
    .split(' ')
    // A schema that is `false` has no keyword.
    .concat(''),
);
/** A value of another type is in no list of values either. */
const LISTS = new Set(['enum', 'const']);

/** Whether the second validator finds the target broken, and nothing that does not follow from it. */
export async function agrees(
  document: JsonObject,
  schemaPointer: string,
  value: unknown,
  target: Target,
): Promise<boolean> {
  const failures = await findFailures(document, schemaPointer, value);
  if (failures === undefined) return false;
  // An extension of ours is none of its business: everything else has to be right.
  if (target.keyword === 'publicAddress') return failures.length === 0;
  return failures.some((failure) => isTarget(failure, target)) && failures.every((failure) => follows(failure, target));
}

/** Whether the second validator finds the value valid as well. */
export async function agreesValid(document: JsonObject, schemaPointer: string, value: unknown): Promise<boolean> {
  return (await findFailures(document, schemaPointer, value))?.length === 0;
}

function isTarget({ schemaPointer }: Failure, target: Target): boolean {
  return schemaPointer === target.schemaPointer;
}

function follows(failure: Failure, target: Target): boolean {
  if (isTarget(failure, target) || APPLICATORS.has(failure.keyword)) return true;
  const isTypeAndList = [
    [target.keyword, failure.keyword],
    [failure.keyword, target.keyword],
  ].some(([type, list]) => type === 'type' && LISTS.has(list!));
  if (isTypeAndList && failure.at === target.at) return true;
  // Other branches of a union do not fit either.
  return /\/(?:anyOf|oneOf)\/\d+\//.test(failure.schemaPointer);
}
