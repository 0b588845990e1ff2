/** Payloads that mean the same and look different, and payloads that are just valid. */
import { getTokens, parsePointer, removeTokens, toPointer } from '../../contract/pointer.ts';
import type { EventSpec } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import type { Delivery } from './delivery.ts';
import type { ReceiverRun } from './receiver-check.ts';

/** The payload of a delivery. */
export function readPayload({ body }: Pick<Delivery, 'body'>): unknown {
  return JSON.parse(Buffer.from(body).toString()) as unknown;
}

/** What a payload breaks of the schema of its event; nothing where there is no schema. */
export function isValidPayload(
  { compiler }: Pick<ReceiverRun, 'compiler'>,
  { body }: EventSpec,
  payload: unknown,
): boolean {
  if (body?.schemaPointer === undefined) return true;
  return compiler.compile(body.schemaPointer, 'response')(payload).length === 0;
}

/** The payload with the members of every object in the opposite order. */
export function reverseMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseMembers);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reverseMembers(member)]));
}

/** JSON of the same value in which letters are escapes, and integers are written with a fraction. */
export function spellOddly(value: unknown): string {
  if (typeof value === 'string') {
    const [first = ''] = value;
    const escape = first.length === 1 ? `\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}` : first;
    return `"${escape}${JSON.stringify(value.slice(first.length)).slice(1, -1).replaceAll('/', '\\/')}"`;
  }
  if (typeof value === 'number') return Number.isSafeInteger(value) ? `${value}.0` : JSON.stringify(value);
  if (Array.isArray(value)) return `[ ${value.map(spellOddly).join(' , ')} ]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)} : ${spellOddly(member)}`)
    .join(' , ')} }`;
}

/**
 * The payload without any member that its schema can do without.
 * @param kept pointers of members that stay
 */
export function toMinimal(
  run: Pick<ReceiverRun, 'compiler'>,
  event: EventSpec,
  payload: unknown,
  kept: readonly string[],
): unknown {
  let minimal = structuredClone(payload);
  for (const pointer of listMembers(payload).reverse()) {
    if (kept.some((other) => `${other}/`.startsWith(`${pointer}/`))) continue;
    const tokens = parsePointer(pointer);
    const smaller = structuredClone(minimal);
    // A member in a list has no name to miss.
    if (Array.isArray(getTokens(smaller, tokens.slice(0, -1)))) continue;
    removeTokens(smaller, tokens);
    if (isValidPayload(run, event, smaller)) minimal = smaller;
  }
  return minimal;
}

/** Pointers of all members, outer ones first. */
function listMembers(value: unknown, tokens: readonly string[] = []): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const inner = [...tokens, key];
    return [toPointer(inner), ...listMembers(member, inner)];
  });
}

/** Pointers of all texts. */
export function listTexts(value: unknown): string[] {
  return listMembers(value).filter((pointer) => typeof getTokens(value, parsePointer(pointer)) === 'string');
}
