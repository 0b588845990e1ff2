/** Quotas: how many requests a key or tenant has left in the current window. */
import type { RateLimit } from '../contract/behaviour.ts';
import { toMilliseconds } from '../contract/duration.ts';
import type { Caller } from './authenticate.ts';

/** `exact` counts and refuses, `headers-only` counts and never refuses, `off` counts nothing. */
export type RateLimitMode = 'exact' | 'headers-only' | 'off';

/** What one quota says about one request; numbers as the headers carry them. */
export interface RateState {
  readonly spec: RateLimit;
  readonly limit: number;
  readonly remaining: number;
  /** End of the window, seconds since 1970. */
  readonly reset: number;
  /** Seconds until the window ends, at least 1. */
  readonly retryAfter: number;
  readonly refused: boolean;
}

/** Counts requests against quotas. */
export interface RateLimiter {
  /** Counts a request of `caller` (undefined: unknown, sees an untouched quota) and tells the state of each quota. */
  count(specs: readonly RateLimit[], caller: Caller | undefined): RateState[];
  clear(): void;
}

interface Window {
  readonly start: number;
  readonly end: number;
  used: number;
}

// Every fresh key opens windows; above this many, those that have ended are dropped.
const SWEEP_AT = 10_000;

/** Creates a limiter; `now` in milliseconds since 1970. */
export function createRateLimiter(mode: RateLimitMode, now: () => number): RateLimiter {
  const windows = new Map<string, Window>();
  return {
    count(specs, caller) {
      const time = now();
      if (windows.size > SWEEP_AT) for (const [name, { end }] of windows) if (time >= end) windows.delete(name);
      const counted = mode !== 'off' && caller !== undefined && !caller.unmetered;
      const states = specs.map((spec) => look(spec, caller, counted ? windows : new Map(), time));
      const refused = mode === 'exact' && states.some((state) => state.used >= state.limit);
      // A refused request uses up no other quota: only requests that are served count.
      if (counted && !refused) for (const state of states) state.window.used += 1;
      return states.map(({ spec, limit, used, window }) => ({
        spec,
        limit,
        remaining: Math.max(0, limit - (refused ? used : counted ? used + 1 : used)),
        reset: Math.ceil(window.end / 1000),
        retryAfter: Math.max(1, Math.ceil((window.end - time) / 1000)),
        refused: refused && used >= limit,
      }));
    },
    clear: () => windows.clear(),
  };
}

function look(spec: RateLimit, caller: Caller | undefined, windows: Map<string, Window>, now: number) {
  const length = toMilliseconds(spec.window);
  const owner = caller === undefined ? '' : spec.per === 'key' ? caller.key : caller.tenant;
  const name = `${spec.name} ${owner}`;
  let window = windows.get(name);
  if (!window || now >= window.end) {
    const start = spec.anchor === 'calendar' ? now - (now % length) : now;
    window = { start, end: start + length, used: 0 };
    windows.set(name, window);
  }
  return { spec, limit: toQuota(spec, caller?.plan), used: window.used, window };
}

function toQuota(spec: RateLimit, plan: string | undefined): number {
  if (typeof spec.quota === 'number') return spec.quota;
  // A key without a plan, or an unknown caller, is shown the most generous one.
  return (plan === undefined ? undefined : spec.quota[plan]) ?? Math.max(...Object.values(spec.quota));
}
