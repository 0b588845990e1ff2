/** A short name of a fault that stays the same from run to run. */
import { createHash } from 'node:crypto';

/** 16 hex digits of what makes a fault this one: the contract, the code and its key. */
export function toFingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** A pointer into a body without the places in lists, which change from run to run: index 3 of `/data/3/id` becomes a star. */
export function withoutIndexes(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/*');
}
