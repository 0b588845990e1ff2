/** Judges a receiver of deliveries: sends it good and forged ones, and sees what it does. */
import type { CheckReport } from '../../report/check-report.ts';
import { findFixed } from '../baseline.ts';
import { countCases } from '../count-cases.ts';
import { assertReceiverOptions, assertSecrets } from './assert-options.ts';
import type { ReceiverCheckOptions } from './options.ts';
import { runReceiverCases, type ReceiverResults } from './run-receiver-cases.ts';
import { planReceiverCases } from './selection.ts';
import { openReceiverSession, type ReceiverSession } from './session.ts';

/**
 * Sends good, forged, late, odd and broken deliveries of a contract to a receiver, and says what it does wrong. The
 * receiver handles the good ones, so it should be one for tests.
 * @throws HookspecError Usage, ServerUnreachable when nobody answers at the URL
 * @example
 * const report = await checkReceiver({ url: 'http://127.0.0.1:3000/webhooks', contract, secret: 'whsec_test' });
 * expect(report.findings).toEqual([]);
 */
export async function checkReceiver(options: ReceiverCheckOptions): Promise<CheckReport> {
  assertReceiverOptions(options);
  const session = openReceiverSession(options);
  assertSecrets(session);
  const { contract, url, plan = false, onEvent = () => {} } = options;
  const planned = planReceiverCases(session);
  const cases = plan ? planned.map((entry) => ({ ...entry, skip: entry.skip ?? 'plan' })) : planned;
  const startedAt = session.now();
  onEvent({ type: 'run', contract: contract.name, server: url, seed: session.seed, cases: cases.length });
  const outcome = await runReceiverCases(session, cases, onEvent);
  const report = toReport(session, outcome, startedAt);
  onEvent({ type: 'end', report });
  return report;
}

function toReport(session: ReceiverSession, { results, gone }: ReceiverResults, startedAt: number): CheckReport {
  const { contract, url, baseline } = session.options;
  const { findings, rootOf } = session.collector.finish();
  const none = { covered: 0, total: 0 };
  const report: CheckReport = {
    subject: 'receiver',
    contract: contract.name,
    server: url,
    seed: session.seed,
    summary: countCases(results),
    findings,
    coverage: {
      operations: none,
      responses: none,
      constraints: none,
      events: { covered: session.accepted.size, total: session.events.length },
      byOperation: [],
    },
    cases: results.map((entry) => ({ ...entry, findings: [...new Set(entry.findings.map(rootOf))] })),
    requests: session.sent,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: session.now() - startedAt,
    interrupted: session.signal.aborted,
    leftovers: [],
    ...(gone !== undefined && { unreachable: gone }),
  };
  return baseline ? { ...report, fixed: findFixed(report, baseline) } : report;
}
