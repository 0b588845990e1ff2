/** Verifies a delivery as a scheme says. Untrusted input never throws. */
import { toSignedContent, type ContentParts } from './content.ts';
import { decode } from './encoding.ts';
import { SigningError } from './error.ts';
import { getHeader, type HeaderSource } from './headers.ts';
import { parseHeaderValue, type HeaderValue } from './header-value.ts';
import { isSigned, toSignatureLength } from './match.ts';
import type { SignatureScheme } from './scheme.ts';
import { parseTimestamp } from './timestamp.ts';
import { refuse, type Refusal, type Verdict } from './verdict.ts';
import type { Steps } from './work.ts';

/** Input of `verify`. */
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

/** A delivery taken apart. */
export interface Delivery {
  /** Signatures as they stand in the header. */
  readonly signatures: readonly string[];
  /** What must have been signed. */
  readonly content: Uint8Array;
  /** Milliseconds since 1970, where a time is signed or must be checked. */
  readonly time: number | undefined;
}

/** The signature over the raw body, then the age. */
export function* toVerdict(options: VerifyOptions): Steps<Verdict> {
  const { scheme, secrets } = options;
  try {
    const delivery = readDelivery(options);
    if ('valid' in delivery) return delivery;
    const length = toSignatureLength(scheme.algorithm);
    const received = delivery.signatures
      .map((text) => decode(text, scheme.encoding))
      .filter((bytes): bytes is Uint8Array => bytes?.length === length);
    const list = typeof secrets === 'string' ? [secrets] : secrets;
    if (yield* isSigned(scheme, list, delivery.content, received)) return checkAge(options, delivery.time);
    return received.length === 0
      ? refuse(
          'MalformedHeader',
          `The header ${scheme.header} holds no ${scheme.encoding} signature of ${length} bytes`,
        )
      : refuse('SignatureMismatch', 'The signature does not belong to this body and secret');
  } catch (error) {
    if (error instanceof SigningError) return refuse(error.code, error.message);
    throw error;
  }
}

/**
 * Takes a delivery apart.
 * @throws SigningError `MissingPart`, `MalformedBody`
 */
export function readDelivery(options: VerifyOptions): Delivery | Refusal {
  const { scheme, headers } = options;
  const text = getHeader(headers, scheme.header);
  if (text === undefined) return refuse('MissingHeader', `The header ${scheme.header} is missing`);
  const value = parseHeaderValue(scheme.format, text);
  if (typeof value === 'string') return refuse('MalformedHeader', `The header ${scheme.header} ${value}`);
  const id = options.id ?? (scheme.id && getHeader(headers, scheme.id.header));
  if (id === undefined && scheme.id && scheme.content.includes('$id'))
    return refuse('MissingHeader', `The header ${scheme.id.header} is missing`);
  const timestamp = readTimestamp(options, value);
  if ('valid' in timestamp) return timestamp;
  const content = toSignedContent(scheme.content, { ...options, id, timestamp: timestamp.text });
  return { signatures: value.signatures, content, time: timestamp.time };
}

function readTimestamp(options: VerifyOptions, value: HeaderValue): { text?: string; time?: number } | Refusal {
  const { scheme, headers } = options;
  // A time that is neither signed nor checked decides nothing, so its absence is no fault.
  if (!scheme.timestamp || (!scheme.content.includes('$timestamp') && toTolerance(options) === undefined)) return {};
  const { in: place, header, unit } = scheme.timestamp;
  const text = place === 'pairs' ? value.timestamp : getHeader(headers, header ?? '');
  const name = place === 'pairs' ? `timestamp in the header ${scheme.header}` : `header ${header}`;
  if (text === undefined) return refuse('MissingTimestamp', `The ${name} is missing`);
  const time = parseTimestamp(text, unit);
  if (time === undefined)
    return refuse('MalformedTimestamp', `The ${name} is not a time in ${unit === 'iso8601' ? 'ISO 8601' : unit}`);
  return { text, time };
}

function checkAge(options: VerifyOptions, time: number | undefined): Verdict {
  const tolerance = toTolerance(options);
  if (time === undefined || tolerance === undefined) return { valid: true };
  const age = ((options.now ?? new Date()).getTime() - time) / 1000;
  if (age > tolerance)
    return refuse('StaleTimestamp', `The delivery is ${Math.floor(age)} s old, allowed are ${tolerance} s`);
  if (-age > tolerance)
    return refuse(
      'FutureTimestamp',
      `The delivery is ${Math.floor(-age)} s ahead of the clock, allowed are ${tolerance} s`,
    );
  return { valid: true };
}

/** Undefined: the age is not checked, and no time is needed for that. */
function toTolerance({ scheme, toleranceSeconds }: VerifyOptions): number | undefined {
  const tolerance = toleranceSeconds ?? scheme.timestamp?.toleranceSeconds;
  return tolerance === Infinity ? undefined : tolerance;
}
