/** `anyOf` and `oneOf`: which branch the sender most likely meant. */
import { toPointer } from './pointer.ts';
import { isRecord } from './schema-keywords.ts';
import type { Discriminator } from './schema-marks.ts';
import { describeType, joinWords, nameType, showValue } from './schema-messages.ts';
import type { RawError } from './schema-violations.ts';
import type { Json, Violation } from './types.ts';

/**
 * The violations to report for a union that a value does not fit: those of the branch that the discriminator
 * names, else of the branch with the fewest. Branches for another type of value, or with another constant in a
 * property, count only when there is no better one. Branches that all want another type become one violation.
 * @param own the violation of the union itself, for a value that fits several branches of `oneOf`
 */
export function chooseBranch(
  error: RawError,
  own: Violation,
  branches: readonly (readonly Violation[])[],
  discriminator?: Discriminator,
): readonly Violation[] {
  if (Array.isArray(error.params.passingSchemas)) return [own];
  const named = discriminator && byDiscriminator(error, own, branches, discriminator);
  if (named) return named;
  const failed = branches.filter((branch) => branch.length > 0);
  const fitting = prefer(failed, (branch) => !branch.some((entry) => isWhole(entry, error.at)));
  if (failed.length > 0 && failed.every((branch) => branch.every((entry) => isWhole(entry, error.at)))) {
    return [mergeWholes(error, own, failed.flat())];
  }
  const tag = fitting.length > 1 && mergeTags(fitting, error.at);
  if (tag) return [tag];
  const meant = prefer(fitting, (branch) => !branch.some((entry) => isTag(entry, error.at)));
  return meant.toSorted((a, b) => a.length - b.length)[0] ?? [own];
}

function byDiscriminator(
  error: RawError,
  own: Violation,
  branches: readonly (readonly Violation[])[],
  { property, branches: byValue }: Discriminator,
): readonly Violation[] | undefined {
  if (!isRecord(error.value) || byValue.size === 0) return undefined;
  const at = own.at + toPointer([property]);
  if (!Object.hasOwn(error.value, property)) {
    return [{ ...own, at, keyword: 'required', message: 'is missing', params: { missingProperty: property } }];
  }
  const value = error.value[property];
  const index = typeof value === 'string' ? byValue.get(value) : undefined;
  if (index !== undefined) return branches[index]?.length ? branches[index] : undefined;
  const values = [...byValue.keys()];
  return [{ ...own, at, keyword: 'discriminator', message: `must be one of ${values.join(', ')}`, params: { values } }];
}

/** Those that satisfy a wish, or all when none does. */
function prefer<T>(items: readonly T[], wish: (item: T) => boolean): readonly T[] {
  const wished = items.filter(wish);
  return wished.length > 0 ? wished : items;
}

/** The value as a whole is of another kind: `type`, or a constant that the value is not. */
function isWhole(entry: Violation, at: string): boolean {
  return entry.at === at && ['type', 'const', 'enum'].includes(entry.keyword);
}

/** A constant of a direct property, such as `kind: { const: card }`, that has another value. */
function isTag(entry: Violation, at: string): boolean {
  const constant = entry.keyword === 'const' || entry.keyword === 'enum';
  return constant && entry.at.startsWith(`${at}/`) && !entry.at.slice(at.length + 1).includes('/');
}

/** `must be one of x, y` when every branch wants its own constant in the same property. */
function mergeTags(branches: readonly (readonly Violation[])[], at: string): Violation | undefined {
  const tags = branches.map((branch) => branch.find((entry) => isTag(entry, at)));
  const first = tags[0];
  if (!first || !tags.every((tag) => tag?.at === first.at)) return undefined;
  const values = tags.flatMap((tag) => (tag!.params.allowedValues ?? [tag!.params.allowedValue]) as Json[]);
  return { ...first, message: `must be one of ${values.map(showValue).join(', ')}`, params: { allowedValues: values } };
}

/** `must be a string or null, got number`, `must be all or an object, got number`. */
function mergeWholes(error: RawError, own: Violation, wholes: readonly Violation[]): Violation {
  const types = wholes.flatMap(({ params }) => (params.type ?? []) as string | string[]);
  const values = wholes.flatMap(({ keyword, params }) =>
    keyword === 'type' ? [] : ((params.allowedValues ?? [params.allowedValue]) as Json[]),
  );
  const words = [...new Set([...values.map(showValue), ...types.map(nameType)])];
  const got = types.length > 0 ? `, got ${describeType(error.value, types)}` : '';
  const message = `must be ${joinWords(words)}${got}`;
  if (values.length > 0) return { ...own, message };
  return { ...wholes[0]!, message, params: { type: [...new Set(types)] } };
}
