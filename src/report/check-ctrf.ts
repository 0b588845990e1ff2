/** A conformance run as a CTRF document (https://ctrf.io), the common test report format, version 0.0.0. */
import { type CaseOutcome, type CaseWithFindings, toOutcomes } from './case-outcome.ts';
import type { CheckReport } from './check-report.ts';
import type { ReportContext } from './reporter.ts';
import { toPlace } from './words.ts';

/** Warned cases pass and known ones are skipped, as the exit code has it; `rawStatus` keeps the word. */
const STATUSES: Readonly<Record<CaseOutcome, string>> = {
  passed: 'passed',
  warned: 'passed',
  failed: 'failed',
  known: 'skipped',
  skipped: 'skipped',
  pending: 'pending',
};

/** One JSON value and a line break. Times are milliseconds since 1970; a run whose start is unknown starts at 0. */
export function formatCheckCtrf(report: CheckReport, { version }: ReportContext): string {
  const cases = toOutcomes(report);
  const count = (status: string): number => cases.filter(({ outcome }) => STATUSES[outcome] === status).length;
  const start = Date.parse(report.startedAt ?? '1970-01-01T00:00:00Z');
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    ...(report.startedAt !== undefined && { timestamp: report.startedAt }),
    generatedBy: 'hookspec check',
    results: {
      tool: { name: 'hookspec', version },
      summary: {
        tests: cases.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: 0,
        suites: new Set(report.cases.map(({ phase }) => phase)).size,
        start,
        stop: start + Math.round(report.durationMs),
        duration: Math.round(report.durationMs),
      },
      tests: cases.map((one) => toTest(report.contract, one)),
      environment: {
        appName: report.contract,
        extra: {
          server: report.server,
          seed: report.seed,
          interrupted: report.interrupted,
          ...(report.unreachable !== undefined && { unreachable: report.unreachable }),
        },
      },
      extra: { findings: report.findings, fixed: report.fixed ?? [], coverage: report.coverage },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toTest(contract: string, { entry, outcome, findings, text }: CaseWithFindings): object {
  const place = toPlace(findings[0]?.contractLocation);
  const message = findings.length > 0 ? findings.map((finding) => finding.message).join(' ') : entry.reason;
  return {
    testId: `${contract} ${entry.id}`,
    name: entry.id,
    status: STATUSES[outcome],
    rawStatus: outcome,
    duration: Math.round(entry.durationMs),
    suite: [contract, entry.phase],
    ...(message !== undefined && { message }),
    ...(text !== '' && { trace: text }),
    ...(place && { filePath: place.file, line: place.line }),
    labels: {
      title: entry.title,
      ...(entry.check !== undefined && { check: entry.check }),
      ...(entry.operation !== undefined && { operation: entry.operation }),
    },
    type: 'conformance',
  };
}
