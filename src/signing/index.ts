/**
 * `hookspec/signing`: sign, verify and explain deliveries by WebCrypto. No dependency and nothing of Node: it runs in
 * browsers, workers, Deno, Bun and Node. `hookspec/signing/sync` has the same functions without promises, for Node.
 */
export type { Cause } from './cause.ts';
export type { RawBody } from './content.ts';
export { SigningError, type SigningErrorCode } from './error.ts';
export type { ExplainOptions, Explanation } from './explanation.ts';
export type { HeaderSource } from './headers.ts';
export { presets, presetSources, type Preset, type PresetName } from './presets.ts';
export type { HeaderFormat, SecretForm, SignatureAlgorithm, SignatureScheme, SignatureTimestamp } from './scheme.ts';
export type { Signed, SignOptions } from './sign-steps.ts';
export { toScheme, type SchemeInput } from './to-scheme.ts';
export type { Refusal, Verdict, VerifyFailure } from './verdict.ts';
export type { VerifyOptions } from './verify-steps.ts';
export { explain, sign, verify } from './later.ts';
