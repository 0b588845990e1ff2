/** What a caller can get wrong when signing; `verify` reports the same codes instead of throwing them. */

/**
 * Code of a {@link SigningError}:
 * - `EmptySecret`: no secret, or one without any bytes
 * - `MalformedSecret`: the secret is not in the encoding that the scheme names, or no key of its algorithm
 * - `MissingPart`: the signed content needs an id, URL or header that was not given
 * - `MalformedBody`: the body is neither bytes nor text, but a parsed value for instance
 * - `Unsupported`: this platform lacks the algorithm
 */
export type SigningErrorCode = 'EmptySecret' | 'MalformedSecret' | 'MissingPart' | 'MalformedBody' | 'Unsupported';

/** Thrown by `sign` when its input cannot be signed. */
export class SigningError extends Error {
  readonly code: SigningErrorCode;

  /**
   * @param code which kind of mistake
   * @param message one sentence: what is wrong; never a secret
   */
  constructor(code: SigningErrorCode, message: string) {
    super(message);
    this.name = 'SigningError';
    this.code = code;
  }
}
