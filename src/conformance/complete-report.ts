/** What is done with a report after the run: what follows from other findings goes, baseline and replays come. */
import type { CaseResult, CheckReport } from '../report/check-report.ts';
import { findFixed } from './baseline.ts';
import { explain } from './explain.ts';
import type { OpenSession } from './open-session.ts';
import type { ConformanceOptions } from './options.ts';
import { writeReplays } from './replay/write-replays.ts';

/** The report with all that it says about its findings, and no secret in it. */
export function completeReport(session: OpenSession, report: CheckReport, options: ConformanceOptions): CheckReport {
  const { baseline, replays, cwd = process.cwd() } = options;
  const causes = explain(session.collector, session.contract, session.recorder.exchanges);
  // Whoever follows the events has heard of the consequences before their cause was known.
  for (const finding of causes.keys()) session.emit({ type: 'follows', finding, cause: rootOf(finding, causes) });
  const findings = report.findings
    .filter(({ fingerprint }) => !causes.has(fingerprint))
    .map((finding) => ({ ...finding, places: [...(finding.places ?? []), ...placesOf(report, causes, finding)] }));
  const complete: CheckReport = {
    ...report,
    findings: replays === undefined ? findings : writeReplays(session, findings, { folder: replays, cwd }),
    cases: report.cases.map((entry) => withCauses(entry, causes)),
    leftovers: report.leftovers.map((left) => session.hide(left)),
  };
  return baseline ? { ...complete, fixed: findFixed(complete, baseline) } : complete;
}

/** What follows is shown where its cause is. */
function placesOf(
  { findings }: CheckReport,
  causes: ReadonlyMap<string, string>,
  { fingerprint, places = [] }: CheckReport['findings'][number],
): string[] {
  const effects = findings.filter((other) => rootOf(other.fingerprint, causes) === fingerprint);
  const further = effects.filter((other) => other.fingerprint !== fingerprint).flatMap((other) => other.places ?? []);
  return [...new Set(further)].filter((place) => !places.includes(place));
}

function withCauses(entry: CaseResult, causes: ReadonlyMap<string, string>): CaseResult {
  return { ...entry, findings: [...new Set(entry.findings.map((fingerprint) => rootOf(fingerprint, causes)))] };
}

function rootOf(fingerprint: string, causes: ReadonlyMap<string, string>): string {
  const seen = new Set([fingerprint]);
  let root = fingerprint;
  for (let next = causes.get(root); next !== undefined && !seen.has(next); next = causes.get(root)) {
    seen.add(next);
    root = next;
  }
  return root;
}
