/** From the flat errors of the compiler to violations that a reader can act on. */
import { toPointer } from './pointer.ts';
import { MARK, type Origin } from './schema-marks.ts';
import { toMessage } from './schema-messages.ts';
import { chooseBranch } from './schema-unions.ts';
import type { Json, JsonObject, Violation } from './types.ts';

/** An error as the compiler gives it. */
export interface RawError {
  readonly keyword: string;
  /** JSON pointer of the value. */
  readonly at: string;
  readonly params: { readonly [name: string]: Json | undefined };
  /** The rewritten schema that holds the keyword. */
  readonly schema: unknown;
  readonly value: unknown;
  /** Set when the error is about this property's name. */
  readonly propertyName?: string;
}

/** Tells where a rewritten schema came from. */
export type FindOrigin = (schema: object) => Origin | undefined;

/** An error, or a union that no branch of fits with the errors of each branch. */
type Node = { readonly error: RawError; readonly branches?: readonly (readonly Node[])[] };

/** Errors that are told of one value. A list of half a million wrong items would cost seconds, and nobody reads it. */
const MAX_ERRORS = 1000;

/**
 * Violations of one value: each named by the property at fault, each union told as its most likely branch,
 * without duplicates, in the order of the schema.
 * @param place part of the request, and a pointer to put before every `at`
 */
export function toViolations(
  errors: readonly RawError[],
  origin: FindOrigin,
  place: { readonly in?: Violation['in']; readonly at?: string },
): Violation[] {
  const base = place.at ?? '';
  const [first] = errors;
  // The usual case: one thing is wrong, so there is no union to explain and nothing to tell twice.
  if (first && errors.length === 1) {
    const violation = toViolation(first, origin);
    return [{ ...violation, in: place.in ?? 'body', at: base + violation.at }];
  }
  const unique = new Map<string, Violation>();
  // The last error closes the outermost union; it alone is left where a union had no room for its branches.
  const told = errors.length > MAX_ERRORS ? translate(toTree(errors.slice(0, MAX_ERRORS)), origin) : undefined;
  const violations = told?.length === 0 ? [toViolation(errors.at(-1)!, origin)] : told;
  for (const violation of violations ?? translate(toTree(errors), origin)) {
    const { at, keyword, message } = violation;
    const key = JSON.stringify([at, keyword, message]);
    if (!unique.has(key)) unique.set(key, { ...violation, in: place.in ?? 'body', at: base + at });
  }
  return [...unique.values()];
}

/** Marks bracket the errors of a union's branches, the union's own error closes them. */
function toTree(errors: readonly RawError[]): Node[] {
  const root: Node[] = [];
  const open: Node[][][] = [];
  for (const error of errors) {
    const list = open.at(-1)?.at(-1) ?? root;
    if (error.keyword === MARK) {
      const index = (error.schema as Record<string, unknown>)[MARK];
      if (index === 0) open.push([[]]);
      else open.at(-1)?.push([]);
    } else if (error.keyword === 'anyOf' || error.keyword === 'oneOf') {
      const branches = open.pop() ?? [];
      (open.at(-1)?.at(-1) ?? root).push({ error, branches });
    } else list.push({ error });
  }
  return root;
}

function translate(nodes: readonly Node[], origin: FindOrigin): Violation[] {
  const told = nodes.filter(({ error }) => !isWrapper(error, origin));
  // A wrapper's error only repeats that something inside is wrong; alone it is all there is.
  const kept = told.length === 0 ? nodes : told;
  return kept.flatMap(({ error, branches }) => {
    if (!branches) return [toViolation(error, origin)];
    const translated = branches.map((branch) => translate(branch, origin));
    const own = toViolation(error, origin);
    return chooseBranch(error, own, translated, originOf(error, origin)?.discriminator);
  });
}

function isWrapper(error: RawError, origin: FindOrigin): boolean {
  if (error.keyword === 'if' || error.keyword === 'propertyNames') return true;
  return error.keyword === 'not' && originOf(error, origin)?.role === 'contains';
}

function originOf(error: RawError, origin: FindOrigin): Origin | undefined {
  return error.schema !== null && typeof error.schema === 'object' ? origin(error.schema) : undefined;
}

function toViolation(error: RawError, origin: FindOrigin): Violation {
  const found = originOf(error, origin);
  const never = found?.role === 'never';
  const base = found?.pointer ?? '';
  return {
    in: 'body',
    at: error.at + toPointer(propertyAtFault(error)),
    keyword: error.keyword === 'x-public-address' ? 'publicAddress' : error.keyword,
    message: never ? 'is not allowed' : toMessage(error),
    schemaPointer: never ? base : base + toPointer([error.keyword]),
    params: toParams(error.params),
  };
}

/** The property that an error of its parent is really about. */
function propertyAtFault({ keyword, params, propertyName }: RawError): string[] {
  const names: Readonly<Record<string, Json | undefined>> = {
    required: params.missingProperty,
    dependentRequired: params.missingProperty,
    additionalProperties: params.additionalProperty,
    unevaluatedProperties: params.unevaluatedProperty,
    propertyNames: params.propertyName,
  };
  const name = propertyName ?? (Object.hasOwn(names, keyword) ? names[keyword] : undefined);
  return typeof name === 'string' ? [name] : [];
}

function toParams(params: RawError['params']): JsonObject {
  return Object.fromEntries(Object.entries(params).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
