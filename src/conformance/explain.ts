/** Which faults follow from others: a server that has the cause shows the consequences, too. */
import { parsePointer } from '../contract/pointer.ts';
import type { Contract } from '../contract/types.ts';
import type { Finding } from '../report/finding.ts';
import { readAddressedId } from './addressed-id.ts';
import type { Collector, Source } from './collector.ts';
import type { FindingCode } from './codes.ts';
import type { Exchange } from './exchange.ts';

/** One way in which faults follow from a fault. */
interface Consequence {
  readonly by: readonly FindingCode[];
  readonly explains: readonly FindingCode[];
  /** How far it reaches. */
  readonly over: 'operation' | 'resource' | 'run';
  /** Further conditions on both. */
  when?(cause: Source, effect: Source, facts: Facts): boolean;
}

/** What else is known after a run. */
interface Facts {
  readonly contract: Contract;
  readonly exchanges: readonly Exchange[];
}

/** A valid request was refused, and a check took that for what it was looking for. */
const REFUSED: readonly FindingCode[] = [
  'CharsetRefused',
  'ChunkedBodyNotRead',
  'ContinueNotSent',
  'EncodedPathNotFound',
  'HeaderCaseSensitive',
  'SchemeCaseSensitive',
];

/** What is told from which resources there are. */
const STATE: readonly FindingCode[] = [
  'DeletedStillReadable',
  'IdReused',
  'LimitNotEnforced',
  'LimitNotFreed',
  'LimitShared',
  'LimitTooLow',
  'ListDisagrees',
  'ListOrderWrong',
  'PageWrong',
  'ParentNotSeparated',
  'RefusedCreateKept',
  'ResourceChanged',
  'ResourceListedAfterDelete',
  'ResourceListedTwice',
  'ResourceNotListed',
  'ResourceNotReadable',
  'UniquenessNotEnforced',
  'UniquenessNotFreed',
  'UniquenessTooStrict',
  'WrongResource',
];

/** What a read of a value shows wrongly when the wrong resource, or none, is shown. */
const VALUES: readonly FindingCode[] = ['ValueNotKept', 'UpdateNotMerged', 'UpdateNotReplaced', 'FailedUpdateApplied'];

