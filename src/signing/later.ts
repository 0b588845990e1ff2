/** Signs, verifies and explains by WebCrypto, whose answers come later. */
import { toExplanation } from './explain-steps.ts';
import type { ExplainOptions, Explanation } from './explanation.ts';
import { toSigned, type Signed, type SignOptions } from './sign-steps.ts';
import type { Verdict } from './verdict.ts';
import { toVerdict, type VerifyOptions } from './verify-steps.ts';
import { performLater } from './work-later.ts';
import { runAsync } from './work.ts';

/**
 * Signs raw bytes. The body must be sent exactly as it was signed.
 * @throws SigningError what was given cannot be signed; see its codes
 * @example (await sign({ scheme, secret: 'whsec_…', body })).headers
 */
export function sign(options: SignOptions): Promise<Signed> {
  return runAsync(toSigned(options), performLater);
}

/**
 * Verifies the signature over the raw body, in constant time, then the age. Never fails for what a sender can cause.
 * @param options `body` must be the bytes as received, never a parsed and re-serialised copy
 * @example const verdict = await verify({ scheme: presets.github, secrets, body, headers: request.headers });
 */
export function verify(options: VerifyOptions): Promise<Verdict> {
  return runAsync(toVerdict(options), performLater);
}

/**
 * Says why a delivery verifies or not. For developers: an answer to a sender must not hold it.
 * @example (await explain({ scheme, secrets, body, headers })).cause
 */
export function explain(options: ExplainOptions): Promise<Explanation> {
  return runAsync(toExplanation(options), performLater);
}
