/** A conformance run for people: progress while it runs, findings and a summary at its end. */
import type { CheckEvent, CheckReport, Count } from './check-report.ts';
import type { Finding } from './finding.ts';

/** Places shown of one finding; the rest is counted. */
const MOST_PLACES = 4;

/**
 * The line that an event adds to the progress, with its newline.
 * @returns '' for events that people do not need to see
 */
export function formatCheckProgress(event: CheckEvent): string {
  if (event.type === 'run') {
    return `Checking ${event.contract} at ${event.server}: ${plural(event.cases, 'case')}, seed ${event.seed}\n`;
  }
  if (event.type === 'phase') return `${event.phase}: ${plural(event.cases, 'case')}\n`;
  if (event.type === 'wait') return `  waiting ${Math.ceil(event.milliseconds / 1000)} s: ${event.reason}\n`;
  if (event.type !== 'case' || event.result.verdict === 'passed' || event.result.verdict === 'skipped') return '';
  return `  ${event.result.verdict} ${event.result.id}\n`;
}

/** The whole result: every finding with its place and a line that repeats it, then what was and was not judged. */
export function formatCheckText(report: CheckReport): string {
  const blocks = report.findings.map((finding) => `${formatFinding(finding)}\n`);
  return `${[...blocks, formatSummary(report)].join('\n')}`;
}

/** The cases of a run that was only planned, one line each. */
export function formatCheckPlan(report: CheckReport): string {
  const lines = report.cases.map(({ id, title, reason }) => {
    const skipped = reason === undefined || reason === 'plan' ? '' : ` (skipped: ${reason})`;
    return `${id}: ${title}${skipped}`;
  });
  const sent = report.cases.filter(({ reason }) => reason === 'plan').length;
  return `${lines.join('\n')}\n\n${plural(lines.length, 'case')}, ${sent} of them would be run. Nothing was sent.\n`;
}

function formatFinding(finding: Finding): string {
  const { places = [], evidence } = finding;
  const shown = places.slice(0, MOST_PLACES).join(', ');
  const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : '';
  const rule = [finding.contractLocation, finding.contractPointer && `(${finding.contractPointer})`];
  const rows: (readonly [string, string])[] = [
    ['rule', rule.filter(Boolean).join(' ')],
    ['seen', shown + more],
    ['evidence', evidence ? `${evidence.kind}: ${evidence.source}` : ''],
    ['repeat', finding.reproduce ?? ''],
    ['id', finding.fingerprint],
  ];
  const head = [finding.severity, finding.code, finding.operation ?? ''].join(' ').trimEnd();
  const details = rows.filter(([, text]) => text !== '').map(([label, text]) => `  ${label.padEnd(8)}  ${text}`);
  return [head, `  ${finding.message}`, ...details].join('\n');
}

function formatSummary({
  contract,
  server,
  findings,
  summary,
  cases,
  coverage,
  requests,
  durationMs,
  ...rest
}: CheckReport): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const verdict =
    findings.length === 0
      ? 'no findings'
      : `${plural(errors, 'error')}, ${plural(findings.length - errors, 'warning')}`;
  const reasons = new Map<string, number>();
  for (const { reason } of cases) if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const lines = [
    `${contract} at ${server}: ${verdict}.`,
    `${plural(summary.cases, 'case')}: ${summary.passed} passed, ${summary.failed} failed, ${summary.warned} warned, ${summary.skipped} skipped.`,
    ...[...reasons].map(([reason, count]) => `  ${count} skipped: ${reason}`),
    `Met ${ratio(coverage.operations)} operations, ${ratio(coverage.responses)} documented responses, ${ratio(coverage.constraints)} request constraints; deliveries were not judged.`,
    `${plural(requests, 'request')} in ${(durationMs / 1000).toFixed(1)} s.`,
    ...(rest.interrupted ? ['The run was interrupted.'] : []),
    ...rest.leftovers.map((left) => `Not removed: ${left}`),
  ];
  return `${lines.join('\n')}\n`;
}

function ratio({ covered, total }: Count): string {
  return `${covered} of ${total}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
