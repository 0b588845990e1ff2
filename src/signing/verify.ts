/** Verifies a delivery as a scheme says. Untrusted input never throws. */
import { toSignedContent, type ContentParts } from './content.ts';
import { decode } from './encoding.ts';
import { SigningError, type SigningErrorCode } from './error.ts';
import { getHeader, type HeaderSource } from './headers.ts';
import { parseHeaderValue, type HeaderValue } from './header-value.ts';
import { createMac, isEqual } from './hmac.ts';
import type { SignatureScheme } from './scheme.ts';
import { toKey } from './secret.ts';
import { parseTimestamp } from './timestamp.ts';

/**
 * Why a delivery is not valid:
 * - `MissingHeader`: no signature header
 * - `MalformedHeader`: it is there, but not in the form of the scheme
 * - `MissingTimestamp`, `MalformedTimestamp`: the time that is signed or must be checked
 * - `SignatureMismatch`: none of the signatures belongs to these bytes and secrets
 * - `StaleTimestamp`, `FutureTimestamp`: signed rightly, but outside the tolerance
 * - `EmptySecret`, `MalformedSecret`, `MissingPart`: what the caller gave cannot be used
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

/** Input of {@link verify}. */
export interface VerifyOptions extends Omit<ContentParts, 'timestamp' | 'headers'> {
  readonly scheme: SignatureScheme;
  /** Any of these may have signed, e.g. two while a rotation overlaps. */
  readonly secrets: string | readonly string[];
  readonly headers: HeaderSource;
  /** Default: the system's time. */
  readonly now?: Date | undefined;
  /** Default: the scheme's own; none there: the age is not checked. Schemes without a time ignore it. */
  readonly toleranceSeconds?: number | undefined;
}

/** Verdict of {@link verify}; `message` is one sentence without secrets or signatures. */
export type Verdict =
  | { readonly valid: true }
  | { readonly valid: false; readonly code: VerifyFailure; readonly message: string };

/**
 * Verifies the signature over the raw body, in constant time, then the age.
 * @param options `body` must be the bytes as received, never a parsed and re-serialised copy
 */
export function verify(options: VerifyOptions): Verdict {
  const { scheme, headers } = options;
  const text = getHeader(headers, scheme.header);
  if (text === undefined) return fail('MissingHeader', `The header ${scheme.header} is missing`);
  const value = parseHeaderValue(scheme.format, text);
  if (typeof value === 'string') return fail('MalformedHeader', `The header ${scheme.header} ${value}`);
  const timestamp = readTimestamp(options, value);
  if ('valid' in timestamp) return timestamp;
  const failure = checkSignatures(options, value.signatures, timestamp.text);
  return failure ?? checkAge(options, timestamp.time);
}

function readTimestamp(
  options: VerifyOptions,
  value: HeaderValue,
): { text?: string; time?: number } | (Verdict & { valid: false }) {
  const { scheme, headers } = options;
  // A time that is neither signed nor checked decides nothing, so its absence is no fault.
  if (!scheme.timestamp || (!scheme.content.includes('$timestamp') && toTolerance(options) === undefined)) return {};
  const { in: place, header, unit } = scheme.timestamp;
  const text = place === 'pairs' ? value.timestamp : getHeader(headers, header ?? '');
  const name = place === 'pairs' ? `timestamp in the header ${scheme.header}` : `header ${header}`;
  if (text === undefined) return fail('MissingTimestamp', `The ${name} is missing`);
  const time = parseTimestamp(text, unit);
  if (time === undefined)
    return fail('MalformedTimestamp', `The ${name} is not a time in ${unit === 'iso8601' ? 'ISO 8601' : unit}`);
  return { text, time };
}

function checkSignatures(
  options: VerifyOptions,
  signatures: readonly string[],
  timestamp: string | undefined,
): Verdict | undefined {
  const { scheme } = options;
  const received = signatures.map((text) => decode(text, scheme.encoding)).filter((bytes) => bytes !== undefined);
  try {
    const content = toSignedContent(scheme.content, { ...options, timestamp });
    const expected = toKeys(options).map((key) => createMac(scheme.algorithm, key, content));
    const wellFormed = received.filter((bytes) => bytes.length === expected[0]!.length);
    if (wellFormed.length === 0) {
      return fail(
        'MalformedHeader',
        `The header ${scheme.header} holds no ${scheme.encoding} signature of ${expected[0]!.length} bytes`,
      );
    }
    // Every pair is compared, so that the time does not tell which secret or signature came close.
    const matches = wellFormed.flatMap((bytes) => expected.map((mac) => isEqual(bytes, mac)));
    return matches.includes(true)
      ? undefined
      : fail('SignatureMismatch', 'The signature does not belong to this body and secret');
  } catch (error) {
    if (error instanceof SigningError) return fail(error.code, error.message);
    throw error;
  }
}

function toKeys({ scheme, secrets }: VerifyOptions): Uint8Array[] {
  const texts = typeof secrets === 'string' ? [secrets] : secrets;
  if (texts.length === 0) throw new SigningError('EmptySecret', 'No secret was given');
  return texts.map((secret) => toKey(secret, scheme.secret));
}

function checkAge(options: VerifyOptions, time: number | undefined): Verdict {
  const tolerance = toTolerance(options);
  if (time === undefined || tolerance === undefined) return { valid: true };
  const age = ((options.now ?? new Date()).getTime() - time) / 1000;
  if (age > tolerance)
    return fail('StaleTimestamp', `The delivery is ${Math.floor(age)} s old, allowed are ${tolerance} s`);
  if (-age > tolerance)
    return fail(
      'FutureTimestamp',
      `The delivery is ${Math.floor(-age)} s ahead of the clock, allowed are ${tolerance} s`,
    );
  return { valid: true };
}

function toTolerance({ scheme, toleranceSeconds }: VerifyOptions): number | undefined {
  return toleranceSeconds ?? scheme.timestamp?.toleranceSeconds;
}

function fail(code: VerifyFailure, message: string): Verdict & { valid: false } {
  return { valid: false, code, message };
}
