/** What changed between two versions, for people. */
import { formatChange, formatChangeLine } from './diff-change-text.ts';
import type { Change, ContractDiff, DiffRun, Level } from './diff-report.ts';
import { groupByOperation, headings, levels, toCounts, toGrounds, toPolicy } from './diff-words.ts';
import { escapeLine } from './escape.ts';
import { createPaint, type Paint } from './paint.ts';
import { plural } from './words.ts';

/** How much is shown, and how. */
export interface DiffTextOptions {
  /** With the colours of a terminal. Default false. */
  readonly color?: boolean;
  /** Show what is proved harmless too. Default false. */
  readonly verbose?: boolean;
  /** What to do instead: rule → sentence. Each is shown once, at the first change that breaks. */
  readonly remedies?: Readonly<Record<string, string>>;
}

/** Contract by contract, level by level, operation by operation; then one line that sums up. */
export function formatDiffText(run: DiffRun, options: DiffTextOptions = {}): string {
  const paint = createPaint(options.color ?? false);
  const remedies = new Map(Object.entries(options.remedies ?? {}));
  const blocks = run.contracts.map((contract) => formatContract(contract, paint, options.verbose ?? false, remedies));
  return `${[...blocks, formatEnd(run, paint)].join('\n')}`;
}

function formatContract(
  contract: ContractDiff,
  paint: Paint,
  isVerbose: boolean,
  remedies: Map<string, string>,
): string {
  const { base, head, changes, summary, advice, versionFault } = contract;
  const title = `${paint.strong(escapeLine(toTitle(base)))} → ${paint.strong(escapeLine(toTitle(head)))}`;
  if (changes.length === 0 && versionFault === undefined) return `${title}: ${paint.good('no changes')}.\n`;
  const open = changes.filter(({ approved }) => approved === undefined);
  const approved = changes.filter((change) => change.approved !== undefined);
  const shown = levels.filter((level) => level !== 'refuted' || isVerbose);
  const sections = shown.flatMap((level) =>
    formatLevel(
      level,
      open.filter((change) => change.level === level),
      paint,
      remedies,
    ),
  );
  const next =
    advice === undefined || advice.bump === 'none' ? '' : `; next version ${advice.nextVersion} (${advice.bump})`;
  const counts = escapeLine(`${contract.name}: ${toCounts(summary)}${next}.`);
  return [
    `${title}\n`,
    ...sections,
    ...(approved.length === 0 ? [] : [formatApproved(approved, paint)]),
    `${toColor(contract, paint)(counts)}\n`,
    ...(versionFault === undefined ? [] : [`${paint.error(escapeLine(`${versionFault}.`))}\n`]),
  ].join('\n');
}

function formatLevel(level: Level, changes: readonly Change[], paint: Paint, remedies: Map<string, string>): string[] {
  if (changes.length === 0) return [];
  const head = paint.strong(`${headings[level]}: ${changes.length}`);
  if (level === 'breaking' || level === 'warning') {
    const groups = [...groupByOperation(changes)].map(([operation, list]) =>
      [
        paint.strong(escapeLine(operation)),
        ...list.map((change) => `${formatChange(change, paint, takeRemedy(change, remedies))}\n`),
      ].join('\n'),
    );
    return [`${head}\n`, ...groups];
  }
  const lines = changes.map((change) => {
    const line = formatChangeLine(change, paint);
    return level === 'refuted' ? `${line}\n    ${paint.faint(escapeLine(toGrounds(change)))}` : line;
  });
  return [`${head}\n${lines.join('\n')}\n`];
}

/** Many rules share a remedy, and said once is enough. */
function takeRemedy({ level, rule }: Change, remedies: Map<string, string>): string {
  const remedy = level === 'breaking' ? (remedies.get(rule) ?? '') : '';
  if (remedy !== '') for (const [other, sentence] of remedies) if (sentence === remedy) remedies.delete(other);
  return remedy;
}

function formatApproved(changes: readonly Change[], paint: Paint): string {
  const lines = changes.map((change) => {
    const reason = paint.faint(`    approved: ${escapeLine(change.approved!)} (${change.fingerprint})`);
    return `${formatChangeLine(change, paint)}\n${reason}`;
  });
  return `${paint.strong(`Approved: ${changes.length}`)}\n${lines.join('\n')}\n`;
}

function formatEnd(run: DiffRun, paint: Paint): string {
  const { contracts, summary, lapsed = [] } = run;
  const lines = [
    ...lapsed.map(({ fingerprint, change, why }) =>
      paint.warning(escapeLine(`Approval ${fingerprint}${change === undefined ? '' : ` (${change})`}: ${why}.`)),
    ),
    ...(contracts.length > 1 ? [`${plural(contracts.length, 'contract')}: ${toCounts(summary)}.`] : []),
    paint.faint(`Policy ${toPolicy(run)}.`),
  ];
  return `${lines.join('\n')}\n`;
}

function toTitle({ label, version }: ContractDiff['base']): string {
  return version === '' ? label : `${label} ${version}`;
}

function toColor({ summary }: ContractDiff, paint: Paint): (text: string) => string {
  if (summary.breaking > 0) return paint.error;
  return summary.warning > 0 ? paint.warning : paint.good;
}
