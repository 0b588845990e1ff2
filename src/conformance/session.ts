/** What the cases of one run share, and how a case is run. */
import type { Operation } from '../contract/types.ts';
import type { Case, CaseRun, Draft } from './case.ts';
import { Skip } from './case.ts';
import type { Client } from './client.ts';
import type { Collector } from './collector.ts';
import type { FindingCode } from './codes.ts';
import type { CoverageMeter } from './coverage.ts';
import type { Exchange } from './exchange.ts';
import type { ResponseCheck } from './judge.ts';
import type { Health } from './health.ts';
import type { SecretNames } from './secret-names.ts';
import type { Recorder } from './recorder.ts';
import { belowSeats, seatParents } from './seats.ts';
import { sendStep } from './send-step.ts';
import type { Values } from './values/values.ts';
import type { CaseResult, CheckEvent, Verdict } from '../report/check-report.ts';
import type { MovableClock } from './movable-clock.ts';

/** Everything that lasts for the whole run. */
export interface Session extends Pick<
  CaseRun,
  | 'contract'
  | 'compiler'
  | 'values'
  | 'world'
  | 'tokens'
  | 'readOnly'
  | 'isQuick'
  | 'strict'
  | 'variants'
  | 'connection'
  | 'bench'
> {
  readonly baseUrl: string;
  readonly client: Client;
  readonly collector: Collector;
  readonly coverage: CoverageMeter;
  readonly recorder: Recorder;
  readonly names: SecretNames;
  /** Takes tokens and secrets out of a text. */
  hide(text: string): string;
  readonly clock: MovableClock;
  /** Milliseconds since 1970 after which no case sends anything. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Headers of every request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Checks of every answer that were chosen. */
  readonly responseChecks: readonly ResponseCheck[];
  readonly health: Health;
  /** Requests of a case: the same ones, whichever other cases run. */
  valuesOf(entry: Case): Values;
  emit(event: CheckEvent): void;
}

/** Runs one case and says how it ended. What a case throws besides `Skip` is not caught. */
export async function runCase(session: Session, entry: Case): Promise<CaseResult> {
  const settle = await performCase(session, entry);
  return settle();
}

/**
 * Runs one case.
 * @param isDeferred keeps what it has to say until it is settled, so that cases that run at once speak in their order
 * @returns settles the case: makes findings of its faults, tells the listeners
 */
export async function performCase(session: Session, entry: Case, isDeferred = false): Promise<() => CaseResult> {
  const { clock } = session;
  const spent = (): number => clock.now() - clock.moved;
  const startedAt = spent();
  const faults: Draft[] = [];
  const exchanges: Exchange[] = [];
  const waiting: (() => void)[] = [() => session.emit({ type: 'case-start', id: entry.id })];
  const fingerprints = new Set<string>();
  const severities = new Set<string>();
  const say = (act: () => void): void => void (isDeferred ? waiting.push(act) : act());
  const report = (draft: Draft): void => {
    faults.push(draft);
    const met = [...exchanges];
    say(() => {
      const { finding, isNew } = session.collector.add(draft, { case: entry, exchanges: met });
      fingerprints.add(finding.fingerprint);
      severities.add(finding.severity);
      if (isNew) session.emit({ type: 'finding', finding });
    });
  };
  const run: CaseRun = {
    ...session,
    values: belowSeats(session.valuesOf(entry), session.world.seats),
    faults,
    report,
    send: (step) => sendStep(session, step, report, (exchange) => exchanges.push(exchange)),
    pause: (milliseconds) => pause(session, milliseconds),
    found: (code: FindingCode, operation: Operation) => session.collector.has(code, operation.id),
    foundAnywhere: (code: FindingCode) => session.collector.has(code),
    cover: (constraint) => session.coverage.constraint(constraint),
  };
  if (!isDeferred) waiting.shift()?.();
  let reason = entry.skip ?? (session.signal.aborted ? 'interrupted' : session.health.gone && 'server gone');
  try {
    if (reason === undefined) {
      await seatParents(run, entry);
      await entry.run(run);
    }
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    reason = error.message;
  }
  const durationMs = spent() - startedAt;
  return () => {
    for (const act of waiting) act();
    const result: CaseResult = {
      id: entry.id,
      phase: entry.phase,
      ...(entry.check !== undefined && { check: entry.check }),
      ...(entry.operation && { operation: entry.operation.id }),
      title: entry.title,
      verdict: toVerdict(severities, reason),
      ...(reason !== undefined && severities.size === 0 && { reason }),
      findings: [...fingerprints],
      durationMs,
    };
    session.emit({ type: 'case', result });
    return result;
  };
}

async function pause({ clock, signal, deadline }: Session, milliseconds: number): Promise<void> {
  if (clock.now() + milliseconds > deadline) throw new Skip('time');
  await clock.sleep(milliseconds, signal).catch(() => {
    throw new Skip('interrupted');
  });
}

/** A case that found something and then could not go on has failed, not been skipped. */
function toVerdict(severities: ReadonlySet<string>, reason: string | undefined): Verdict {
  if (severities.has('error')) return 'failed';
  if (severities.has('warning')) return 'warned';
  return reason === undefined ? 'passed' : 'skipped';
}
