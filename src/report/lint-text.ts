/** Lint findings for people: the place first so that editors and terminals can jump to it, and the lines around it. */
import { formatCodeFrame } from './code-frame.ts';
import { escapeLine } from './escape.ts';
import type { Finding } from './finding.ts';
import { countFindings } from './lint-report.ts';
import type { LintReport, LintResult } from './lint-report.ts';
import type { LintContext } from './lint-reporters.ts';
import { createPaint, type Paint } from './paint.ts';
import { plural, toPlace } from './words.ts';

/** Findings of one rule in one contract that are shown; the rest is counted. */
const MOST = 20;

/**
 * Renders the findings of every contract and one line that sums up each.
 * First line of a finding: `file:line:column`, severity, rule, message; then its code frame.
 */
export function formatLintText({ contracts }: LintReport, context: LintContext): string {
  const paint = createPaint(context.color === true);
  const blocks = contracts.flatMap((result) => [
    ...groupByPlace(toShown(result)).map((group) => formatGroup(group, paint, context)),
    formatSummary(result, paint),
  ]);
  return `${blocks.join('\n\n')}\n`;
}

/** Findings that follow each other at one place share its frame. */
function groupByPlace(findings: readonly Finding[]): Finding[][] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (last?.[0]?.contractLocation === finding.contractLocation && last) last.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function formatGroup(group: readonly Finding[], paint: Paint, { readLines }: LintContext): string {
  const heads = group.map((finding) => formatHead(finding, paint));
  const place = toPlace(group[0]!.contractLocation);
  const lines = place && readLines(place.file);
  const frame = place && lines && formatCodeFrame(lines, place);
  return [...heads, ...(frame === undefined ? [] : [paint.faint(frame.replaceAll(/^/gm, '  '))])].join('\n');
}

function formatHead({ contractLocation = '-', severity, code, message }: Finding, paint: Paint): string {
  return [
    paint.strong(escapeLine(contractLocation)),
    severity === 'error' ? paint.error(severity) : paint.warning(severity),
    escapeLine(code),
    escapeLine(message),
  ].join('  ');
}

/** The first findings of every rule. */
function toShown({ findings }: LintResult): Finding[] {
  const seen = new Map<string, number>();
  return findings.filter(({ code }) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= MOST;
  });
}

function formatSummary(result: LintResult, paint: Paint): string {
  const { name, findings } = result;
  if (findings.length === 0) return `${escapeLine(name)}: ${paint.good('no findings')}.`;
  const { errors, warnings } = countFindings(findings);
  const verdict = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const left = new Map<string, number>();
  const shown = new Set(toShown(result));
  for (const finding of findings) if (!shown.has(finding)) left.set(finding.code, (left.get(finding.code) ?? 0) + 1);
  const more = [...left].map(([code, count]) => `${count} more of ${escapeLine(code)}; every other form lists them.\n`);
  return `${more.join('')}${escapeLine(name)}: ${errors > 0 ? paint.error(verdict) : paint.warning(verdict)}.`;
}
