/** What a server did, in a few words. */
import { getAt, parsePointer } from '../contract/pointer.ts';
import type { Draft } from './case.ts';
import type { SecretNames } from './secret-names.ts';

/** Characters shown of a value. */
const MOST = 120;

/** The value that the fault points at, else the status. */
export function showReceived({ exchange, responsePointer }: Draft, names: SecretNames): string {
  if (!exchange) return 'no answer';
  const { status, json } = exchange.response;
  if (responsePointer === undefined || responsePointer === '') return String(status);
  return showValue(getAt(json, responsePointer), names.isSecret(parsePointer(responsePointer).at(-1) ?? ''));
}

/** A value as JSON, cut where it is long; `nothing` where there is none. */
export function showValue(value: unknown, isSecret = false): string {
  if (value === undefined) return 'nothing';
  if (isSecret && value !== null && value !== '') return '[secret]';
  const text = JSON.stringify(value);
  return text.length <= MOST ? text : `${text.slice(0, MOST)}… (${text.length - MOST} more characters)`;
}
