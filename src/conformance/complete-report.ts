/** What is added to a report after the run: what the baseline says, and the files for replays. */
import type { CheckReport } from '../report/check-report.ts';
import { findFixed } from './baseline.ts';
import type { OpenSession } from './open-session.ts';
import type { ConformanceOptions } from './options.ts';
import { writeReplays } from './replay/write-replays.ts';

/** The report with all that it says about its findings, and no secret in it. */
export function completeReport(session: OpenSession, report: CheckReport, options: ConformanceOptions): CheckReport {
  const { baseline, replays, cwd = process.cwd() } = options;
  return {
    ...report,
    ...(replays !== undefined && { findings: writeReplays(session, report.findings, { folder: replays, cwd }) }),
    ...(baseline && { fixed: findFixed(report, baseline) }),
    leftovers: report.leftovers.map((left) => session.hide(left)),
  };
}
