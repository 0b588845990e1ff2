/**
 * How a delivery is signed, as data. One shape covers every common construction, so that a provider is a
 * value and never a branch in code.
 */
export interface SignatureScheme {
  /** Header that carries the signature. */
  readonly header: string;
  readonly algorithm: 'hmac-sha256' | 'hmac-sha1' | 'hmac-sha512';
  readonly encoding: 'hex' | 'base64';
  /** How the secret text becomes the key; `prefix` is cut off first when `strip` is true. */
  readonly secret: {
    readonly decode: 'utf8' | 'base64' | 'hex';
    readonly prefix: string;
    readonly strip: boolean;
  };
  readonly format: HeaderFormat;
  /** Where the accompanying time is. Absent: the scheme has none. */
  readonly timestamp?: SignatureTimestamp;
  /** Signed bytes: literals and `$body $timestamp $id $url $header.X`, joined without a separator. */
  readonly content: readonly string[];
}

/** Header value: the bare signature, a constant prefix and it, or a list such as `t=…,v1=…`. */
export type HeaderFormat =
  | { readonly style: 'plain' }
  | { readonly style: 'prefix'; readonly prefix: string }
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
