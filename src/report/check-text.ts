/** The result of a conformance run for people. */
import type { CheckReport } from './check-report.ts';
import { toColumns } from './columns.ts';
import { toCoverageWords } from './coverage-words.ts';
import { escapeLine } from './escape.ts';
import type { Finding } from './finding.ts';
import { formatFinding } from './finding-text.ts';
import { createPaint, type Paint } from './paint.ts';
import { plural } from './words.ts';
import { toEndings } from './ending.ts';

/** From so many findings on they are listed once more at the end, one line each, where the eye falls first. */
const MANY = 4;

/**
 * The whole result: every finding with its place and a line that repeats it, then what was and was not judged. With
 * a baseline only new findings are shown in full.
 * @param color with the colours of a terminal. Default false
 */
export function formatCheckText(report: CheckReport, color = false): string {
  const paint = createPaint(color);
  const isKnown = (finding: Finding): boolean => finding.state === 'known';
  const shown = report.findings.filter((finding) => !isKnown(finding));
  const known = report.findings.filter(isKnown);
  const blocks = [
    ...shown.map((finding) => `${formatFinding(finding, paint)}\n`),
    ...list('Known', known.map(toLine)),
    ...list('Fixed', (report.fixed ?? []).map(toLine)),
    ...(shown.length < MANY ? [] : list('In short', shown.map(toLine))),
    formatSummary(report, paint),
  ];
  return blocks.join('\n');
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

function list(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [`${title}\n${toColumns(rows, '  ').join('\n')}\n`];
}

function toLine(finding: Pick<Finding, 'code' | 'fingerprint' | 'contractLocation' | 'operation'>): string[] {
  const { code, fingerprint, contractLocation = '-', operation = '-' } = finding;
  return [code, operation, contractLocation, fingerprint].map(escapeLine);
}

/** Nobody should take what was not received for right. */
function toDeliveryWords({ subject, coverage: { events } }: CheckReport): string {
  if (subject === 'receiver') return '';
  return events.covered === 0
    ? '; deliveries were not judged'
    : `; deliveries of ${events.covered} of ${events.total} events`;
}

function formatSummary(report: CheckReport, paint: Paint): string {
  const { contract, server, summary, requests, durationMs } = report;
  const reasons = new Map<string, number>();
  for (const { reason } of report.cases) if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const lines = [
    `${paint.strong(`${contract} at ${server}`)}: ${toVerdict(report, paint)}.`,
    `${plural(summary.cases, 'case')}: ${summary.passed} passed, ${summary.failed} failed, ${summary.warned} warned, ${summary.skipped} skipped.`,
    ...[...reasons].map(([reason, count]) => `  ${count} skipped: ${escapeLine(reason)}`),
    `Met ${toCoverageWords(report)}${toDeliveryWords(report)}.`,
    `${plural(requests, 'request')} in ${(durationMs / 1000).toFixed(1)} s.`,
    ...toEndings(report).map((ending) => paint.warning(escapeLine(ending))),
    ...report.leftovers.map((left) => paint.warning(`Not removed: ${escapeLine(left)}`)),
    ...(isInferred(report) ? ['All findings rest on rules that were inferred; --strict makes them errors.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether nothing but guesses about the contract speaks against the server. */
function isInferred({ findings }: CheckReport): boolean {
  return (
    findings.length > 0 &&
    findings.every(({ severity, evidence }) => severity === 'warning' && evidence?.kind === 'inferred')
  );
}

/** `2 errors, 1 warning`; with a baseline also `1 new, 2 known, 1 fixed`. */
function toVerdict({ findings, fixed }: CheckReport, paint: Paint): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const color = errors > 0 ? paint.error : paint.warning;
  const verdict = findings.length === 0 ? paint.good('no findings') : color(counts);
  const isNew = findings.filter(({ state }) => state === 'new').length;
  const known = findings.filter(({ state }) => state === 'known').length;
  if (fixed === undefined && isNew + known === 0) return verdict;
  return `${verdict}; ${isNew} new, ${known} known, ${fixed?.length ?? 0} fixed`;
}
