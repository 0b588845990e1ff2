/** Requests per window of time. */

/** State of a quota after a request was counted. */
export interface Counted {
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds. */
  readonly reset: number;
  /** True when the request is one too many. */
  readonly exceeded: boolean;
  /** Seconds until the window ends. */
  readonly retryAfter: number;
}

/**
 * Creates a counter.
 * @param window milliseconds
 * @param calendar windows begin at full UTC multiples instead of with the first request
 */
export function createQuota(
  window: number,
  calendar: boolean,
  now: () => number,
): (who: string, limit: number) => Counted {
  const windows = new Map<string, { readonly end: number; used: number }>();
  return (who, limit) => {
    const time = now();
    let current = windows.get(who);
    if (!current || time >= current.end) {
      current = { end: calendar ? (Math.floor(time / window) + 1) * window : time + window, used: 0 };
      windows.set(who, current);
    }
    current.used += 1;
    const rest = Math.ceil((current.end - time) / 1000);
    return {
      limit,
      remaining: Math.max(0, limit - current.used),
      reset: Math.ceil(current.end / 1000),
      exceeded: current.used > limit,
      retryAfter: Math.max(1, rest),
    };
  };
}

/** The three headers of a quota. */
export function toQuotaHeaders({ limit, remaining, reset }: Counted): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(reset),
  };
}