const CONSEQUENCES: readonly Consequence[] = [
  {
    by: ['IdReused', 'IdMissing'],
    explains: [...STATE, ...VALUES, ...REFUSED, 'WrongOutcome', 'TenantNotIsolated', 'ValidRequestRefused'],
    over: 'resource',
  },
  // An id that is not what the contract says finds nothing.
  {
    by: ['SchemaViolation', 'ServerOwnedPropertyAccepted'],
    explains: [...STATE, ...VALUES, ...REFUSED, 'WrongOutcome', 'ValidRequestRefused', 'UnknownIdAccepted'],
    over: 'resource',
    when: (cause) => isAboutId(cause),
  },
  // A member of the error that the schema forbids is also not that of the outcome.
  {
    by: ['SchemaViolation'],
    explains: ['WrongOutcome'],
    over: 'run',
    when: ({ draft }, effect) =>
      (draft.exchange?.response.status ?? 0) >= 400 && draft.responsePointer === effect.draft.responsePointer,
  },
  // What is missing or of another type cannot be what was written.
  {
    by: ['SchemaViolation'],
    explains: [...VALUES, 'ListDisagrees', 'SecretMissing', 'TimestampNotMoved', 'TimestampWrong', 'DefaultNotApplied'],
    over: 'resource',
    when: isSameProperty,
  },
  {
    by: ['ResourceNotReadable', 'LimitTooLow', 'LimitNotFreed', 'ValidRequestRefused', 'UniquenessTooStrict'],
    explains: [...REFUSED, 'WrongOutcome', 'RefusedCreateKept'],
    over: 'resource',
    when: (cause, effect) =>
      REFUSED.includes(effect.draft.code) ||
      effect.draft.code === 'RefusedCreateKept' ||
      cause.draft.exchange?.response.status === effect.draft.exchange?.response.status,
  },
  {
    by: ['ResourceNotListed', 'ResourceListedTwice', 'PageWrong'],
    explains: ['LimitNotEnforced', 'RefusedCreateKept', 'ResourceChanged', 'TenantNotIsolated', 'ListOrderWrong'],
    over: 'resource',
  },
  // What cannot be read is not known to exist.
  {
    by: [
      'Utf8Invalid',
      'BodyUnreadable',
      'BodyTruncated',
      'BodyMissing',
      'ByteOrderMark',
      'ResponseMalformed',
      'NoAnswer',
    ],
    explains: ['LimitTooLow', 'RefusedCreateKept', 'ResourceChanged', 'LimitShared'],
    over: 'resource',
  },
  // Every id is answered with success, those that were deleted or belong to others included.
  {
    by: ['UnknownIdAccepted'],
    explains: ['DeletedStillReadable', 'DeletedStillWritable', 'DeletedTwice', 'TenantNotIsolated'],
    over: 'operation',
  },
  { by: ['UnknownIdAccepted'], explains: ['ParentNotSeparated'], over: 'operation' },
  // A write that gives a resource another id: what was created is not found under its own any more.
  {
    by: ['WrongResource'],
    explains: ['ResourceNotReadable', 'ResourceNotListed', 'ListDisagrees', 'ValidRequestRefused', ...REFUSED],
    over: 'resource',
    when: (cause, effect) => isWrite(cause) && (!isRefusal(effect) || statusOf(effect) === 404),
  },
  // A read that shows another resource shows other values.
  {
    by: ['WrongResource'],
    explains: [...VALUES, 'ResourceChanged', 'DefaultNotApplied'],
    over: 'resource',
    when: (cause) => !isWrite(cause),
  },
  // What no operation finds under its id is not there for any of them, nor for a list.
  {
    by: ['ResourceNotReadable'],
    explains: ['ResourceNotReadable', 'ValidRequestRefused', 'ResourceNotListed', 'LimitTooLow', 'LimitNotFreed'],
    over: 'resource',
    when: (cause, effect, facts) => {
      if (effect.draft.code.startsWith('Limit') || effect.draft.code === 'ResourceNotListed')
        return !wasReached(cause, facts);
      const isGone = roleOf(cause) === 'read' || !wasReached(cause, facts);
      return isGone && statusOf(cause) === statusOf(effect) && !wasReached(effect, facts);
    },
  },
  // What cannot be deleted counts for every limit.
  {
    by: ['ResourceNotReadable'],
    explains: ['LimitTooLow', 'LimitNotFreed', 'ValidRequestRefused'],
    over: 'resource',
    when: (cause, effect) => roleOf(cause) === 'delete' && roleOf(effect) === 'create' && statusOf(effect) === 409,
  },
  // A list that shows what is gone is longer than it should be.
  { by: ['ResourceListedAfterDelete', 'ResourceListedTwice'], explains: ['PageWrong'], over: 'resource' },
  { by: ['DeletedStillReadable'], explains: ['ResourceListedAfterDelete', 'DeletedStillWritable'], over: 'resource' },
  {
    by: ['TenantNotIsolated'],
    explains: ['WrongTokenAccepted'],
    over: 'operation',
    when: (_, { case: { check } }) => check === 'near-token',
  },
  {
    by: ['ValidatedBeforeAuthentication', 'FoundBeforeAuthentication'],
    explains: ['WrongOutcome', 'StatusUndocumented'],
    over: 'resource',
    when: (_, { draft }) => draft.key?.startsWith('unauthenticated ') === true,
  },
  {
    by: ['HeadDiffers'],
    explains: ['ContentLengthWrong', 'BodyUnexpected'],
    over: 'operation',
    when: (_, { draft }) => draft.exchange?.request.method === 'HEAD',
  },
  // What a read changes is changed after every write as well.
  {
    by: ['ResourceChanged'],
    explains: [...VALUES, 'ListDisagrees'],
    over: 'resource',
    when: (cause, effect) => ['read', 'list'].includes(roleOf(cause) ?? '') && isSameProperty(cause, effect),
  },
  // What is shown otherwise than the create told is not what the server sets, either.
  { by: ['ResourceChanged'], explains: ['DefaultNotApplied'], over: 'resource', when: isSameProperty },
  // A schema may know the one right value of what never changes.
  { by: ['ImmutablePropertyChanged'], explains: ['SchemaViolation'], over: 'resource', when: isSameProperty },
  // A header of a quota that is no number counts nothing either, and an id of another form is another one.
  {
    by: ['HeaderInvalid', 'HeaderMissing'],
    explains: ['RateLimitHeadersWrong', 'RequestIdDiffers', 'RequestIdRepeated'],
    over: 'run',
    when: ({ draft: { key = '' } }, { draft: { message } }) =>
      key.split(' ').some((name) => name.includes('-') && message.toLowerCase().includes(name)),
  },
  { by: ['FilterTooStrict'], explains: ['DeliveryLogMissing'], over: 'operation' },
  // What answers every path answers that with a slash too.
  { by: ['UnknownPathAccepted'], explains: ['PathMisread'], over: 'run' },
  { by: ['ServerError'], explains: ['HeadDiffers', 'NoAnswer', 'ConnectionBroken'], over: 'operation' },
];

