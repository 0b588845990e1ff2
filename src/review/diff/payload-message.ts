/** What a difference between two schemas says, in one sentence. */
import { getAt, toPointer } from '../../contract/pointer.ts';
import type { Json, JsonObject } from '../../contract/types.ts';
import { asArray } from '../../contract/value.ts';
import type { SchemaDifference } from './prove/comparison.ts';

const LONGEST = 80;

/** One sentence: what was, what is. @param base the normalised documents */
export function describeDifference(difference: SchemaDifference, base: JsonObject, head: JsonObject): string {
  const { keyword, at, kind } = difference;
  const was = valueAt(base, difference.basePointer);
  const is = valueAt(head, difference.headPointer);
  const place = at === '' ? 'The value' : at;
  const member = memberOf(difference) || place;
  if (difference.form !== undefined) return describeForm(difference.form, place, at, kind);
  if (difference.presence !== undefined) return describePresence(difference, difference.presence);
  if (keyword === 'required')
    return `${member} is ${kind === 'narrowed' || kind === 'added' ? 'required' : 'optional'} now.`;
  if (keyword === 'properties') return `${member} is ${kind === 'removed' || kind === 'narrowed' ? 'gone' : 'new'}.`;
  if (keyword === 'enum') return describeEnum(place, asArray(was), asArray(is), was, is);
  if (keyword === 'oneOf' || keyword === 'anyOf') return describeUnion(place, was, is);
  if (was === undefined) return `${place} has ${keyword} ${show(is)} now.`;
  if (is === undefined) return `${place} has no ${keyword} any more; it was ${show(was)}.`;
  return `${place} has ${keyword} ${show(is)} now; it was ${show(was)}.`;
}

/** Where in the value a difference shows: at a member that is required, new or gone, else at the value that a keyword is about. */
export function memberOf({ at, name, keyword, presence }: SchemaDifference): string {
  const isMember = keyword === 'required' || keyword === 'properties' || presence !== undefined;
  if (name === undefined || !isMember) return at;
  return at + toPointer([name]);
}

function describePresence({ at, name = '', keyword }: SchemaDifference, presence: 'new' | 'gone'): string {
  const member = at + toPointer([name]);
  if (keyword === 'required')
    return presence === 'new' ? `${member} is new, and required.` : `${member} is gone; it was required.`;
  return presence === 'new'
    ? `${member} is new; the older version takes no members that it does not name.`
    : `${member} is gone; members that the newer version does not name are refused.`;
}

function describeEnum(
  place: string,
  before: readonly Json[],
  after: readonly Json[],
  was: unknown,
  is: unknown,
): string {
  const minus = (list: readonly Json[], other: readonly Json[]) => list.filter((value) => !other.includes(value));
  if (was === undefined) return `${place} must be one of ${after.map(show).join(', ')} now.`;
  if (is === undefined) return `${place} need not be one of ${before.map(show).join(', ')} any more.`;
  const parts = [
    [minus(before, after), 'may not be', 'any more'] as const,
    [minus(after, before), 'may be', 'now'] as const,
  ].flatMap(([values, verb, end]) => (values.length === 0 ? [] : [`${verb} ${values.map(show).join(' or ')} ${end}`]));
  return `${place} ${parts.join(' and ') || 'has other values'}.`;
}

function describeForm(form: string, place: string, at: string, kind: SchemaDifference['kind']): string {
  if (kind === 'widened') return `${place} may be another form now: ${form}.`;
  return at === '' ? `The form ${form} is gone.` : `${place} has lost the form ${form}.`;
}

function describeUnion(place: string, was: unknown, is: unknown): string {
  if (was === undefined) return `${place} has to be one of ${asArray(is).length} forms now.`;
  if (is === undefined) return `${place} need not be one of ${asArray(was).length} forms any more.`;
  return `${place} has other forms now.`;
}

function valueAt(document: JsonObject, pointer: string | undefined): unknown {
  return pointer === undefined ? undefined : getAt(document, pointer);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
