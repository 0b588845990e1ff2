/** The `sl-violations` header: what is wrong with a request or response, as JSON. */
import { parsePointer } from '../../contract/pointer.ts';
import type { Violation } from '../../contract/types.ts';

/** One entry of the header. */
export interface ShownViolation {
  /** `request` or `response`, then the place: `body`, `query`, …, and the path within. */
  readonly location: readonly string[];
  readonly severity: string;
  readonly code?: string | number;
  readonly message: string;
}

/** Node refuses header blocks of more than 8 KiB or so; Prism leaves this much for one header. */
const LONGEST = 8 * 1024 - 100;

/** The header for a list of violations; none for an empty list. */
export function toViolationsHeader(violations: readonly ShownViolation[]): Record<string, string> {
  if (violations.length === 0) return {};
  // Characters that no header may carry are escaped, as JSON allows.
  const text = JSON.stringify(violations).replace(
    /[\x7f\u0100-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { 'sl-violations': text.length > LONGEST ? `Too many violations! ${text.slice(0, LONGEST)}` : text };
}

/** Violations in the header's form. */
export function toShown(side: 'request' | 'response', violations: readonly Violation[]): ShownViolation[] {
  return violations.map(({ in: place, at, keyword, message }) => {
    const location = [side, place, ...parsePointer(at)];
    if (!OF_THE_WHOLE.has(keyword)) return { location, severity: 'Error', code: keyword, message };
    const name = location.at(-1)!;
    return { location: location.slice(0, -1), severity: 'Error', code: keyword, message: `${name} ${message}` };
  });
}

/** What is missing or too much is said of the object that should or should not have it. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['required', 'additionalProperties']);
