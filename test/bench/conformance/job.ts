/** What the benchmark of the conformance runs does: one run against one server. */
import type { Provider } from '../../servers/faults/dialect.ts';

/** With the extensions, with the bare contract, or with the extensions and few requests. */
export type Mode = 'full' | 'bare' | 'quick';

/** One run. */
export interface Job {
  /** `fault` judges a wrong server, `variant` an unusual right one, `repeat` the plain one again. */
  readonly kind: 'fault' | 'variant' | 'repeat';
  readonly provider: Provider;
  /** Id of the fault or of the variant. */
  readonly id: string;
  readonly mode: Mode;
  readonly seed: number;
}

/** What is kept of a finding. */
export interface Found {
  readonly code: string;
  readonly severity: string;
  readonly check: string;
  readonly operation?: string | undefined;
  readonly message: string;
  readonly contractPointer?: string | undefined;
  readonly responsePointer?: string | undefined;
  readonly places?: readonly string[] | undefined;
}

/** What a run gave. */
export interface Result {
  readonly job: Job;
  readonly findings: readonly Found[];
  readonly requests: number;
  /** Milliseconds of this machine, and of its processor alone. */
  readonly time: number;
  readonly processor: number;
  readonly leftovers: number;
  /** Digest of the report, times left out. */
  readonly digest: string;
  /** Set when the run itself failed. */
  readonly crash?: string;
}

/** Name of a job in the store. */
export function toKey({ kind, provider, id, mode, seed }: Job): string {
  return [kind, provider, id, mode, seed].join(' ');
}
