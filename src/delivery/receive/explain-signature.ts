/** Why the signature of a delivery is not valid, by name. */
import type { Contract } from '../../contract/types.ts';
import { explain } from '../../signing/explain.ts';
import type { Explanation } from '../../signing/explanation.ts';
import type { Arrival } from './judge-delivery.ts';

/** What is said of it: the name of the cause, whether a signature proves it, a sentence, and what to do. */
export type SignatureCause = Pick<Explanation, 'cause' | 'isProved' | 'message' | 'advice'>;

/** Bytes of a body; longer ones would take too long to try in every spelling. */
const MOST = 256 * 1024;

/** @returns undefined where there is nothing to say: no scheme, no secret, a long body */
export function explainSignature(
  { behaviour: { signature: scheme } }: Contract,
  secrets: readonly string[],
  { headers, body, url }: Arrival,
  now: number,
): SignatureCause | undefined {
  if (!scheme || secrets.length === 0 || body.length > MOST) return undefined;
  const { cause, isProved, message, advice } = explain({ scheme, secrets, headers, body, url, now: new Date(now) });
  return cause && { cause, isProved, message, ...(advice !== undefined && { advice }) };
}
