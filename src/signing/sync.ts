/**
 * `hookspec/signing/sync`: sign, verify and explain deliveries at once, on Node. Elsewhere the keyed hashes are computed
 * in plain arithmetic, slowly, and Ed25519 is missing.
 */
export type { Cause } from './cause.ts';
export type { RawBody } from './content.ts';
export { SigningError, type SigningErrorCode } from './error.ts';
export { explain } from './explain.ts';
export type { ExplainOptions, Explanation } from './explanation.ts';
export type { HeaderSource } from './headers.ts';
export { presets, presetSources, type Preset, type PresetName } from './presets.ts';
export type { HeaderFormat, SecretForm, SignatureAlgorithm, SignatureScheme, SignatureTimestamp } from './scheme.ts';
export { sign, type Signed, type SignOptions } from './sign.ts';
export { toScheme, type SchemeInput } from './to-scheme.ts';
export type { Refusal } from './verdict.ts';
export { verify, type Verdict, type VerifyFailure, type VerifyOptions } from './verify.ts';
