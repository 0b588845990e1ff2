/** The faults that are set, and which of them meet a request. */
import { createRandom } from '../../contract/template.ts';
import { toSeed } from '../../contract/digest.ts';
import type { Fault, FaultEffect, FaultSpec } from './fault.ts';
import { drawLatency } from './latency.ts';

/** What a fault looks at. */
export interface FaultTarget {
  readonly contract: string;
  /** operationId; undefined where no operation has this path. */
  readonly operation: string | undefined;
  /** Name of the caller's key; undefined for an unknown caller. Asked for only where a fault wants it. */
  readonly key: () => string | undefined;
}

/** What happens to one request: all faults that meet it together, the newest first where two disagree. */
export interface FaultHit extends Omit<FaultEffect, 'latency'> {
  /** Milliseconds. */
  readonly delay?: number;
  /** Ids of the faults, oldest first. */
  readonly ids: readonly string[];
}

/** The faults of a mock. */
export interface FaultList {
  /** How many there are: while it is 0, nothing else need be asked. */
  readonly size: number;
  list(): Fault[];
  add(spec: FaultSpec): Fault;
  /** False where no fault has this id. */
  remove(id: string): boolean;
  clear(): void;
  /** The faults that meet a request, counted as met; undefined when none does. */
  take(target: FaultTarget): FaultHit | undefined;
}

type Entry = {
  readonly spec: FaultSpec;
  readonly id: string;
  readonly random: () => number;
  matched: number;
  hits: number;
};

/** More faults than anybody sets by hand: a script that never clears them is told. */
export const MAX_FAULTS = 1000;

/** Creates an empty list. @param seed the same seed meets the same requests again */
export function createFaultList(seed: number): FaultList {
  let entries: readonly Entry[] = [];
  let count = 0;
  return {
    get size() {
      return entries.length;
    },
    list: () => entries.map(toFault),
    add(spec) {
      const id = `fault-${++count}`;
      // A sequence of its own: one fault never changes which requests another one meets.
      const entry: Entry = { spec, id, random: createRandom(toSeed(`${seed} ${id}`)), matched: 0, hits: 0 };
      entries = [...entries, entry];
      return toFault(entry);
    },
    remove(id) {
      const before = entries.length;
      entries = entries.filter((entry) => entry.id !== id);
      return entries.length < before;
    },
    clear() {
      entries = [];
    },
    take(target) {
      const met = entries.filter((entry) => isMet(entry, target));
      return met.length === 0 ? undefined : merge(met);
    },
  };
}

function toFault({ spec, id, matched, hits }: Entry): Fault {
  return { id, ...spec, matched, hits };
}

function isMet(entry: Entry, target: FaultTarget): boolean {
  const { contract, operation, key, every = 1, rate = 1, count = Infinity } = entry.spec;
  if (contract !== undefined && contract !== target.contract) return false;
  if (operation !== undefined && operation !== target.operation) return false;
  if (key !== undefined && key !== target.key()) return false;
  entry.matched += 1;
  if (entry.hits >= count || entry.matched % every !== 0 || (rate < 1 && entry.random() >= rate)) return false;
  entry.hits += 1;
  return true;
}

function merge(met: readonly Entry[]): FaultHit {
  let hit: FaultHit = { ids: met.map(({ id }) => id) };
  for (const { spec, random } of met) {
    const { latency, status, body, bytesPerSecond, connection, applied } = spec;
    hit = {
      ...hit,
      ...(latency !== undefined && { delay: drawLatency(latency, random) }),
      ...(status !== undefined && { status }),
      ...(body !== undefined && { body }),
      ...(bytesPerSecond !== undefined && { bytesPerSecond }),
      ...(connection !== undefined && { connection }),
      ...(applied !== undefined && { applied }),
    };
  }
  return hit;
}
