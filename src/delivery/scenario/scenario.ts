/** Deliveries in a row, each of which may use what came of those before it. */
import type { SenderFaultName } from '../sender-fault.ts';

/** A scenario as it was read. */
export interface Scenario {
  /** Where its deliveries go, if it says so. */
  readonly to?: string;
  readonly steps: readonly ScenarioStep[];
}

/** One step. */
export type ScenarioStep = TriggerStep | WaitStep;

/** Sends an event. Values of `set` and `data` may be references, e.g. `$steps.first.payload.data.id`. */
export interface TriggerStep {
  readonly name?: string;
  readonly event: string;
  /** Instead of the event's example. */
  readonly data?: unknown;
  /** Path with dots → value. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly fault?: SenderFaultName;
  readonly count: number;
  /** A status, or what the receiver should do. Default: what a right receiver does. */
  readonly expect?: number | 'accepted' | 'refused';
}

/** Lets time pass. */
export interface WaitStep {
  readonly name?: string;
  /** Milliseconds. */
  readonly wait: number;
}
