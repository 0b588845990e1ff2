/** What every section of the benchmark works with. */
import type { HookspecCaches } from './contestants/hookspec.ts';
import type { Generator } from './generator.ts';

/** How long and how often something is measured. */
export interface Effort {
  readonly rounds: number;
  /** How often a turn is taken at most until other work has left it alone. */
  readonly tries: number;
  /** Starts per round and contestant, the one under load among them. */
  readonly starts: number;
  readonly connections: number;
  /** Seconds of each kind of request before it is measured. */
  readonly warmUp: number;
  /** Seconds of each measurement. */
  readonly measured: number;
  /** Fewest requests of one job: on a busy machine a compiler has seen too little after the seconds alone. */
  readonly least: number;
  /** Most requests of one job; what is bounded by time alone could run away. */
  readonly count: number;
  /** Requests of the memory curve, and after how many of them memory is read. */
  readonly soak: number;
  readonly sample: number;
}

/** A prepared run. */
export interface Bench {
  readonly effort: Effort;
  readonly generator: Generator;
  /** Repository. */
  readonly root: string;
  /** Temporary folder of this run; the servers' working directory. */
  readonly folder: string;
  /** Built package of hookspec. */
  readonly build: string;
  /** Caches that are filled before anything is measured. */
  readonly caches: HookspecCaches;
}
