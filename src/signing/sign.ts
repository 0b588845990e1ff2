/** Signs at once. */
import { toSigned, type Signed, type SignOptions } from './sign-steps.ts';
import { performNow } from './work-now.ts';
import { run } from './work.ts';

export type { Signed, SignOptions };

/**
 * Signs raw bytes. The body must be sent exactly as it was signed.
 * @throws SigningError what was given cannot be signed; see its codes
 * @example sign({ scheme, secret: 'whsec_…', body }).headers
 */
export function sign(options: SignOptions): Signed {
  return run(toSigned(options), performNow);
}
