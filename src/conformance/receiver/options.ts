/** What a judgement of a receiver can be told. */
import type { Contract } from '../../contract/types.ts';
import type { CheckEvent } from '../../report/check-report.ts';
import type { Baseline } from '../baseline.ts';
import type { Clock } from '../clock.ts';
import type { ConnectionOptions } from '../transport.ts';

/** Options of {@link checkReceiver}. */
export interface ReceiverCheckOptions {
  /** Where deliveries go: the receiver that is judged. */
  readonly url: string;
  /** Whose deliveries it receives. */
  readonly contract: Contract;
  /** What the receiver verifies with. Needed where the contract signs its deliveries. */
  readonly secret?: string | undefined;
  /** The secret before a rotation, which the receiver must still accept. */
  readonly previousSecret?: string | undefined;
  /** A secret that is valid no more: the receiver must refuse what it signs. */
  readonly retiredSecret?: string | undefined;
  /** Events to send. Default: all of the contract. */
  readonly events?: readonly string[] | undefined;
  /** Sent instead of the event's example; goes with one event. */
  readonly payload?: unknown;
  /** Put into every payload: JSON pointer → value. */
  readonly set?: Readonly<Record<string, unknown>> | undefined;
  /** How many deliveries the receiver has handled: a number that grows by one with each. Without it only answers are judged. */
  readonly effects?: (() => number | Promise<number>) | undefined;
  /** Milliseconds that an effect may come after its answer. Default 2000. */
  readonly settleMs?: number | undefined;
  /** The URL as it is registered with the provider, where the contract signs it. Default: `url`. */
  readonly registeredUrl?: string | undefined;
  /** The only checks to run, by name. */
  readonly only?: readonly string[] | undefined;
  /** Checks to leave out, by name. */
  readonly skip?: readonly string[] | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Certificate authorities. */
  readonly connection?: Pick<ConnectionOptions, 'ca' | 'insecure'> | undefined;
  /** Requests per second. Default: as fast as the receiver answers. */
  readonly rate?: number | undefined;
  /** Longest time for one answer. Default: what the contract gives a receiver. */
  readonly timeoutMs?: number | undefined;
  /** No case begins after that. Default 120 000 ms. */
  readonly maxTimeMs?: number | undefined;
  /** Makes ids and wrong secrets. Default: another one each time. */
  readonly seed?: number | undefined;
  /** Sends nothing; every case is skipped with the reason `plan`. Default false. */
  readonly plan?: boolean | undefined;
  /** Faults against rules that are only inferred are errors. Default false. */
  readonly strict?: boolean | undefined;
  readonly baseline?: Baseline | undefined;
  /** How `hookspec` finds the contract, for the line that repeats a finding. Default: its name. */
  readonly source?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: CheckEvent) => void) | undefined;
  /** Findings show files relative to it. Default: the current folder. */
  readonly cwd?: string | undefined;
  readonly clock?: Clock | undefined;
}
