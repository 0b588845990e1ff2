/**
 * How a delivery is signed, as data. One shape covers every common construction, so that a provider is a
 * value and never a branch in code.
 */
export interface SignatureScheme {
  /** Header that carries the signature. */
  readonly header: string;
  readonly algorithm: SignatureAlgorithm;
  /** How the signature is written. */
  readonly encoding: 'hex' | 'base64';
  readonly secret: SecretForm;
  readonly format: HeaderFormat;
  /** Where the accompanying time is. Absent: the scheme has none. */
  readonly timestamp?: SignatureTimestamp;
  /** Header that carries the delivery id, for schemes that sign `$id`. Absent: the caller gives it. */
  readonly id?: { readonly header: string };
  /** Signed bytes: literals and `$body $form $timestamp $id $url $header.X`, joined without a separator. */
  readonly content: readonly string[];
}

/** Keyed hashes (RFC 2104) and Ed25519 (RFC 8032). */
export type SignatureAlgorithm = HmacAlgorithm | 'ed25519';

/** HMAC with one of the three hashes in use. */
export type HmacAlgorithm = 'hmac-sha256' | 'hmac-sha1' | 'hmac-sha512';

/** How the secret text becomes the key; `prefix` is cut off first when `strip` is true. */
export interface SecretForm {
  readonly decode: 'utf8' | 'base64' | 'hex';
  readonly prefix: string;
  readonly strip: boolean;
  /** `ed25519` only: the prefix of a public key, where it differs from that of the private one. */
  readonly publicPrefix?: string;
}

/**
 * Header value: the bare signature, a constant prefix and it, or a list such as `t=…,v1=…`. The first two may name the
 * text between several signatures.
 */
export type HeaderFormat =
  | { readonly style: 'plain'; readonly separator?: string }
  | { readonly style: 'prefix'; readonly prefix: string; readonly separator?: string }
  | {
      readonly style: 'pairs';
      readonly separator: string;
      readonly assign: string;
      readonly timestamp?: string;
      readonly signature: string;
    };

/** Time that travels with a delivery; `toleranceSeconds` is absent where the provider documents none. */
export interface SignatureTimestamp {
  readonly in: 'pairs' | 'header';
  readonly header?: string;
  readonly unit: 'seconds' | 'milliseconds' | 'iso8601';
  readonly toleranceSeconds?: number;
}
