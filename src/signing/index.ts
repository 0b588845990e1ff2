/** `hookspec/signing`: sign and verify deliveries. No dependency; usable in any receiver, on Node or not. */
export { SigningError, type SigningErrorCode } from './error.ts';
export type { HeaderSource } from './headers.ts';
export type { HeaderFormat, SignatureScheme, SignatureTimestamp } from './scheme.ts';
export { sign, type Signed, type SignOptions } from './sign.ts';
export { verify, type Verdict, type VerifyFailure, type VerifyOptions } from './verify.ts';
