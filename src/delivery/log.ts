/** The one log of delivery attempts: a ring in memory that forgets the oldest first. */
import type { Attempt, Delivery } from './attempt.ts';

/** Selects attempts. Everything given must match. */
export interface AttemptFilter {
  /** Name of the contract. */
  readonly contract?: string | undefined;
  readonly tenant?: string | undefined;
  /** Id of the endpoint. */
  readonly endpoint?: string | undefined;
}

/** Log of attempts. Its functions need no `this`. */
export interface AttemptLog {
  /** Adds an attempt as the newest. Its `attemptId` must be new; a delivery id belongs to one delivery only. */
  readonly append: (attempt: Omit<Attempt, 'sequence'>) => Attempt;
  /** Writes how an attempt ended into its place; an attempt that was forgotten meanwhile stays forgotten. */
  readonly settle: (attempt: Attempt) => Attempt;
  /** Attempts, newest first. */
  readonly attempts: (filter?: AttemptFilter) => Attempt[];
  /** The latest attempt of each delivery, newest first. */
  readonly deliveries: (filter?: AttemptFilter) => Delivery[];
  /** The latest attempt of a delivery, or the attempt with this `attemptId`. */
  readonly get: (id: string, filter?: AttemptFilter) => Attempt | undefined;
  /** The newest attempt to an endpoint that is not pending. */
  readonly latest: (contract: string, endpoint: string) => Attempt | undefined;
  /** Forgets what matches; everything without a filter. */
  readonly clear: (filter?: AttemptFilter) => void;
}

/**
 * Creates an empty log.
 * @param options `capacity`: attempts kept; default 10,000
 */
export function createAttemptLog({ capacity = 10_000 }: { capacity?: number } = {}): AttemptLog {
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`A log cannot hold ${capacity} attempts`);
  // A Map keeps the order of insertion and replaces in place: a ring whose oldest entry is the first one.
  const entries = new Map<string, Attempt>();
  const byDelivery = new Map<string, Attempt>();
  const byEndpoint = new Map<string, Attempt>();
  let sequence = 0;

  const list = (filter: AttemptFilter = {}) =>
    [...entries.values()].filter((attempt) => matches(attempt, filter)).reverse();

  function index(attempt: Attempt): Attempt {
    entries.set(attempt.attemptId, attempt);
    setNewer(byDelivery, attempt.id, attempt);
    if (attempt.outcome !== 'pending')
      setNewer(byEndpoint, toEndpointKey(attempt.contract, attempt.endpointId), attempt);
    return attempt;
  }

  function forget(attempt: Attempt): void {
    entries.delete(attempt.attemptId);
    if (byDelivery.get(attempt.id) === attempt) byDelivery.delete(attempt.id);
    const key = toEndpointKey(attempt.contract, attempt.endpointId);
    if (byEndpoint.get(key) === attempt) byEndpoint.delete(key);
  }

  return {
    append(input) {
      const attempt = index(Object.freeze({ ...input, sequence: ++sequence }));
      if (entries.size > capacity) forget(entries.values().next().value!);
      return attempt;
    },
    settle(input) {
      const attempt = Object.freeze({ ...input });
      return entries.has(attempt.attemptId) ? index(attempt) : attempt;
    },
    attempts: list,
    deliveries(filter) {
      const groups = Map.groupBy(list(filter), ({ id }) => id);
      return [...groups.values()].map((group) => ({ ...group[0]!, attempts: group.length }));
    },
    get(id, filter = {}) {
      const attempt = byDelivery.get(id) ?? entries.get(id);
      return attempt && matches(attempt, filter) ? attempt : undefined;
    },
    latest: (contract, endpoint) => byEndpoint.get(toEndpointKey(contract, endpoint)),
    clear(filter) {
      for (const attempt of list(filter)) forget(attempt);
    },
  };
}

function setNewer(newest: Map<string, Attempt>, key: string, attempt: Attempt): void {
  if (attempt.sequence >= (newest.get(key)?.sequence ?? 0)) newest.set(key, attempt);
}

function matches(attempt: Attempt, { contract, tenant, endpoint }: AttemptFilter): boolean {
  return (
    (contract === undefined || attempt.contract === contract) &&
    (tenant === undefined || attempt.tenant === tenant) &&
    (endpoint === undefined || attempt.endpointId === endpoint)
  );
}

function toEndpointKey(contract: string, endpoint: string): string {
  return `${contract}\n${endpoint}`;
}
