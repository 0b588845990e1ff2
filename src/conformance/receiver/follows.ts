/** Which faults of a receiver follow from which others: only the cause is told. */
import type { ReceiverCode } from './codes.ts';

/** Cause → what follows from it. */
const FOLLOWS: Readonly<Partial<Record<ReceiverCode, readonly ReceiverCode[]>>> = {
  SignatureNotVerified: [
    'UnsignedAccepted',
    'EmptySignatureAccepted',
    'SignatureComparedInPart',
    'TruncatedSignatureAccepted',
    'LongerSignatureAccepted',
    'AlteredBodyAccepted',
    'AlteredIdAccepted',
    'OtherSecretAccepted',
    'GuessableSecretAccepted',
    'WrongAlgorithmAccepted',
    'WrongPrefixAccepted',
    'WrongHeaderAccepted',
    'SignatureListAccepted',
    'AlteredTimestampAccepted',
    'StaleTimestampAccepted',
    'FutureTimestampAccepted',
    'MalformedTimestampAccepted',
    'MissingTimestampAccepted',
    'RetiredSecretAccepted',
    'ForgeryHandled',
  ],
  UnsignedAccepted: ['EmptySignatureAccepted', 'WrongHeaderAccepted', 'MissingTimestampAccepted', 'ForgeryHandled'],
  OtherSecretAccepted: ['GuessableSecretAccepted', 'RetiredSecretAccepted', 'ForgeryHandled'],
  SignatureComparedInPart: ['TruncatedSignatureAccepted', 'LongerSignatureAccepted', 'ForgeryHandled'],
  TruncatedSignatureAccepted: ['EmptySignatureAccepted', 'ForgeryHandled'],
  AlteredTimestampAccepted: ['MalformedTimestampAccepted', 'MissingTimestampAccepted', 'ForgeryHandled'],
  StaleTimestampAccepted: [
    'FutureTimestampAccepted',
    'MalformedTimestampAccepted',
    'MissingTimestampAccepted',
    'ForgeryHandled',
  ],
  RawBodyNotVerified: ['NonAsciiRefused'],
  GoodDeliveryRefused: ['DocumentedHeaderRefused', 'ExampleRefused'],
  ForgeryFails: ['EmptyBodyFails'],
  MalformedBodyFails: ['EmptyBodyFails', 'WrongContentTypeFails', 'InvalidUtf8Fails'],
  DuplicateRefused: ['RetryRefused'],
  OutOfOrderRefused: ['RetryRefused', 'ToleratedTimestampRefused'],
  DeliveryHandledTwice: ['DuplicateHandledTwice', 'RetryHandledTwice', 'CopiesHandledTwice'],
  DuplicateHandledTwice: ['RetryHandledTwice', 'CopiesHandledTwice'],
  DistinctDeliveryDropped: ['DeliveryNotHandled'],
};

/** For each code that was found its cause, where another found one is it. */
export function findCauses(found: readonly ReceiverCode[]): ReadonlyMap<ReceiverCode, ReceiverCode> {
  const codes = new Set(found);
  const causes = new Map<ReceiverCode, ReceiverCode>();
  for (const [cause, effects] of Object.entries(FOLLOWS) as [ReceiverCode, readonly ReceiverCode[]][]) {
    if (!codes.has(cause)) continue;
    for (const effect of effects) if (codes.has(effect) && !causes.has(effect)) causes.set(effect, cause);
  }
  return causes;
}
