/** What is to be delivered, and to whom. */
import type { Contract } from '../contract/types.ts';

/** A receiver: a stored resource that subscribes to events. */
export interface Endpoint {
  readonly id: string;
  /** Name of the resource in `x-resource`. */
  readonly resource: string;
  /** URL as registered. */
  readonly url: string;
  /** Signing secrets, the current one first; further ones while a rotation overlaps. */
  readonly secrets: readonly string[];
  readonly tenant: string;
}

/** One event for one endpoint. */
export interface Job {
  readonly contract: Contract;
  /** Name of an event of the contract. */
  readonly event: string;
  readonly endpoint: Endpoint;
  /** Sent instead of the event's example; the policy's `fill` is applied to it too. */
  readonly payload?: unknown;
  /** Put into the payload after everything else: JSON pointer → value. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Whether the policy's retries follow a failure. Default true; a test that is answered at once is sent once. */
  readonly retry?: boolean;
  /** Further roots for expressions, e.g. `resource`, `tenant`. */
  readonly roots?: Readonly<Record<string, unknown>>;
}
