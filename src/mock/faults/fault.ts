/** A fault: which requests it meets, how often, and what it does to them. */
import type { Latency } from './latency.ts';

/** What a fault does. At least one member is there. */
export interface FaultEffect {
  /** Time before the first byte. */
  readonly latency?: Latency;
  /** Answered instead of the real status, with the contract's example for it where there is one. */
  readonly status?: number;
  /** `broken`: whole, but no JSON; `truncated`: the connection ends in the middle of the body. */
  readonly body?: 'broken' | 'truncated';
  /** How fast the body is sent. */
  readonly bytesPerSecond?: number;
  /** `reset`: the connection is reset; `drop`: no answer ever comes. */
  readonly connection?: 'reset' | 'drop';
  /** The request takes effect although its answer is replaced or lost. Default false. */
  readonly applied?: boolean;
}

/** A fault as somebody sets it. What is absent of the selectors matches everything. */
export interface FaultSpec extends FaultEffect {
  readonly contract?: string;
  /** operationId. */
  readonly operation?: string;
  /** Name of a key. */
  readonly key?: string;
  /** Probability with which a matching request is met, 0 to 1. Default 1. */
  readonly rate?: number;
  /** Met are at most this many requests. Default: no end. */
  readonly count?: number;
  /** Of the matching requests only each n-th is looked at. Default 1. */
  readonly every?: number;
}

/** A fault that is set. */
export interface Fault extends FaultSpec {
  readonly id: string;
  /** Requests that its selectors matched. */
  readonly matched: number;
  /** Requests that it has met. */
  readonly hits: number;
}
