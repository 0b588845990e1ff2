/** A difference as Markdown: for the comment of a pull request, a step summary, a changelog. */
import type { Change, ContractDiff, DiffRun, Level } from './diff-report.ts';
import { toWitnessLines } from './diff-witness-lines.ts';
import {
  findWitness,
  groupByOperation,
  toCounts,
  toEffect,
  toGrounds,
  toHeadline,
  toPolicy,
  toVerdict,
} from './diff-words.ts';
import { escapeMarkdown, toCodeSpan, toFence } from './escape.ts';
import { plural } from './words.ts';

/** Lines of a witness. */
const MOST_LINES = 40;
/** Places shown; the rest is counted. */
const MOST_PLACES = 20;

/** First line of the text: a bot that finds it in a comment may put the next result in its place. */
export const markdownMarker = '<!-- hookspec diff -->';

/** How the text is written. */
export interface DiffMarkdownOptions {
  /** Most characters; what would go beyond is left out, change by change, and counted. Default: no limit. */
  readonly most?: number;
  /** What to do instead: rule → sentence. */
  readonly remedies?: Readonly<Record<string, string>> | undefined;
}

/** A heading, what breaks in blocks to open, and the rest as a changelog. */
export function formatDiffMarkdown(run: DiffRun, { most = Infinity, remedies = {} }: DiffMarkdownOptions = {}): string {
  const head = `${markdownMarker}\n## ${toTitle(run)}\n`;
  const foot = [...toLapsed(run), `<sub>Policy ${escapeMarkdown(toPolicy(run))}.</sub>\n`].join('\n');
  const room = { left: most - head.length - foot.length - 200, dropped: 0 };
  const blocks = run.contracts.flatMap((contract) => toContract(contract, run.contracts.length > 1, room, remedies));
  const note = room.dropped === 0 ? [] : [`_${plural(room.dropped, 'part')} more did not fit in here._\n`];
  return [head, ...blocks, ...note, foot].join('\n');
}

/** What may still be written. */
interface Room {
  left: number;
  dropped: number;
}

function toTitle({ contracts, summary, failed }: DiffRun): string {
  const icon = failed ? '❌' : summary.breaking + summary.warning > 0 ? '⚠️' : '✅';
  const name = contracts.length === 1 ? escapeMarkdown(contracts[0]!.name) : plural(contracts.length, 'contract');
  return `${icon} ${name}: ${toCounts(summary)}`;
}

function toContract(
  contract: ContractDiff,
  isOneOfMany: boolean,
  room: Room,
  remedies: Readonly<Record<string, string>>,
): string[] {
  const { name, base, head, changes, summary, advice, versionFault } = contract;
  const open = changes.filter(({ approved }) => approved === undefined);
  const of = (level: Level): Change[] => open.filter((change) => change.level === level);
  const sides = `${toCodeSpan(base.label)} ${escapeMarkdown(base.version)} → ${toCodeSpan(head.label)} ${escapeMarkdown(head.version)}`;
  const next =
    advice === undefined || advice.bump === 'none'
      ? ''
      : ` Next version: **${escapeMarkdown(advice.nextVersion)}** (${advice.bump}).`;
  const blocks = [
    ...(isOneOfMany ? [`### ${escapeMarkdown(name)}: ${toCounts(summary)}\n`] : []),
    `${sides}.${next}${versionFault === undefined ? '' : ` **${escapeMarkdown(versionFault)}.**`}\n`,
    ...toBroken('💥 Breaking', of('breaking'), remedies),
    ...toBroken('⚠️ Warnings', of('warning'), {}),
    ...toChangelog(of('info')),
    ...toList(
      'Approved',
      changes.filter(({ approved }) => approved !== undefined),
      ({ approved }) => approved!,
    ),
    ...toList('Proved harmless', of('refuted'), toGrounds),
  ];
  return blocks.filter((block) => {
    room.left -= block.length;
    if (room.left < 0) room.dropped += 1;
    return room.left >= 0;
  });
}

