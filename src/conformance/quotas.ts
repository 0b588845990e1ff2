/** Stays under the quotas that the contract declares: when the next request may go, and whether it may at all. */
import type { RateLimit } from '../contract/behaviour.ts';
import { toMilliseconds } from '../contract/duration.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { fullMatch } from './patterns.ts';
import { toMomentForm } from './quota-headers.ts';

/** What one token may do. */
export interface Quotas {
  /**
   * Milliseconds to wait before a request to the operation.
   * @param reserve requests that have to stay possible afterwards, for the clean-up of what is there and what this one may make
   * @returns Infinity when a window that is too long for a run is used up
   */
  waitFor(operation: Operation, reserve: number): number;
  /** Counts a request, and learns from the rate-limit headers of its answer. */
  count(operation: Operation, headers: Headers): void;
}

/** One window of one quota. */
interface Window {
  readonly limit: RateLimit;
  readonly milliseconds: number;
  quota: number;
  used: number;
  /** Requests of this run alone. */
  own: number;
  startedAt: number;
  /** What the headers said last in this window. */
  last?: { readonly remaining: number; readonly reset: string | null } | undefined;
  /** Headers that contradict each other are not worth waiting for. */
  isTrusted: boolean;
}

/** Windows beyond this are not waited for. */
const LONGEST = 10 * 60_000;

/**
 * @param now milliseconds since 1970
 */
export function createQuotas(contract: Contract, token: string, now: () => number): Quotas {
  const { keys } = contract.behaviour;
  const listed = keys?.list.find((key) => key.token === token);
  const isFresh = keys?.fresh !== undefined && fullMatch(keys.fresh, token);
  const plan = listed?.plan ?? (isFresh ? keys?.plan : undefined);
  const limits = new Set(listed?.unmetered ? [] : contract.operations.flatMap((operation) => operation.rateLimits));
  const windows = new Map([...limits].map((limit) => [limit.name, createWindow(limit, plan)]));
  const windowsOf = (operation: Operation): Window[] =>
    operation.rateLimits.flatMap((limit) => windows.get(limit.name) ?? []).map((window) => advance(window, now()));
  return {
    waitFor(operation, reserve) {
      // What only reads leaves nothing more to remove: it may be the last request, or the one that shows a header wrong.
      const kept = operation.method === 'get' ? Math.max(0, reserve - 1) : reserve;
      const waits = windowsOf(operation).map((window) => {
        const isLong = window.milliseconds > LONGEST;
        if (window.used + (isLong ? kept : 0) < window.quota) return 0;
        return isLong ? Infinity : window.startedAt + window.milliseconds - now();
      });
      return Math.max(0, ...waits);
    },
    count(operation, headers) {
      for (const window of windowsOf(operation)) {
        if (window.used === 0) window.startedAt = startOf(window, now());
        window.used += 1;
        window.own += 1;
        learn(window, headers);
      }
    },
  };
}

function createWindow(limit: RateLimit, plan: string | undefined): Window {
  const { quota } = limit;
  // An unknown plan counts as the smallest until a header tells more.
  const smallest = typeof quota === 'number' ? quota : Math.min(...Object.values(quota));
  const known = typeof quota === 'number' || plan === undefined ? undefined : quota[plan];
  return {
    limit,
    milliseconds: toMilliseconds(limit.window),
    quota: known ?? smallest,
    used: 0,
    own: 0,
    startedAt: 0,
    isTrusted: true,
  };
}

function startOf({ limit, milliseconds }: Window, time: number): number {
  return limit.anchor === 'calendar' ? Math.floor(time / milliseconds) * milliseconds : time;
}

function advance(window: Window, time: number): Window {
  if (window.used > 0 && time >= window.startedAt + window.milliseconds) {
    window.used = 0;
    window.own = 0;
    window.last = undefined;
  }
  return window;
}

/** The server knows better how much is left: another program may use the same key. */
function learn(window: Window, headers: Headers): void {
  const read = (expression: string): string | null => {
    const name = Object.entries(window.limit.headers).find(([, value]) => value === expression)?.[0];
    return name === undefined ? null : headers.get(name);
  };
  const number = (text: string | null): number | undefined =>
    text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
  const total = number(read('$rate.limit'));
  const remaining = number(read('$rate.remaining'));
  const reset = read('$rate.reset');
  if (total !== undefined && total > 0) window.quota = total;
  if (remaining === undefined) return;
  const { last } = window;
  window.last = { remaining, reset };
  // What rises without a reset, or is more than all, is no count of what is left: then only the run's own count holds.
  const isRise = last !== undefined && remaining > last.remaining && !isLater(reset, last.reset);
  if (window.isTrusted && (isRise || (total !== undefined && remaining > total))) {
    window.isTrusted = false;
    window.used = window.own;
  }
  if (window.isTrusted) window.used = Math.max(window.used, window.quota - remaining);
}

/** Whether a reset header names a later moment; seconds that count down name the same one. */
function isLater(reset: string | null, before: string | null): boolean {
  if (reset === before || reset === null || before === null) return false;
  return toMomentForm(reset) !== 'seconds from now' || Number(reset) > Number(before);
}
