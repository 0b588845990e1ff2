/** The names of what goes wrong between signing and verifying. */
import type { VerifyFailure } from './verdict.ts';

/** Each cause, and what to do about it. */
export const CAUSES = {
  BodyReserialized: 'Verify the raw bytes of the request, before anything parses them.',
  BodyReencoded: 'Take the body as bytes; somewhere it was read as text in another character set, or its form changed.',
  BodyChanged: 'Compare the bytes that were sent with those that arrived; something on the way changes them.',
  EmptyBody: 'Read the body before it is consumed, once, as bytes; or look why the sender signs nothing.',
  TrailingNewline:
    'Take the body and secret without the newline that an editor, `echo` or a log adds, or keep the one that was sent.',
  Truncated: 'Raise the limit of whatever cuts it: body parser, proxy, database column, copy and paste.',
  WrongSecret: 'Copy the secret of this very endpoint and environment again.',
  SecondSecret: 'Accept both secrets until the rotation is over: secrets: [current, previous].',
  PrefixNotStripped: 'Cut the prefix off the secret before it is used as a key, on the side that keeps it.',
  PrefixStripped: 'Use the whole secret, prefix included, on the side that cuts it off.',
  WrongSecretEncoding: 'Read the text of the secret in the same way on both sides: as it stands, as base64 or as hex.',
  WrongSignatureEncoding: 'Write the signature as the scheme says: hex or base64.',
  WrongAlgorithm: 'Use the same algorithm on both sides.',
  WrongContent: 'Sign and verify the same parts in the same order, with the same text between them.',
  WrongUrl: 'Give the URL as it is registered with the sender; a proxy may change scheme, port or path.',
  OtherHeader: 'Read the header that carries it; a scheme may have an old and a new one.',
  OtherFormat: 'Write the header in the form of the scheme.',
  SecondsForMilliseconds: 'The time is in seconds where milliseconds belong: multiply it by 1000.',
  MillisecondsForSeconds: 'The time is in milliseconds where seconds belong: divide it by 1000.',
  WrongTimestampForm: 'Write the time in the form of the scheme.',
  StaleTimestamp: 'Check the clocks; a retry must be signed anew, and a captured delivery needs a larger tolerance.',
  FutureTimestamp: 'Check the clocks of both sides.',
  MissingHeader: 'See whether a proxy drops the header, and whether the endpoint has a secret at all.',
  MalformedHeader: 'Look at the header: it does not have the form of the scheme.',
  MissingTimestamp: 'See whether a proxy drops the time.',
  MalformedTimestamp: 'Look at the time: it must be whole and nothing but a time.',
  EmptySecret: 'Give the secret; the variable that should hold it may be empty.',
  MalformedSecret: 'Give the secret as the provider shows it.',
  MissingPart: 'Give what is signed beside the body: id, URL or headers.',
  MalformedBody: 'Give the raw body, not a parsed value.',
  Unsupported: 'Use a platform that has the algorithm.',
} as const satisfies Record<Exclude<VerifyFailure, 'SignatureMismatch'> | string, string>;

/** Name of a cause: one of these, or the code of a verdict that says enough. */
export type Cause = keyof typeof CAUSES;

/** A change of one thing under which the delivery would verify. */
export interface Candidate<Options> {
  readonly cause: Cause;
  /** What was signed or sent instead, as the end of the sentence "It verifies …". */
  readonly what: string;
  readonly options: Options;
}
