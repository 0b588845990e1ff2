/** Sends an event to a receiver by itself: no mock, no stored endpoint. */
import { requireEventPayload } from '../contract/event-payload.ts';
import { createRandom } from '../contract/template.ts';
import type { Contract } from '../contract/types.ts';
import type { Attempt } from './attempt.ts';
import { systemClock, type Clock } from './clock.ts';
import { createDispatcher } from './dispatch.ts';
import type { Job } from './job.ts';
import { createAttemptLog } from './log.ts';
import type { Reach } from './reach.ts';
import { createSender } from './send.ts';
import { inReverse, senderFaults, withFault, type Expected, type SenderFaultName } from './sender-fault.ts';
import type { Forward } from './targets.ts';

/** Options of {@link triggerEvent}. */
export interface TriggerOptions {
  readonly contract: Contract;
  readonly event: string;
  /** URL of the receiver. */
  readonly to: string;
  /** Secrets that sign; none: nothing is signed. */
  readonly secrets?: readonly string[] | undefined;
  /** Sent instead of the event's example, or of what its schema makes. */
  readonly payload?: unknown;
  /** Put into the payload: JSON pointer → value. */
  readonly set?: Readonly<Record<string, unknown>> | undefined;
  /** How many events, one after the other. Default 1. */
  readonly count?: number | undefined;
  readonly fault?: SenderFaultName | undefined;
  readonly forward?: readonly Forward[] | undefined;
  /** Default `loopback`. */
  readonly reach?: Reach | undefined;
  /** Ids repeat with the same seed. Default: other ones each time. */
  readonly seed?: number | undefined;
  readonly clock?: Clock | undefined;
}

/** An event that was sent. */
export interface Triggered {
  readonly attempt: Attempt;
  /** What a right receiver does with it. */
  readonly expected: Expected;
  /** Why the fault decides less than it usually does, e.g. because the contract does not say how old a delivery may be. */
  readonly because?: string;
  readonly isRight: boolean;
}

/** Seconds beyond the tolerance that a stale delivery is old, and its age where the contract tolerates any. */
const STALE = 3600;

/**
 * Sends events, built and signed as the contract says, and tells whether the receiver did what it should.
 * @throws RangeError when the contract has no such event
 * @throws HookspecError Usage when there is no payload, and none can be made
 * @throws SigningError when a secret does not fit the contract's scheme
 */
export async function triggerEvent(options: TriggerOptions): Promise<Triggered[]> {
  const { contract, fault, clock = systemClock } = options;
  const event = contract.events.find(({ name }) => name === options.event);
  if (event && options.payload === undefined) requireEventPayload(contract, event);
  // Of one delivery there is no wrong order.
  const count = Math.max(options.count ?? 1, fault === 'reorder' ? 2 : 1);
  const scheme = contract.behaviour.signature;
  const age = fault === 'stale' ? ((scheme?.timestamp?.toleranceSeconds ?? 0) + STALE) * 1000 : 0;
  const send = createSender();
  const dispatcher = createDispatcher({
    clock: { now: () => clock.now() - age },
    random: createRandom(options.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!),
    log: createAttemptLog(),
    send: fault === 'reorder' ? inReverse(send, count) : fault ? withFault(send, fault, scheme?.header) : send,
    ...(options.forward && { forward: options.forward }),
    reach: options.reach,
  });
  const job: Job = {
    contract,
    event: options.event,
    endpoint: { id: 'trigger', resource: '', tenant: '', url: options.to, secrets: options.secrets ?? [] },
    ...(options.payload !== undefined && { payload: options.payload }),
    set: { ...options.set, ...(fault === 'oversize' && { '/_padding': 'x'.repeat(1024 * 1024) }) },
    retry: false,
  };
  const { expected, ...reason } = toExpected(fault, {
    isSigned: scheme !== undefined && (options.secrets ?? []).length > 0,
    ...scheme,
  });
  const attempts: Attempt[] = [];
  if (fault === 'reorder') {
    attempts.push(...(await Promise.all(Array.from({ length: count }, () => dispatcher.deliver(job)))).reverse());
  } else {
    for (let number = 0; number < count; number++) attempts.push(await dispatcher.deliver(job));
  }
  return attempts.map((attempt) => ({ attempt, expected, ...reason, isRight: judge(attempt, expected) }));
}

function toExpected(
  fault: SenderFaultName | undefined,
  { isSigned, timestamp }: { readonly isSigned: boolean; readonly timestamp?: { readonly toleranceSeconds?: number } },
): Pick<Triggered, 'expected' | 'because'> {
  if (fault === undefined) return { expected: 'accepted' };
  // Without a signature nobody can tell what was altered on the way, and without a tolerance nothing is too old.
  if (fault === 'bad-signature' && !isSigned)
    return { expected: 'accepted', because: 'nothing is signed, so there is no signature to alter' };
  const because = fault === 'stale' ? whyAnyAge(isSigned, timestamp) : undefined;
  return because === undefined
    ? { expected: senderFaults[fault].expected }
    : { expected: 'accepted or refused', because };
}

/** Why nobody can say that a delivery is too old; undefined where the contract does. */
function whyAnyAge(
  isSigned: boolean,
  timestamp: { readonly toleranceSeconds?: number } | undefined,
): string | undefined {
  if (!timestamp) return 'deliveries of the contract carry no time';
  if (timestamp.toleranceSeconds === undefined) return 'the contract does not say how old a delivery may be';
  return isSigned ? undefined : 'nothing is signed';
}

function judge({ responseStatus: status }: Attempt, expected: Expected): boolean {
  const isAccepted = status !== null && status >= 200 && status < 300;
  const isRefused = status !== null && status >= 400 && status < 500;
  if (expected === 'accepted') return isAccepted;
  return expected === 'refused' ? isRefused : isAccepted || isRefused;
}
