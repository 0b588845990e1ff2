/** What a run can be told about deliveries. */
import type { Trigger } from './trigger.ts';

/** Options of the phase `delivery`. */
export interface DeliveryOptions {
  /**
   * Where the provider reaches the receiver of the run: what is registered, with a path of its own for each endpoint.
   * It has to lead to `receiverPort` of this machine. Default for a server of this machine: the receiver itself where
   * the contract takes its URL, else `https://receiver.example.com` where a port is given.
   */
  readonly receiverUrl?: string | undefined;
  /** Port that the receiver listens on, on 127.0.0.1. Default: a free one. */
  readonly receiverPort?: number | undefined;
  /**
   * What sets off an event: a shell command, which finds `HOOKSPEC_EVENT`, `HOOKSPEC_CONTRACT` and
   * `HOOKSPEC_RECEIVER_URL` in its environment; a URL, which gets `{"contract": …, "event": …}`; or a function.
   * Default: the test operation that the contract declares.
   */
  readonly trigger?: Trigger | undefined;
  /** Makes the provider's time go on: gets `{"by": "PT30S"}`, answers when it is later. Default: time is waited for. */
  readonly clockUrl?: string | ((milliseconds: number) => Promise<void>) | undefined;
  /** Longest time to wait for one delivery or retry. Default 60 000 ms. */
  readonly maxWaitMs?: number | undefined;
}
