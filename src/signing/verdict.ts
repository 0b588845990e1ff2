/** What `verify` answers. */
import type { SigningErrorCode } from './error.ts';

/**
 * Why a delivery is not valid:
 * - `MissingHeader`: no signature header, or none of the id that is signed
 * - `MalformedHeader`: it is there, but not in the form of the scheme
 * - `MissingTimestamp`, `MalformedTimestamp`: the time that is signed or must be checked
 * - `SignatureMismatch`: none of the signatures belongs to these bytes and secrets
 * - `StaleTimestamp`, `FutureTimestamp`: signed rightly, but outside the tolerance
 * - the codes of a {@link SigningError}: what the caller gave cannot be used
 */
export type VerifyFailure =
  | 'MissingHeader'
  | 'MalformedHeader'
  | 'MissingTimestamp'
  | 'MalformedTimestamp'
  | 'SignatureMismatch'
  | 'StaleTimestamp'
  | 'FutureTimestamp'
  | SigningErrorCode;

/** Verdict of `verify`; `message` is one sentence without secrets or signatures. */
export type Verdict = { readonly valid: true } | Refusal;

/** A verdict that is not valid. */
export interface Refusal {
  readonly valid: false;
  readonly code: VerifyFailure;
  readonly message: string;
}

/** A verdict that is not valid. */
export function refuse(code: VerifyFailure, message: string): Refusal {
  return { valid: false, code, message };
}