/**
 * @returns fingerprint of a finding that follows → fingerprint of its cause. A warning explains no error.
 */
export function explain(
  collector: Collector,
  contract: Contract,
  exchanges: readonly Exchange[] = [],
): ReadonlyMap<string, string> {
  const findings = collector.findings();
  const causes = new Map<string, string>();
  for (const [index, effect] of findings.entries()) {
    const cause = findings.find(
      (other, place) =>
        follows(collector, { contract, exchanges }, other, effect) &&
        (other.code === effect.code ? place < index : place !== index),
    );
    if (cause) causes.set(effect.fingerprint, cause.fingerprint);
  }
  // Two faults that explain each other are both kept.
  for (const [effect, cause] of causes) if (causes.get(cause) === effect) causes.delete(effect);
  return causes;
}

function follows(collector: Collector, facts: Facts, cause: Finding, effect: Finding): boolean {
  if (cause.severity === 'warning' && effect.severity === 'error') return false;
  const [first, second] = [collector.sourceOf(cause.fingerprint), collector.sourceOf(effect.fingerprint)];
  if (!first || !second) return false;
  // Several checks may see the same property change.
  if (first.draft.code === 'ResourceChanged' && second.draft.code === 'ResourceChanged')
    return propertyOf(first) !== '' && propertyOf(first) === propertyOf(second) && isSameResource(first, second);
  return CONSEQUENCES.some(({ by, explains, over, when }) => {
    if (!by.includes(first.draft.code) || !explains.includes(second.draft.code)) return false;
    if (first === second) return false;
    if (over === 'operation' && cause.operation !== effect.operation) return false;
    if (over === 'resource' && !isSameResource(first, second)) return false;
    return when?.(first, second, facts) ?? true;
  });
}

function roleOf({ draft, exchanges }: Source): string | undefined {
  return (draft.exchange ?? draft.sent ?? exchanges.at(-1))?.variant.role;
}

function statusOf({ draft }: Source): number | undefined {
  return draft.exchange?.response.status;
}

/** Whether any operation has found what the effect does not find: then it is there, and its absence explains nothing. */
function wasReached({ draft, exchanges: own }: Source, { exchanges }: Facts): boolean {
  const missed = draft.exchange ?? own.at(-1);
  const id = missed && readAddressedId(missed);
  if (id === undefined) return false;
  return exchanges.some(
    (other) =>
      other.response.status < 300 &&
      other.variant.id !== undefined &&
      other.variant.role !== 'delete' &&
      other.variant.resource?.name === missed!.variant.resource?.name &&
      readAddressedId(other) === id,
  );
}

function isWrite(source: Source): boolean {
  return ['update', 'rotate'].includes(roleOf(source) ?? '');
}

/** Whether a valid request was refused, as opposed to answered wrongly. */
function isRefusal({ draft }: Source): boolean {
  return draft.code === 'ValidRequestRefused' || REFUSED.includes(draft.code);
}

function isSameResource(first: Source, second: Source): boolean {
  const [one, other] = [resourceOf(first), resourceOf(second)];
  return one !== undefined && one === other;
}

function resourceOf({ draft, exchanges }: Source): string | undefined {
  const { variant } = draft.exchange ?? draft.sent ?? exchanges.at(-1) ?? {};
  return variant?.resource?.name;
}

function isSameProperty(cause: Source, effect: Source): boolean {
  return propertyOf(cause) !== '' && propertyOf(cause) === propertyOf(effect);
}

/** Last name in a response pointer. */
function propertyOf({ draft }: Source): string {
  return parsePointer(draft.responsePointer ?? '').findLast((token) => !/^\d+$/.test(token)) ?? '';
}

function isAboutId({ draft }: Source): boolean {
  const property = draft.exchange?.variant.resource?.id?.property;
  return property !== undefined && draft.responsePointer?.endsWith(property) === true;
}
