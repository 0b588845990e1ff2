/** The one log of delivery attempts: of those that are over, a ring in memory forgets the oldest first. */
import type { Attempt, Delivery } from './attempt.ts';
import type { Shelf } from './shelf.ts';

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
  /** Resolves when the attempt added last is where its journal keeps it; undefined without a journal. */
  readonly kept: () => Promise<void> | undefined;
  /** Takes an attempt back that could not be kept. */
  readonly withdraw: (attempt: Attempt) => void;
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
  /** Takes back in what a journal has kept. */
  readonly restore: (attempts: Iterable<Attempt>) => void;
  /** Whether an id belongs to a delivery that the log knows. */
  readonly has: (id: string) => boolean;
  /** Moves an attempt that another one follows out of memory. @returns false where the journal has no place for it */
  readonly shelve: (attempt: Attempt) => boolean;
  /** Takes back into memory what was moved out; see {@link Shelf.take}. */
  readonly unshelve: Shelf['take'];
  /** When the next attempt is due that was moved out of memory. */
  readonly nextShelved: Shelf['next'];
}

/** Told of each change of a log before it is made. */
export interface AttemptJournal {
  /** Keeps a new attempt. @returns resolves when it is kept: nothing may be sent before */
  add(attempt: Attempt): Promise<void>;
  /** Keeps how an attempt ended, or that it will go on otherwise. */
  end(attempt: Attempt): void;
  remove(attempt: Attempt): void;
  /** Highest `sequence` that was ever kept. */
  readonly sequence?: number;
  /** Without it all that waits stays in memory. */
  readonly shelf?: Shelf;
}

/** Whether more is to come of an attempt: it is under way, or another one follows. */
export function isOpen({ outcome, nextAttemptAt }: Attempt): boolean {
  return outcome === 'pending' || nextAttemptAt !== null;
}

/**
 * Creates an empty log.
 * @param options `capacity`: attempts that are kept when they are over, default 10,000; `journal`: keeps them elsewhere too
 */
export function createAttemptLog({
  capacity = 10_000,
  journal,
}: { capacity?: number; journal?: AttemptJournal | undefined } = {}): AttemptLog {
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`A log cannot hold ${capacity} attempts`);
  // Maps keep the order of insertion: the attempt that has been over for longest is the first one.
  const over = new Map<string, Attempt>();
  const open = new Map<string, Attempt>();
  const byDelivery = new Map<string, Attempt>();
  const byEndpoint = new Map<string, Attempt>();
  let sequence = journal?.sequence ?? 0;
  let kept: Promise<void> | undefined;

  const shelf = journal?.shelf;

  const list = (filter: AttemptFilter = {}) =>
    [...over.values(), ...open.values(), ...(shelf?.list(filter.contract) ?? [])]
      .filter((attempt) => matches(attempt, filter))
      .sort((a, b) => b.sequence - a.sequence);

  function index(attempt: Attempt): Attempt {
    const { attemptId } = attempt;
    if (isOpen(attempt)) open.set(attemptId, attempt);
    else {
      open.delete(attemptId);
      over.set(attemptId, attempt);
    }
    setNewer(byDelivery, attempt.id, attempt);
    if (attempt.outcome !== 'pending')
      setNewer(byEndpoint, toEndpointKey(attempt.contract, attempt.endpointId), attempt);
    if (over.size > capacity) forget(over.values().next().value!);
    return attempt;
  }

  function forget(attempt: Attempt): void {
    journal?.remove(attempt);
    drop(attempt);
  }

  function drop(attempt: Attempt): void {
    over.delete(attempt.attemptId);
    open.delete(attempt.attemptId);
    if (byDelivery.get(attempt.id)?.attemptId === attempt.attemptId) byDelivery.delete(attempt.id);
    const key = toEndpointKey(attempt.contract, attempt.endpointId);
    if (byEndpoint.get(key) === attempt) byEndpoint.delete(key);
  }

  const find = (attemptId: string) => over.get(attemptId) ?? open.get(attemptId);

  return {
    append(input) {
      const attempt = Object.freeze({ ...input, sequence: ++sequence });
      kept = journal?.add(attempt);
      return index(attempt);
    },
    kept: () => kept,
    withdraw: forget,
    settle(input) {
      const attempt = Object.freeze({ ...input });
      if (!find(attempt.attemptId)) return attempt;
      journal?.end(attempt);
      return index(attempt);
    },
    attempts: list,
    deliveries(filter) {
      const groups = Map.groupBy(list(filter), ({ id }) => id);
      return [...groups.values()].map((group) => ({ ...group[0]!, attempts: group.length }));
    },
    get(id, filter = {}) {
      const attempt = byDelivery.get(id) ?? find(id) ?? shelf?.find(id);
      return attempt && matches(attempt, filter) ? attempt : undefined;
    },
    latest: (contract, endpoint) => byEndpoint.get(toEndpointKey(contract, endpoint)),
    clear(filter) {
      for (const attempt of list(filter)) forget(attempt);
    },
    restore(attempts) {
      for (const attempt of attempts) {
        sequence = Math.max(sequence, attempt.sequence);
        index(Object.freeze(attempt));
      }
    },
    has: (id) => byDelivery.has(id) || shelf?.has(id) === true,
    shelve(attempt) {
      if (!shelf) return false;
      shelf.put(attempt);
      drop(attempt);
      return true;
    },
    unshelve: (contract, which) => (shelf?.take(contract, which) ?? []).map((attempt) => index(Object.freeze(attempt))),
    nextShelved: (contract) => shelf?.next(contract),
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
