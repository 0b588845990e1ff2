/** The last requests and how they were decided. A ring: memory does not grow. */
import type { PlainRequest, PlainResponse } from './message.ts';

/** One line of the log. No credentials, no bodies. */
export interface RequestEntry {
  readonly time: string;
  readonly contract: string;
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** What decided, e.g. `invalid`, `unauthenticated`; absent for a success. */
  readonly condition?: string;
  readonly reason?: string;
}

/** Keeps the newest entries. */
export interface RequestLog {
  add(contract: string, request: PlainRequest, response: PlainResponse): void;
  /** Newest first. */
  list(): RequestEntry[];
  /** The newest entry. */
  last(): RequestEntry | undefined;
  clear(): void;
}

interface Kept {
  readonly time: number;
  readonly contract: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly note: PlainResponse['note'];
}

/** Creates a log of the last `capacity` requests. */
export function createRequestLog(now: () => number, capacity = 1000): RequestLog {
  let ring: Kept[] = [];
  // Counts all requests since the start; its place in the ring is the remainder.
  let count = 0;
  const at = (index: number) => toEntry(ring[index % capacity]!);
  return {
    add(contract, { method, path }, { status, note }) {
      ring[count % capacity] = { time: now(), contract, method, path, status, note };
      count += 1;
    },
    list: () => Array.from({ length: Math.min(count, capacity) }, (_, index) => at(count - 1 - index)),
    last: () => (count === 0 ? undefined : at(count - 1)),
    clear() {
      ring = [];
      count = 0;
    },
  };
}

function toEntry({ time, note, ...kept }: Kept): RequestEntry {
  const { operation, condition, reason } = note ?? {};
  return {
    time: new Date(time).toISOString(),
    ...kept,
    ...(operation !== undefined && { operation }),
    ...(condition !== undefined && { condition }),
    ...(reason !== undefined && { reason }),
  };
}
