/** Runs cases against a mock, several at once, and keeps count. */
import { createBystander } from './bystander.ts';
import type { Case } from './case.ts';
import { converse } from './converse.ts';
import { createCase } from './families/all.ts';
import { judge } from './judge.ts';
import { createRandom } from './random.ts';
import type { Accused } from './server.ts';
import { toCreate, toProbe, type Targets } from './targets.ts';
import { toWire } from './wire.ts';

/** What to run. */
export interface SoakOptions {
  readonly seed: number;
  /** Number of the first case, and how many follow. */
  readonly first: number;
  readonly count: number;
  /** Ends the run before its last case: milliseconds since 1970. */
  readonly until?: number;
  /** Ends it too. */
  readonly signal?: AbortSignal;
  /** Cases at the same time. */
  readonly lanes: number;
  /** Whether to run the cases that wait for the server's own time limits; they are left out otherwise. */
  readonly slow: boolean;
  /** Milliseconds in which an exchange must end. */
  readonly patience: number;
  /** Resident memory that the mock may have, in MB. */
  readonly memory: number;
  readonly onFinding: (finding: Finding) => void;
  readonly onProgress?: (summary: SoakSummary) => void;
}

/** Something wrong. */
export interface Finding {
  /** Undefined where no single case is to blame. */
  readonly given: Case | undefined;
  readonly message: string;
}

/** What was done and seen. */
export interface SoakSummary {
  readonly cases: number;
  readonly answers: number;
  /** Valid requests on other connections in between. */
  readonly bystanders: number;
  readonly findings: number;
  /** Cases left out because they wait for minutes. */
  readonly leftOut: number;
  readonly seconds: number;
  /** The longest wait of a bystander and of a case that was not to be slow, in milliseconds. */
  readonly longest: { readonly bystander: number; readonly case: number; readonly what: string };
  /** Resident memory in MB: before the first case, the most, and after the last. */
  readonly memory: { readonly first: number; readonly most: number; readonly last: number };
}

/** A bystander asks once in so many cases of a lane. */
const BETWEEN = 8;

/** Slow cases at the same time. */
const SLOW_LANES = 100;

/** Runs the cases. */
export async function runSoak(accused: Accused, targets: Targets, options: SoakOptions): Promise<SoakSummary> {
  const { seed, first, count, signal, until = Infinity, lanes, patience, onFinding, onProgress } = options;
  const started = performance.now();
  const start = accused.memory() ?? 0;
  const longest = { bystander: 0, case: 0, what: '' };
  const memory = { first: start, most: start, last: start };
  const counts = { cases: 0, answers: 0, bystanders: 0, findings: 0, leftOut: 0 };
  const slow = new Set<Promise<void>>();
  let next = first;
  let isOver = false;
  const summary = (): SoakSummary => ({ ...counts, seconds: (performance.now() - started) / 1000, longest, memory });
  const isDone = () =>
    next >= first + count || accused.ended !== undefined || signal?.aborted === true || Date.now() >= until;
  const report = (given: Case | undefined, message: string) => {
    counts.findings++;
    onFinding({ given, message });
  };

  async function runCase(given: Case): Promise<void> {
    const probe = toProbe({ targets, random: createRandom(seed, given.index), id: () => `${given.tag}r999e` });
    const bytes = toWire(probe.request);
    const exchange = await converse(given, {
      port: accused.port,
      patience,
      probe: { bytes, expected: probe.expected },
    });
    counts.cases++;
    counts.answers += exchange.answers.length;
    // What a dead server does not answer is no finding of its own.
    if (accused.ended !== undefined) return;
    for (const message of judge(given, exchange, probe.expected)) report(given, message);
    if (given.patience === undefined && exchange.time > longest.case)
      Object.assign(longest, { case: exchange.time, what: `${given.index}: ${given.family}, ${given.what}` });
  }

  async function runLane(lane: number): Promise<void> {
    using bystander = createBystander(accused.port);
    const random = createRandom(seed + 1, lane);
    for (let done = 0; !isDone(); done++) {
      const given = createCase(seed, next++, targets);
      if (given.patience === undefined) await runCase(given);
      else if (!options.slow) counts.leftOut++;
      else {
        if (slow.size >= SLOW_LANES) await Promise.race(slow);
        const run: Promise<void> = runCase(given).then(() => void slow.delete(run));
        slow.add(run);
      }
      if (done % BETWEEN > 0) continue;
      const id = `s${seed}c${given.index}r998e`;
      const result = await bystander.ask(toCreate(random.pick(targets.creates), id), patience);
      counts.bystanders++;
      if (accused.ended !== undefined) return;
      if (typeof result === 'string') report(given, `${result} (a bystander, after this case)`);
      else longest.bystander = Math.max(longest.bystander, result);
    }
  }

  let seen = 0;
  const watch = () => {
    memory.last = accused.memory() ?? 0;
    memory.most = Math.max(memory.most, memory.last);
    for (; seen < accused.complaints.length; seen++) report(undefined, `On stderr: ${accused.complaints[seen]}`);
    if (accused.ended === undefined || isOver) return;
    isOver = true;
    report(undefined, `The mock has ended with ${accused.ended} before case ${next}`);
  };
  const timer = setInterval(watch, 200);
  const progress = setInterval(() => onProgress?.(summary()), 10_000);
  try {
    await Promise.all(Array.from({ length: Math.min(lanes, count) }, (_, lane) => runLane(lane)));
    const interrupted = new Promise<void>((done) => signal?.addEventListener('abort', () => done()));
    if (!signal?.aborted) await Promise.race([Promise.all(slow), interrupted]);
  } finally {
    clearInterval(timer);
    clearInterval(progress);
  }
  watch();
  if (memory.most > options.memory) report(undefined, `Memory rose to ${Math.round(memory.most)} MB`);
  return summary();
}
