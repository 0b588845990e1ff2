/** The result of a conformance run, and what happens on the way to it. Reporters turn both into text. */
import type { Finding } from './finding.ts';

/** How one case ended. `warned`: its only faults rest on inferred rules. */
export type Verdict = 'passed' | 'failed' | 'warned' | 'skipped';

/** One judged case. */
export interface CaseResult {
  /** Unique in the run and stable over reruns, e.g. `negative createWebhook body /url format`. */
  readonly id: string;
  readonly phase: string;
  /** Name of the check that it belongs to: a page under docs/checks. */
  readonly check?: string;
  /** operationId, absent when the case belongs to none. */
  readonly operation?: string;
  /** Sentence that begins with a verb: what a correct server does. */
  readonly title: string;
  readonly verdict: Verdict;
  /** Why it was skipped, e.g. `quota`. */
  readonly reason?: string;
  /** Fingerprints of the findings it met. */
  readonly findings: readonly string[];
  readonly durationMs: number;
}

/** Something that can be covered: how many there are, how many the run met. */
export interface Count {
  readonly covered: number;
  readonly total: number;
}

/** The documented statuses of one operation, and what the server answered. */
export interface OperationCoverage {
  /** operationId. */
  readonly operation: string;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** As documented, e.g. `201`, `4XX`, `default`; `answers` counts the answers that the run met. */
  readonly statuses: readonly { readonly status: string; readonly answers: number }[];
}

/** What of the contract the run has met. */
export interface Coverage {
  readonly operations: Count;
  /** Documented statuses of all operations. */
  readonly responses: Count;
  /** Request constraints that were broken once. */
  readonly constraints: Count;
  /** Event types of which a delivery was received and judged. */
  readonly events: Count;
  /** The same by operation, in the order of the contract. */
  readonly byOperation: readonly OperationCoverage[];
}

/** A finding of the baseline that the run did not meet again. */
export interface FixedFinding {
  readonly code: string;
  readonly operation?: string;
  readonly message: string;
  readonly fingerprint: string;
}

/** Result of a run; `hookspec check --format json` prints it. */
export interface CheckReport {
  /** What was judged: a receiver of deliveries. Absent: a server. */
  readonly subject?: 'receiver';
  /** Name of the contract. */
  readonly contract: string;
  /** Base URL that the requests went to; of a receiver its URL. */
  readonly server: string;
  readonly seed: number;
  readonly summary: {
    readonly cases: number;
    readonly passed: number;
    readonly failed: number;
    readonly warned: number;
    readonly skipped: number;
  };
  readonly findings: readonly Finding[];
  /** Given with a baseline: what it lists and the run did not meet again. */
  readonly fixed?: readonly FixedFinding[];
  readonly coverage: Coverage;
  readonly cases: readonly CaseResult[];
  /** Requests sent, those of the clean-up included. */
  readonly requests: number;
  /** When the run began, ISO 8601 in UTC. */
  readonly startedAt?: string;
  readonly durationMs: number;
  /** True when the run was stopped before its end. */
  readonly interrupted: boolean;
  /** Why the run ended early: the server, which had answered, did not answer any more. */
  readonly unreachable?: string;
  /** What the run created and could not remove, one sentence each. */
  readonly leftovers: readonly string[];
}

/** What the engine tells its listeners, in this order: run, (phase, (case-start, finding…, case)…)…, end. */
export type CheckEvent =
  | {
      readonly type: 'run';
      readonly contract: string;
      readonly server: string;
      readonly seed: number;
      readonly cases: number;
    }
  | { readonly type: 'phase'; readonly phase: string; readonly cases: number }
  | { readonly type: 'case-start'; readonly id: string }
  /** A fault that no earlier case met. */
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'case'; readonly result: CaseResult }
  /** After the last case: a finding that follows from another one, and is not in the report. Both are fingerprints. */
  | { readonly type: 'follows'; readonly finding: string; readonly cause: string }
  /** Waiting for a quota of the server; `milliseconds` at most. */
  | { readonly type: 'wait'; readonly milliseconds: number; readonly reason: string }
  | { readonly type: 'end'; readonly report: CheckReport };
