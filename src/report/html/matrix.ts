/** The coverage matrix of the page: operation × status × constraint × rule. */
import type { CaseResult, CheckReport, OperationCoverage } from '../check-report.ts';
import { escapeHtml } from '../escape.ts';
import type { Finding } from '../finding.ts';

/** Keywords of JSON Schema that requests break, and that ids of cases name. */
const KEYWORDS = new Set(
  `type enum const format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf
  minItems maxItems uniqueItems contains minProperties maxProperties required additionalProperties propertyNames
  dependentRequired unevaluatedProperties not oneOf anyOf allOf nullable readOnly publicAddress`.split(/\s+/),
);

/** Columns under one heading. */
interface Group {
  readonly title: string;
  readonly columns: readonly Column[];
}

/** A column, and what it shows of an operation. */
interface Column {
  readonly name: string;
  toCell(row: OperationCoverage): string;
}

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
export function toMatrixHtml(report: CheckReport): string {
  const { byOperation } = report.coverage;
  if (byOperation.length === 0) return '';
  const groups = toGroups(report).filter(({ columns }) => columns.length > 0);
  const head = groups.map(
    ({ title, columns }) => `<th scope="colgroup" colspan="${columns.length}">${escapeHtml(title)}</th>`,
  );
  const columns = groups.flatMap((group) => group.columns);
  const names = columns.map(({ name }) => `<th scope="col"><div class="name">${escapeHtml(name)}</div></th>`);
  const rows = byOperation.map((row) => {
    const route = escapeHtml(`${row.method} ${row.path}`);
    const cells = columns.map(({ toCell }) => toCell(row));
    return `<tr><th scope="row">${escapeHtml(row.operation)}<br><code class="faint">${route}</code></th>${cells.join('')}</tr>\n`;
  });
  return `<p class="legend">✓ passed, ✗ failed, ! warned, – not met or not judged; empty: the contract has none. 2/3: two of three cases passed. Under a status: how many answers had it.</p>
<div class="scroll" tabindex="0" role="group" aria-labelledby="coverage-name">
<table><caption class="unseen">What was met and judged of each operation</caption>
<colgroup></colgroup>${groups.map((group) => `<colgroup span="${group.columns.length}"></colgroup>`).join('')}
<thead><tr><th scope="col" rowspan="2">Operation</th>${head.join('')}</tr>
<tr>${names.join('')}</tr></thead>
<tbody>
${rows.join('')}</tbody></table></div>
`;
}

/** Statuses, constraints, the rules of each phase, and the checks of every answer as far as they found something. */
function toGroups({ coverage, cases, findings }: CheckReport): Group[] {
  const statuses = unique(coverage.byOperation.flatMap((row) => row.statuses.map(({ status }) => status)));
  const constraints = cases.filter((entry) => toConstraint(entry) !== undefined);
  const rules = cases.filter((entry) => toConstraint(entry) === undefined);
  const answers = findings.flatMap(({ check }) =>
    check === undefined || cases.some((entry) => entry.check === check) ? [] : check,
  );
  const toCaseColumn = (list: readonly CaseResult[], name: string, nameOf: typeof toConstraint): Column => ({
    name,
    toCell: ({ operation }) => toCell(list.filter((entry) => entry.operation === operation && nameOf(entry) === name)),
  });
  const toRuleGroup = (phase: string): Group => {
    const own = rules.filter((entry) => entry.phase === phase);
    return { title: `Phase ${phase}`, columns: unique(own.map(toRule)).map((name) => toCaseColumn(own, name, toRule)) };
  };
  return [
    { title: 'Statuses', columns: statuses.toSorted().map(toStatusColumn) },
    {
      title: 'Constraints',
      columns: unique(constraints.map((entry) => toConstraint(entry)!))
        .toSorted()
        .map((name) => toCaseColumn(constraints, name, toConstraint)),
    },
    ...unique(rules.map(({ phase }) => phase)).map(toRuleGroup),
    { title: 'Answers', columns: unique(answers).map((name) => toAnswerColumn(findings, name)) },
  ];
}

function toStatusColumn(status: string): Column {
  return {
    name: status,
    toCell: ({ statuses }) => toStatusCell(statuses.find((entry) => entry.status === status)?.answers),
  };
}

function toAnswerColumn(findings: readonly Finding[], name: string): Column {
  return {
    name,
    toCell({ operation }) {
      const found = findings.find((finding) => finding.operation === operation && finding.check === name);
      if (!found) return '<td></td>';
      const verdict = found.severity === 'error' ? 'failed' : 'warned';
      return show({ passed: 0, total: 1, verdict, finding: found.fingerprint });
    },
  };
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
