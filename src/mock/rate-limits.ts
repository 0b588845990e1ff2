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

/** A window that a key or tenant has opened; times in milliseconds since 1970. */
export interface RateWindow {
  readonly quota: string;
  /** Name of the key or tenant. */
  readonly owner: string;
  readonly start: number;
  readonly end: number;
  readonly used: number;
}

/** Counts requests against quotas. */
export interface RateLimiter {
  readonly mode: RateLimitMode;
  setMode(mode: RateLimitMode): void;
  /** Counts a request of `caller` (undefined: unknown, sees an untouched quota) and tells the state of each quota. */
  count(specs: readonly RateLimit[], caller: Caller | undefined): readonly RateState[];
  /** Windows that have not ended. */
  export(): RateWindow[];
  /** Puts windows in the place of all others. */
  import(windows: readonly RateWindow[]): void;
  /** Sets what a caller has used up of a quota; opens its window where none is. */
  setUsed(spec: RateLimit, caller: Caller, used: number): void;
  /** Ends all windows, or those of some keys and tenants. */
  clear(owners?: readonly string[]): void;
}

interface Window {
  readonly start: number;
  readonly end: number;
  used: number;
}

// Every fresh key opens windows of its own; of more than this many the oldest are forgotten.
const MOST_WINDOWS = 40_000;
const NONE: readonly RateState[] = [];

/** Creates a limiter; `now` in milliseconds since 1970. */
export function createRateLimiter(given: RateLimitMode, now: () => number): RateLimiter {
  let mode = given;
  const windows = new Map<string, Window>();
  return {
    get mode() {
      return mode;
    },
    setMode(next) {
      mode = next;
    },
    count(specs, caller) {
      if (specs.length === 0) return NONE;
      const time = now();
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
    export() {
      const time = now();
      return [...windows]
        .filter(([, { end }]) => end > time)
        .map(([name, window]) => {
          const [quota = '', owner = ''] = name.split('\n');
          return { quota, owner, ...window };
        });
    },
    import(given) {
      windows.clear();
      for (const { quota, owner, start, end, used } of given) windows.set(toName(quota, owner), { start, end, used });
    },
    setUsed(spec, caller, used) {
      look(spec, caller, windows, now()).window.used = used;
    },
    clear(owners) {
      if (!owners) return windows.clear();
      for (const name of windows.keys()) if (owners.includes(name.slice(name.indexOf('\n') + 1))) windows.delete(name);
    },
  };
}

function look(spec: RateLimit, caller: Caller | undefined, windows: Map<string, Window>, now: number) {
  const length = toMilliseconds(spec.window);
  const owner = caller === undefined ? '' : spec.per === 'key' ? caller.key : caller.tenant;
  const name = toName(spec.name, owner);
  let window = windows.get(name);
  if (!window || now >= window.end) {
    const start = spec.anchor === 'calendar' ? now - (now % length) : now;
    window = { start, end: start + length, used: 0 };
    // Deleted first, so that the map keeps the order in which windows were opened.
    windows.delete(name);
    windows.set(name, window);
    if (windows.size > MOST_WINDOWS) windows.delete(windows.keys().next().value!);
  }
  return { spec, limit: toQuota(spec, caller?.plan), used: window.used, window };
}

function toName(quota: string, owner: string): string {
  return `${quota}\n${owner}`;
}

/** How many requests a quota allows on a plan. */
export function toQuota(spec: RateLimit, plan: string | undefined): number {
  if (typeof spec.quota === 'number') return spec.quota;
  // A key without a plan, or an unknown caller, is shown the most generous one.
  return (plan === undefined ? undefined : spec.quota[plan]) ?? Math.max(...Object.values(spec.quota));
}