function toBroken(title: string, changes: readonly Change[], remedies: Readonly<Record<string, string>>): string[] {
  if (changes.length === 0) return [];
  const groups = [...groupByOperation(changes)].flatMap(([operation, list]) => [
    `**${toCodeSpan(operation)}**\n`,
    ...list.map((change) => toBlock(change, remedies[change.rule])),
  ]);
  return [`#### ${title}: ${changes.length}\n`, ...groups];
}

function toBlock(change: Change, instead: string | undefined): string {
  const { message, base, head, replay, rule, fingerprint } = change;
  const places = [...new Set(change.places)];
  const left = places.length - MOST_PLACES;
  const on = [...places.slice(0, MOST_PLACES).map(toCodeSpan), ...(left > 0 ? [`${left} more`] : [])].join(', ');
  const rows = [
    base && `was ${toCodeSpan(base.location)}`,
    head && `is ${toCodeSpan(head.location)}`,
    on !== '' && `on ${on}`,
    replay && `replay **${replay.outcome}**: ${escapeMarkdown(replay.detail)}`,
    instead !== undefined && instead !== '' && `instead: ${escapeMarkdown(instead)}`,
    `${toCodeSpan(rule)} ${toCodeSpan(fingerprint)}`,
  ].filter((row) => typeof row === 'string');
  const witness = findWitness(change);
  const lines = witness ? toWitnessLines(witness, MOST_LINES) : [];
  const value = lines.map(({ text, marked }) => `${marked ? '-' : ' '} ${text}`).join('\n');
  const details = [
    escapeMarkdown(toGrounds(change)),
    ...(witness ? [toFence(value, 'diff')] : []),
    rows.map((row) => `- ${row}`).join('\n'),
  ];
  const effect = `${escapeMarkdown(toEffect(change))}, ${toVerdict(change)}`;
  return `<details><summary>${toSummary(message)} <em>${effect}</em></summary>\n\n${details.join('\n\n')}\n\n</details>\n`;
}

/** What was added, changed and removed, ready for a changelog. */
function toChangelog(changes: readonly Change[]): string[] {
  const groups = Map.groupBy(changes, toKind);
  return (['Added', 'Changed', 'Removed'] as const).flatMap((kind) => {
    const list = groups.get(kind) ?? [];
    if (list.length === 0) return [];
    const lines = list.map((change) => `- ${escapeMarkdown(toHeadline(change))}\n`);
    return [`#### ${kind}: ${list.length}\n\n${lines.join('')}`];
  });
}

function toKind({ base, head, rule }: Change): 'Added' | 'Changed' | 'Removed' {
  if (/-(added|new)$/.test(rule) || (base === undefined && head !== undefined)) return 'Added';
  return /-(removed|deleted)$/.test(rule) || (head === undefined && base !== undefined) ? 'Removed' : 'Changed';
}

function toList(title: string, changes: readonly Change[], toReason: (change: Change) => string): string[] {
  if (changes.length === 0) return [];
  const lines = changes.map(
    (change) => `- ${escapeMarkdown(toHeadline(change))} (${escapeMarkdown(toReason(change))})\n`,
  );
  return [`<details><summary>${title}: ${changes.length}</summary>\n\n${lines.join('')}\n</details>\n`];
}

/** The line of a `<summary>` is HTML: markup of Markdown means nothing there. */
function toSummary(text: string): string {
  return escapeMarkdown(text).replaceAll(/\\([\\`*_[\]|~#!])/g, '$1');
}

function toLapsed({ lapsed = [] }: DiffRun): string[] {
  if (lapsed.length === 0) return [];
  const lines = lapsed.map(
    ({ fingerprint, change, why }) =>
      `- ${toCodeSpan(fingerprint)}${change === undefined ? '' : ` ${escapeMarkdown(change)}`}: ${escapeMarkdown(why)}\n`,
  );
  return [`#### Approvals that cover nothing\n\n${lines.join('')}`];
}
