/** Judges a live server against a contract. */
import type { Contract } from '../contract/types.ts';
import type { CaseResult, CheckReport } from '../report/check-report.ts';
import { type Case, type Phase, phases } from './case.ts';
import { completeReport } from './complete-report.ts';
import { cleanUp } from './cleanup.ts';
import { countCases } from './count-cases.ts';
import { openSession, type OpenSession } from './open-session.ts';
import type { ConformanceOptions } from './options.ts';
import { runCases } from './run-cases.ts';

/**
 * Runs every case of a contract against a server, removes what it created, and says what it found. It alters and
 * deletes nothing that it did not create, unless told to.
 * @throws HookspecError TokenMissing, ServerUnreachable, Usage, UnreadableFile
 * @example
 * const report = await checkConformance(await loadContract('openapi.yaml'), { server: 'http://127.0.0.1:4010/v1', token });
 */
export async function checkConformance(contract: Contract, options: ConformanceOptions): Promise<CheckReport> {
  const session = await openSession(contract, options);
  const { cases, emit } = session;
  emit({ type: 'run', contract: contract.name, server: session.baseUrl, seed: session.seed, cases: cases.length });
  const results: CaseResult[] = [];
  let leftovers: readonly string[] = [];
  try {
    await runCases(session, planned(cases, options.plan), (result) => results.push(result));
  } finally {
    leftovers = await closeSession(session);
  }
  const report = completeReport(session, toReport(session, results, leftovers), options);
  emit({ type: 'end', report });
  return report;
}

function planned(cases: readonly Case[], isPlan = false): readonly Case[] {
  return isPlan ? cases.map((entry) => ({ ...entry, skip: entry.skip ?? 'plan' })) : cases;
}

/**
 * Removes what a session created.
 * @returns what could not be removed; the journal then stays
 */
export async function closeSession(session: OpenSession): Promise<readonly string[]> {
  const leftovers = await cleanUp(session);
  session.client.close();
  await session.bench?.postbox.close();
  if (leftovers.length === 0) session.journal.discard();
  return leftovers.map((left) => `${left} (journal: ${session.journal.file})`);
}

function toReport(session: OpenSession, results: readonly CaseResult[], leftovers: readonly string[]): CheckReport {
  return {
    contract: session.contract.name,
    server: session.baseUrl,
    seed: session.seed,
    summary: countCases(results),
    findings: session.collector.findings(),
    coverage: session.coverage.toCoverage(),
    cases: results.toSorted((a, b) => phases.indexOf(a.phase as Phase) - phases.indexOf(b.phase as Phase)),
    requests: session.client.sent,
    startedAt: new Date(session.startedAt).toISOString(),
    durationMs: session.clock.now() - session.clock.moved - session.startedAt,
    interrupted: session.signal.aborted,
    leftovers,
    ...(session.health.gone !== undefined && { unreachable: session.health.gone }),
  };
}
