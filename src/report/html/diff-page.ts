/** What changed between two versions, as one page. */
import type { Change, ContractDiff, DiffRun } from '../diff-report.ts';
import { headings, levels, toCounts, toPolicy, toVerdict, toWho } from '../diff-words.ts';
import { escapeHtml } from '../escape.ts';
import type { ReportContext } from '../reporter.ts';
import { plural } from '../words.ts';
import { toChangeHtml } from './diff-change.ts';
import { toPage } from './frame.ts';

/** Up to so many breaking changes are open from the start. */
const FEW = 5;

/** The page; its filters are level, operation, who is affected, verdict and text. */
export function formatDiffHtml(run: DiffRun, { version, codes }: ReportContext): string {
  const names = run.contracts.map(({ name }) => name).join(', ');
  const all = run.contracts.flatMap(({ changes }) => changes);
  const isMany = run.contracts.length > 1;
  const list = (contract: ContractDiff): string =>
    contract.changes
      .map((change) => {
        const isOpen = change.level === 'breaking' && run.summary.breaking <= FEW;
        return toChangeHtml(change, isOpen, codes[change.rule], isMany ? contract.name : undefined);
      })
      .join('');
  return toPage({
    title: `hookspec diff: ${names}`,
    head: toHead(run),
    skip: { id: 'changes', text: 'Skip to the changes' },
    main: `<section id="changes" aria-labelledby="changes-name">
<h2 id="changes-name">Changes</h2>
${toFilters(run, all)}${run.contracts.map(list).join('')}</section>
${toLapsed(run)}`,
    foot: `hookspec ${escapeHtml(version)}`,
  });
}

function toHead(run: DiffRun): string {
  const { contracts, summary, failed } = run;
  const tile = (label: string, value: string | number, look = ''): string =>
    `<div><dt>${label}</dt><dd${look === '' ? '' : ` class="${look}"`}>${value}</dd></div>\n`;
  const tiles = [
    tile('Result', failed ? 'fails' : 'passes', failed ? 'is-error' : 'is-good'),
    tile('Breaking', summary.breaking, summary.breaking > 0 ? 'is-error' : 'is-good'),
    tile('Warnings', summary.warning, summary.warning > 0 ? 'is-warning' : 'is-good'),
    tile('Other changes', summary.info),
    tile('Proved harmless', summary.refuted),
    tile('Approved', summary.approved),
  ];
  const rows = contracts.map((contract) => `<li>${toLine(contract)}</li>\n`);
  return `<h1>${escapeHtml(contracts.map(({ name }) => name).join(', '))}</h1>
<p class="faint">hookspec diff, policy ${escapeHtml(toPolicy(run))}</p>
<ul>
${rows.join('')}</ul>
<dl class="facts">
${tiles.join('')}</dl>
`;
}

function toLine({ name, base, head, summary, advice, versionFault }: ContractDiff): string {
  const side = ({ label, version }: ContractDiff['base']): string =>
    `<code>${escapeHtml(label)}</code> ${escapeHtml(version)}`.trimEnd();
  const next =
    advice === undefined || advice.bump === 'none'
      ? ''
      : `; next version <strong>${escapeHtml(advice.nextVersion)}</strong> (${advice.bump})`;
  const fault = versionFault === undefined ? '' : `<br><span class="is-error">${escapeHtml(versionFault)}.</span>`;
  return `${escapeHtml(name)}: ${side(base)} → ${side(head)}: ${escapeHtml(toCounts(summary))}${next}.${fault}`;
}

function toFilters({ contracts }: DiffRun, changes: readonly Change[]): string {
  if (changes.length === 0) return '<p class="is-good">No changes.</p>\n';
  const select = (label: string, name: string, values: readonly (readonly [string, string])[]): string => {
    const options = values.map(([value, text]) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`);
    return `<label>${label}<select name="${name}"><option value="">all</option>${options.join('')}</select></label>\n`;
  };
  const same = (values: readonly string[]): (readonly [string, string])[] =>
    [...new Set(values)].toSorted().map((value) => [value, value]);
  const met = levels.filter((level) => changes.some((change) => change.level === level));
  const who = new Map(changes.map((change) => [change.affected as string, toWho(change)]));
  return `<form id="filters" class="filters" data-noun="changes" hidden aria-label="Filter the changes">
${contracts.length > 1 ? select('Contract', 'contract', same(contracts.map(({ name }) => name))) : ''}${select(
    'Level',
    'level',
    met.map((level) => [level, headings[level]]),
  )}${select('Operation', 'operation', same(changes.flatMap(({ operations }) => operations)))}${select('Affected', 'affected', [...who])}${select('Verdict', 'verdict', same(changes.map(toVerdict)))}<label>Text<input type="search" name="text" autocomplete="off"></label>
<button type="reset">Clear</button>
<button type="button" data-open="true">Open all</button>
<button type="button" data-open="false">Close all</button>
</form>
<p id="shown" role="status" class="faint">${plural(changes.length, 'change')}</p>
<p id="nothing" hidden>No change fits these filters.</p>
`;
}

function toLapsed({ lapsed = [] }: DiffRun): string {
  if (lapsed.length === 0) return '';
  const rows = lapsed.map(
    ({ fingerprint, change = '', why }) =>
      `<li><code>${escapeHtml(fingerprint)}</code> ${escapeHtml(change)}: ${escapeHtml(why)}</li>\n`,
  );
  return `<section aria-labelledby="lapsed-name">\n<h2 id="lapsed-name">Approvals that cover nothing</h2>\n<ul>\n${rows.join('')}</ul>\n</section>\n`;
}
