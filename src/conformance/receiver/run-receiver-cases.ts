/** Runs the cases of a judgement one after the other. */
import { Skip } from '../case.ts';
import type { CaseResult, CheckEvent } from '../../report/check-report.ts';
import type { Finding } from '../../report/finding.ts';
import { checkAlive } from './alive.ts';
import type { ReceiverDraft, ReceiverPhase } from './receiver-check.ts';
import type { PlannedCase } from './selection.ts';
import { isAccepted, type ReceiverSession } from './session.ts';

/** What came of all cases. */
export interface ReceiverResults {
  readonly results: readonly CaseResult[];
  /** Why the run ended early: nobody answers any more. */
  readonly gone: string | undefined;
}

/** The checks that do not build on a delivery that is accepted. */
const FOUNDATION = new Set(['good-delivery', 'answer-time']);

/** After a case of these the receiver is asked whether it still works. */
const ATTACKS = new Set<ReceiverPhase>(['forgeries', 'bodies', 'connection']);

/** So often a receiver may let the time run out before waiting would only cost time. */
const PATIENCE = 3;

/** Runs all cases. What a case throws besides `Skip` is not caught. */
export async function runReceiverCases(
  session: ReceiverSession,
  cases: readonly PlannedCase[],
  emit: (event: CheckEvent) => void,
): Promise<ReceiverResults> {
  const results: CaseResult[] = [];
  let phase: string | undefined;
  let gone: string | undefined;
  let stop: string | undefined;
  for (const entry of cases) {
    if (entry.phase !== phase) {
      phase = entry.phase;
      emit({ type: 'phase', phase, cases: cases.filter((other) => other.phase === phase).length });
    }
    emit({ type: 'case-start', id: entry.id });
    const met: Finding[] = [];
    const report = (draft: ReceiverDraft): void => {
      const { finding, isNew } = session.collector.add(draft, entry.phase, entry.check);
      if (!met.includes(finding)) met.push(finding);
      if (isNew) emit({ type: 'finding', finding });
    };
    session.listen(report);
    const startedAt = session.now();
    let reason = entry.skip ?? stop;
    if (reason === undefined) {
      // oxlint-disable-next-line no-await-in-loop -- a receiver gets one case after the other
      reason = await attempt(() => perform(session, entry));
      if (ATTACKS.has(entry.phase) && session.accepted.size > 0 && !session.signal.aborted) {
        // oxlint-disable-next-line no-await-in-loop
        await attempt(async () => {
          const health = await checkAlive(session, entry.title);
          gone = health.gone;
          if (gone !== undefined) stop = 'receiver gone';
          else if (health.isBroken) stop = 'follows from NotRecovered';
          // What brought it down was told already.
          if (health.draft && (met.length === 0 || health.isBroken)) report(health.draft);
        });
      }
    }
    const verdict = toVerdict(met, reason);
    const { id, title, check, event } = entry;
    const result: CaseResult = {
      id,
      phase: entry.phase,
      check,
      ...(event !== undefined && { operation: event }),
      title,
      verdict,
      ...(reason !== undefined && verdict === 'skipped' && { reason }),
      findings: met.map(({ fingerprint }) => fingerprint),
      durationMs: session.now() - startedAt,
    };
    results.push(result);
    emit({ type: 'case', result });
  }
  return { results, gone };
}

/** @throws Skip where no delivery is accepted at all, so that a refusal says nothing */
async function perform(session: ReceiverSession, entry: PlannedCase): Promise<void> {
  if (session.timeouts >= PATIENCE) throw new Skip(`the receiver did not answer in time ${PATIENCE} times`);
  if (!FOUNDATION.has(entry.check)) await assertFoundation(session);
  await entry.run(session);
}

async function assertFoundation(session: ReceiverSession): Promise<void> {
  if (session.accepted.size > 0) return;
  if (session.found('GoodDeliveryRefused')) throw new Skip('follows from GoodDeliveryRefused');
  for (const { name } of session.events) {
    // oxlint-disable-next-line no-await-in-loop -- the first that is accepted will do
    if (isAccepted(await session.probe(name), session)) return session.accept(name);
  }
  throw new Skip('no good delivery is accepted');
}

/** @returns the reason why it was skipped */
async function attempt(act: () => Promise<void>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof Skip) return error.message;
    throw error;
  }
}

function toVerdict(met: readonly Finding[], reason: string | undefined): CaseResult['verdict'] {
  if (met.some(({ severity }) => severity === 'error')) return 'failed';
  if (met.length > 0) return 'warned';
  return reason === undefined ? 'passed' : 'skipped';
}
