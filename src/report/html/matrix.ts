/** The coverage matrix of the page: operation × status, constraint and rule. */
import type { CaseResult, CheckReport } from '../check-report.ts';
import { escapeHtml } from '../escape.ts';

/** Keywords of JSON Schema that requests break, and that ids of cases name. */
const KEYWORDS = new Set(
  `type enum const format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf
  minItems maxItems uniqueItems contains minProperties maxProperties required additionalProperties propertyNames
  dependentRequired unevaluatedProperties not oneOf anyOf allOf nullable readOnly publicAddress`.split(/\s+/),
);

/** A cell: how many of its cases passed, and the worst of them. */
interface Cell {
  readonly passed: number;
  readonly total: number;
  readonly verdict: CaseResult['verdict'];
  /** A finding to jump to. */
  readonly finding?: string;
}

const SIGNS = { passed: '✓', failed: '✗', warned: '!', skipped: '–' } as const;
const STYLES = { passed: 'is-good', failed: 'is-error', warned: 'is-warning', skipped: 'faint' } as const;
const WORST = ['failed', 'warned', 'passed', 'skipped'] as const;

/** The table; '' when the report knows no operations. */
export function toMatrixHtml({ coverage, cases, findings }: CheckReport): string {
  const rows = coverage.byOperation;
  if (rows.length === 0) return '';
  const statuses = unique(rows.flatMap((row) => row.statuses.map(({ status }) => status))).toSorted();
  const withConstraint = cases.filter((entry) => toConstraint(entry) !== undefined);
  const others = cases.filter((entry) => toConstraint(entry) === undefined);
  const constraints = unique(withConstraint.map((entry) => toConstraint(entry)!)).toSorted();
  const checks = unique([...others.map(toRule), ...findings.flatMap(({ check }) => check ?? [])]).filter(
    (check) => others.some((entry) => toRule(entry) === check) || !cases.some((entry) => entry.check === check),
  );
  const body = rows.map(({ operation, method, path, statuses: known }) => {
    const cells = [
      ...statuses.map((status) => toStatusCell(known.find((entry) => entry.status === status)?.answers)),
      ...constraints.map((name) =>
        toCell(withConstraint.filter((entry) => entry.operation === operation && toConstraint(entry) === name)),
      ),
      ...checks.map((check) => {
        const own = others.filter((entry) => entry.operation === operation && toRule(entry) === check);
        const found = findings.find((finding) => finding.operation === operation && finding.check === check);
        // Checks of every answer have no cases of their own.
        return own.length === 0 && found
          ? show({
              passed: 0,
              total: 1,
              verdict: found.severity === 'error' ? 'failed' : 'warned',
              finding: found.fingerprint,
            })
          : toCell(own);
      }),
    ];
    return `<tr><th scope="row">${escapeHtml(operation)}<br><code class="faint">${escapeHtml(`${method} ${path}`)}</code></th>${cells.join('')}</tr>\n`;
  });
  const groups = [
    ['Statuses', statuses],
    ['Constraints', constraints],
    ['Rules', checks],
  ] as const;
  const filled = groups.filter(([, names]) => names.length > 0);
  const head = filled.map(([title, names]) => `<th scope="colgroup" colspan="${names.length}">${title}</th>`).join('');
  const names = filled.flatMap(([, list]) =>
    list.map((name) => `<th scope="col"><div class="name">${escapeHtml(name)}</div></th>`),
  );
  return `<p class="legend">✓ passed of all, ✗ failed, ! warned, – documented and not met or not judged, empty: the contract has none. A number under a status counts its answers.</p>
<div class="scroll" tabindex="0" role="group" aria-labelledby="coverage-name">
<table><caption class="unseen">What was met and judged of each operation</caption>
${filled.map(([, list]) => `<colgroup span="${list.length}"></colgroup>`).reduce((all, one) => all + one, '<colgroup></colgroup>')}
<thead><tr><th scope="col" rowspan="2">Operation</th>${head}</tr>
<tr>${names.join('')}</tr></thead>
<tbody>
${body.join('')}</tbody></table></div>
`;
}

function toConstraint({ id, phase }: CaseResult): string | undefined {
  if (phase !== 'negative' && phase !== 'schema') return undefined;
  return id
    .split(/[\s=]+/)
    .slice(2)
    .findLast((word) => KEYWORDS.has(word));
}

function toRule({ check, phase }: CaseResult): string {
  return check ?? phase;
}

function toCell(cases: readonly CaseResult[]): string {
  if (cases.length === 0) return '<td></td>';
  const verdict = WORST.find((worst) => cases.some((entry) => entry.verdict === worst))!;
  const finding = cases.find((entry) => entry.verdict === verdict)?.findings[0];
  const passed = cases.filter((entry) => entry.verdict === 'passed').length;
  return show({ passed, total: cases.length, verdict, ...(finding !== undefined && { finding }) });
}

function show({ passed, total, verdict, finding }: Cell): string {
  const count = total === 1 ? '' : ` ${passed}/${total}`;
  const text = `<span aria-hidden="true">${SIGNS[verdict]}</span><span class="unseen">${verdict}</span>${count}`;
  const inner =
    finding === undefined ? text : `<a class="${STYLES[verdict]}" href="#f-${escapeHtml(finding)}">${text}</a>`;
  return `<td class="${STYLES[verdict]}">${inner}</td>`;
}

function toStatusCell(answers: number | undefined): string {
  if (answers === undefined) return '<td></td>';
  if (answers > 0) return `<td class="is-good">${answers}</td>`;
  return '<td class="faint"><span aria-hidden="true">–</span><span class="unseen">not met</span></td>';
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
