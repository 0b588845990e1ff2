/** What the cases of the phase `delivery` work with: one receiver, one endpoint that they share, and time. */
import type { DeliveryPolicy } from '../../contract/delivery-policy.ts';
import type { Resource } from '../../contract/behaviour.ts';
import { type CaseRun, Skip } from '../case.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { DeliveryOptions } from './options.ts';
import { post } from './post.ts';
import type { Postbox } from './postbox.ts';
import type { Subscriber } from './subscriber.ts';

/** Longest and shortest time that is watched for what must not come, where no schedule names one. */
const SETTLE = { least: 1000, most: 5000, skipped: 300 };

/** Shorter waits are not told to listeners. */
const WORTH_TELLING = 3000;

/** The bench of a run. */
export interface Bench {
  readonly resource: Resource;
  readonly policy: DeliveryPolicy;
  readonly postbox: Postbox;
  readonly options: DeliveryOptions;
  /** Registered URLs begin with it. */
  readonly baseUrl: string;
  readonly maxWaitMs: number;
  readonly clock: MovableClock;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970 after which nothing is waited for. */
  readonly deadline: () => number;
  onWait(milliseconds: number, reason: string): void;
  /** The endpoint that cases share. */
  readonly main: { current?: Subscriber };
  /** What was seen so far: how long the quickest delivery took, why none comes, whether one had another name. */
  readonly known: { latencyMs?: number; silence?: string; misnamed?: boolean };
}

/**
 * Lets the provider's time pass: skips it where there is a way to, else waits.
 * @param until ends the wait early
 * @returns whether it holds in the end
 * @throws Skip `time`, `interrupted`, or what the clock's address answered
 */
export async function elapse(bench: Bench, milliseconds: number, until: () => boolean = () => false): Promise<boolean> {
  const { clockUrl } = bench.options;
  if (clockUrl === undefined) return waitFor(bench, until, milliseconds, 'deliveries');
  const whole = Math.ceil(milliseconds);
  await bench.postbox.during(whole, async () => {
    if (typeof clockUrl === 'function') await clockUrl(whole);
    else await post('--clock-url', clockUrl, { by: toDuration(whole) }, { signal: bench.signal, timeoutMs: 60_000 });
    bench.clock.move(whole);
  });
  return bench.postbox.wait(until, SETTLE.skipped);
}

/** Waits in real time. @returns whether it holds in the end */
export async function waitFor(
  bench: Bench,
  until: () => boolean,
  milliseconds: number,
  reason: string,
): Promise<boolean> {
  const rest = bench.deadline() - bench.clock.now();
  if (!until() && milliseconds >= WORTH_TELLING) bench.onWait(Math.max(0, Math.min(rest, milliseconds)), reason);
  const holds = await bench.postbox.wait(until, Math.max(0, Math.min(rest, milliseconds)));
  if (!holds && rest < milliseconds) throw new Skip('time');
  return holds;
}

/** How long to watch for what must not come: somewhat longer than a delivery takes. */
export function settleMs({ known, options }: Bench): number {
  const least = options.clockUrl === undefined ? SETTLE.least : SETTLE.skipped;
  return Math.min(SETTLE.most, Math.max(least, 3 * (known.latencyMs ?? 0)));
}

/**
 * @param what may take so long, e.g. `the first retry`
 * @param isReal a clock that can be moved does not help
 * @throws Skip when so much time can neither be waited for nor skipped
 */
export function assertWaitable(
  { options, maxWaitMs }: Bench,
  milliseconds: number,
  what: string,
  isReal = false,
): void {
  if (milliseconds <= maxWaitMs || (options.clockUrl !== undefined && !isReal)) return;
  const advice = isReal ? '' : '; give --clock-url';
  throw new Skip(`${what} may take ${Math.ceil(milliseconds / 1000)} s, longer than --max-wait${advice}`);
}

/** The bench of the run. @throws Skip when there is none */
export function benchOf({ bench }: CaseRun): Bench {
  if (!bench) throw new Skip('deliveries cannot be received');
  return bench;
}

function toDuration(milliseconds: number): string {
  return `PT${milliseconds / 1000}S`;
}
