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
  add(contract: string, request: PlainRequest, response: PlainResponse): RequestEntry;
  /** Newest first. */
  list(): RequestEntry[];
  clear(): void;
}

/** Creates a log of the last `capacity` requests. */
export function createRequestLog(now: () => number, capacity = 1000): RequestLog {
  let entries: RequestEntry[] = [];
  return {
    add(contract, request, response) {
      const { operation, condition, reason } = response.note ?? {};
      const entry: RequestEntry = {
        time: new Date(now()).toISOString(),
        contract,
        method: request.method,
        path: request.path,
        status: response.status,
        ...(operation !== undefined && { operation }),
        ...(condition !== undefined && { condition }),
        ...(reason !== undefined && { reason }),
      };
      entries.push(entry);
      // Cut in bulk, so that a full log costs no shifting per request.
      if (entries.length >= 2 * capacity) entries = entries.slice(-capacity);
      return entry;
    },
    list: () => entries.slice(-capacity).reverse(),
    clear() {
      entries = [];
    },
  };
}
