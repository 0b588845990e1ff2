/** How old a delivery may be. */
import type { SignatureScheme } from '../../signing/scheme.ts';

/** Seconds beyond the tolerance. */
export const BEYOND = 3600;

/** Why the age of a delivery cannot be judged; undefined where it can. */
export function whyNoTolerance({ timestamp }: SignatureScheme): string | undefined {
  if (!timestamp) return 'deliveries carry no time';
  return timestamp.toleranceSeconds === undefined ? 'the contract does not say how old a delivery may be' : undefined;
}
