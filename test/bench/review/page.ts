/** The page docs/review-proof.md. */
import { toNumber, toTable } from '../report/table.ts';
import type { Row } from './generated.ts';
import type { Step } from './history.ts';
import { toOpinions } from './page-opinions.ts';
import type { PairRow } from './pairs.ts';
import type { Timing } from './times.ts';

/** Everything that is measured. */
export interface Results {
  readonly pairs: readonly PairRow[];
  readonly refactors: readonly Row[];
  readonly breaks: readonly Row[];
  readonly history: readonly Step[];
  readonly times: readonly Timing[];
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${toNumber((100 * part) / whole, 1)} %`);
const sum = <T>(rows: readonly T[], count: (row: T) => number): number =>
  rows.reduce((all, row) => all + count(row), 0);

/** Renders it. */
export function toPage({ pairs, refactors, breaks, history, times }: Results): string {
  return `<!-- Written by \`npm run bench:review\`. Do not edit. -->

# Proof of the diff

\`hookspec diff\` is tried on pairs with known answers, on generated changes of real documents, and on published versions. What a
pair means was written down before anything ran. Every witness is judged again by another validator (Hyperjump), which has to
say that the writer's version accepts it and the reader's refuses it. *Breaking* and *harmless* below are the labels under
the policy \`strict\`. Without other mention \`redocly diff\` is not asked, so that the figures are those of our own rules and the prover.

## Pairs

${toPairs(pairs)}

${toOpinions(pairs)}

## Generated refactors

The same contract in other words: our contracts and documents of npm packages, changed in one way at up to four places. None
may be flagged.

${toRefactors(refactors)}

## Generated breaks

One thing is broken. It has to be reported as breaking, for whom it breaks, with a witness that holds, or with a certificate where
no payload can show it.

${toBreaks(breaks)}

## Published versions

Each version compared with the one before it, policy \`strict\`. *Undecided* is the share of breaking payload changes for which
neither a witness nor a proof of the contrary was found; *unsound* counts witnesses that the other validator does not confirm.

${toHistory(history)}

## Time

Milliseconds. Ours: both contracts loaded, then compared in one process, the first time and warm (the middle of five);
processor time beside it. The others: one run of their command, which starts, loads and compares. Bounds: 500 for a
provider's pair, 5,000 for 300 operations.

${toTimes(times)}
`;
}

function toPairs(rows: readonly PairRow[]): string {
  const judged = 2 * rows.length;
  const wrong = rows.filter(({ wrong: found }) => found.length > 0);
  const areas = [...new Set(rows.map(({ area }) => area))].map((area) => {
    const own = rows.filter((row) => row.area === area);
    return [
      area,
      String(own.length / 2),
      String(own.filter(({ strict }) => strict === 'breaking').length),
      String(own.filter(({ wrong: found }) => found.length > 0).length),
    ];
  });
  const { length: count } = rows;
  return `${count / 2} pairs in both directions under both policies: ${toNumber(judged)} judgements.
${toNumber(rows.length - wrong.length)} of ${toNumber(rows.length)} directions are as labelled in level, who is affected, direction, proof and number of changes. Of
${toNumber(sum(rows, ({ payload }) => payload))} breaking payload changes ${toNumber(sum(rows, ({ undecided }) => undecided))} are undecided.

${toTable(['about', 'pairs', 'breaking directions', 'other than labelled'], areas)}
${wrong.length === 0 ? '' : `\nOther than labelled:\n\n${[...new Set(wrong.map(({ id, way, wrong: [first = ''] }) => `- ${id}, ${way}: ${first}`))].join('\n')}`}`;
}

function toRefactors(rows: readonly Row[]): string {
  const flagged = rows.filter(({ isFlagged }) => isFlagged);
  const kinds = byKind(rows).map(([kind, own]) => [
    kind,
    String(own.length),
    String(own.filter(({ isFlagged }) => isFlagged).length),
    String(own.filter(({ worst }) => worst === 'warning').length),
    String(own.filter(({ worst }) => worst === 'info').length),
  ]);
  return `${toNumber(rows.length)} cases of ${kinds.length} kinds over ${documentsOf(rows)} documents: **${flagged.length} flagged (${share(flagged.length, rows.length)})**. Nothing at all is reported for
${share(rows.filter(({ worst }) => worst === 'none').length, rows.length)}; the rest is called information that breaks nobody.
${toFailures(flagged)}
${toTable(['kind', 'cases', 'flagged', 'warned', 'information'], kinds)}`;
}

function toBreaks(rows: readonly Row[]): string {
  const caught = rows.filter(({ isCaught }) => isCaught);
  const missed = rows.filter(({ isCaught }) => !isCaught);
  const kinds = byKind(rows).map(([kind, own]) => [
    kind,
    String(own.length),
    String(own.filter(({ isCaught }) => isCaught).length),
    String(own.filter(({ isFlagged }) => isFlagged).length),
  ]);
  const unsound = rows.filter(({ unsound: found }) => found.length > 0).length;
  return `${toNumber(rows.length)} cases of ${kinds.length} kinds over ${documentsOf(rows)} documents: **${toNumber(caught.length)} caught (${share(caught.length, rows.length)})** with evidence that holds. ${unsound}
have a witness that the other validator does not confirm; of ${toNumber(sum(rows, ({ payload }) => payload))} breaking payload changes ${share(
    sum(rows, ({ undecided }) => undecided),
    sum(rows, ({ payload }) => payload),
  )} are undecided.
${toFailures(missed)}
${toTable(['kind', 'cases', 'caught', 'flagged'], kinds)}`;
}

function toFailures(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ seed, kind, document, where, said, unsound: [first] }) =>
      `- seed ${seed}, \`${kind}\` of ${document}, ${where}: ${first ?? said}`,
  );
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

function toHistory(steps: readonly Step[]): string {
  const rows = steps.map((step) => [
    `${step.name} ${step.from} → ${step.to}`,
    ...[step.calls, step.breaking, step.warning, step.info, step.refuted].map((count) => toNumber(count)),
    `${toNumber(step.undecided)} of ${toNumber(step.payload)}`,
    toNumber(step.unsound),
    `${toNumber(step.processor / 1000, 1)} s`,
  ]);
  const heads = ['', 'calls', 'breaking', 'warning', 'information', 'refuted', 'undecided', 'unsound', 'processor'];
  const crashes = steps.filter(({ crash }) => crash !== undefined);
  const told = crashes.map(({ name, from, to, crash }) => `- ${name} ${from} → ${to}: ${crash}`).join('\n');
  return `${toTable(heads, rows)}\n\n${crashes.length === 0 ? 'None of them ends in an error.' : told}`;
}

function toTimes(times: readonly Timing[]): string {
  const tools = Object.keys(times[0]?.others ?? {});
  const rows = times.map((timing) => [
    timing.name,
    ...[timing.calls, timing.changes, timing.load, timing.first, timing.warm, timing.processor].map((value) =>
      toNumber(value),
    ),
    ...tools.map((tool) => toNumber(timing.others[tool] ?? 0)),
  ]);
  const heads = ['', 'calls', 'changes', 'load', 'first', 'warm', 'warm, processor', ...tools];
  return toTable(heads, rows);
}

function byKind(rows: readonly Row[]): [string, Row[]][] {
  return [...new Set(rows.map(({ kind }) => kind))]
    .toSorted()
    .map((kind) => [kind, rows.filter((row) => row.kind === kind)]);
}

function documentsOf(rows: readonly Row[]): number {
  return new Set(rows.map(({ document }) => document)).size;
}
