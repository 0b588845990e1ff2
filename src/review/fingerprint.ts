/** What makes a finding the same one in the next run. */
import { createHash } from 'node:crypto';

/** 16 hex digits. Lines move when a file is edited; rule, place in the document and message do not. */
export function toFingerprint(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
