/** A conformance run as one page. */
import type { CheckReport } from '../check-report.ts';
import { escapeHtml } from '../escape.ts';
import type { Finding } from '../finding.ts';
import type { ReportContext } from '../reporter.ts';
import { plural } from '../words.ts';
import { toFindingHtml } from './finding.ts';
import { toPage } from './frame.ts';
import { toMatrixHtml } from './matrix.ts';
import { toEndings } from '../ending.ts';

/** Up to so many findings are open from the start. */
const FEW = 5;

/** The page: what was found, and what was judged. */
export function formatCheckHtml(report: CheckReport, { version }: ReportContext): string {
  return toPage({
    title: `hookspec check: ${report.contract} at ${report.server}`,
    head: toHead(report),
    skip: { id: 'findings', text: 'Skip to the findings' },
    main: `<section id="findings" aria-labelledby="findings-name">
<h2 id="findings-name">Findings</h2>
${toFilters(report.findings)}${report.findings.map((finding) => toFindingHtml(finding, report.findings.length <= FEW)).join('')}</section>
${toFixed(report)}${toCoverage(report)}${toSkipped(report)}`,
    foot: `hookspec ${escapeHtml(version)}, seed ${report.seed}`,
  });
}

/** Receivers have no operations, and so no matrix. */
function toCoverage(report: CheckReport): string {
  if (report.subject === 'receiver') return '';
  return `<section aria-labelledby="coverage-name">
<h2 id="coverage-name">Coverage</h2>
${toMatrixHtml(report)}</section>
`;
}

function toHead(report: CheckReport): string {
  const { findings, fixed, summary, coverage } = report;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const count = (state: string): number => findings.filter((finding) => finding.state === state).length;
  const hasBaseline = fixed !== undefined || findings.some(({ state }) => state !== undefined);
  const ratio = ({ covered, total }: { covered: number; total: number }): string => `${covered} of ${total}`;
  const facts: (readonly [string, string | number, string?])[] = [
    ['Errors', errors, errors > 0 ? 'is-error' : 'is-good'],
    ['Warnings', findings.length - errors, findings.length > errors ? 'is-warning' : 'is-good'],
    ...(hasBaseline
      ? ([['New, known, fixed', `${count('new')}, ${count('known')}, ${fixed?.length ?? 0}`]] as const)
      : []),
    ['Cases passed', `${summary.passed} of ${summary.cases}`],
    ...(report.subject === 'receiver'
      ? ([['Events', ratio(coverage.events)]] as const)
      : ([
          ['Operations', ratio(coverage.operations)],
          ['Responses', ratio(coverage.responses)],
          ['Constraints', ratio(coverage.constraints)],
        ] as const)),
    ['Requests', `${report.requests} in ${(report.durationMs / 1000).toFixed(1)} s`],
  ];
  const tiles = facts.map(
    ([label, value, look]) =>
      `<div><dt>${label}</dt><dd${look === undefined ? '' : ` class="${look}"`}>${value}</dd></div>\n`,
  );
  const notes = [...toEndings(report), ...report.leftovers.map((left) => `Not removed: ${left}`)];
  const when = report.startedAt === undefined ? '' : `, ${escapeHtml(report.startedAt)}`;
  return `<h1>${escapeHtml(report.contract)}</h1>
<p class="faint">hookspec check of <code>${escapeHtml(report.server)}</code>${when}</p>
<dl class="facts">
${tiles.join('')}</dl>
${notes.map((note) => `<p class="is-warning">${escapeHtml(note)}</p>\n`).join('')}`;
}

function toFilters(findings: readonly Finding[]): string {
  if (findings.length === 0) return '<p class="is-good">No findings.</p>\n';
  const select = (label: string, name: 'operation' | 'check' | 'severity' | 'state'): string => {
    const values = [...new Set(findings.flatMap((finding) => finding[name] ?? []))].toSorted();
    if (values.length === 0) return '';
    const options = values.map((value) => `<option>${escapeHtml(value)}</option>`).join('');
    return `<label>${label}<select name="${name}"><option value="">all</option>${options}</select></label>\n`;
  };
  return `<form id="filters" class="filters" hidden aria-label="Filter the findings">
${select('Operation', 'operation')}${select('Check', 'check')}${select('Severity', 'severity')}${select('State', 'state')}<label>Text<input type="search" name="text" autocomplete="off"></label>
<button type="reset">Clear</button>
<button type="button" data-open="true">Open all</button>
<button type="button" data-open="false">Close all</button>
</form>
<p id="shown" role="status" class="faint">${plural(findings.length, 'finding')}</p>
<p id="nothing" hidden>No finding fits these filters.</p>
`;
}

function toFixed({ fixed = [] }: CheckReport): string {
  if (fixed.length === 0) return '';
  const rows = fixed.map(
    ({ code, operation = '', message }) =>
      `<li><strong>${escapeHtml(code)}</strong> <code>${escapeHtml(operation)}</code> ${escapeHtml(message)}</li>\n`,
  );
  return `<section aria-labelledby="fixed-name">\n<h2 id="fixed-name">Fixed since the baseline</h2>\n<ul>\n${rows.join('')}</ul>\n</section>\n`;
}

/** What was not judged, by reason: nobody should take it for passed. */
function toSkipped({ cases }: CheckReport): string {
  const reasons = Map.groupBy(
    cases.filter(({ reason }) => reason !== undefined),
    ({ reason }) => reason!,
  );
  if (reasons.size === 0) return '';
  const blocks = [...reasons].map(([reason, list]) => {
    const rows = list.map(({ id, title }) => `<li><code>${escapeHtml(id)}</code> ${escapeHtml(title)}</li>\n`);
    return `<details><summary>${plural(list.length, 'case')}: ${escapeHtml(reason)}</summary>\n<ul>\n${rows.join('')}</ul>\n</details>\n`;
  });
  return `<section aria-labelledby="skipped-name">\n<h2 id="skipped-name">Not judged</h2>\n${blocks.join('')}</section>\n`;
}
