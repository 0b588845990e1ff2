/** The tables of the contest. */
import type { Contestant } from '../contestants/contestant.ts';
import type { Round } from '../measure.ts';
import { KINDS, type Kind } from '../requests.ts';
import { toSpread } from '../stats.ts';
import { toNumber, toRatio, toTable } from './table.ts';

/** A contestant with its rounds. */
export interface Entry {
  readonly contestant: Contestant;
  readonly rounds: readonly Round[];
}

/** All entries, and the two that the others are compared with. */
export interface Contest {
  readonly entries: readonly Entry[];
  readonly bare: Entry;
  readonly prism: Entry;
  readonly hookspec: Entry;
}

/** The median over the rounds of `a` by `b`, each round compared with itself: a slow minute hits both. */
export function toPairedRatio(a: Entry, b: Entry, pick: (round: Round) => number): number {
  return toSpread(a.rounds.map((round, index) => pick(round) / pick(b.rounds[index]!))).median;
}

/** The smallest value of `a` by the smallest of `b`: other work on the machine only ever adds. */
export function toMinimaRatio(a: Entry, b: Entry, pick: (round: Round) => number): number {
  return toSpread(a.rounds.map(pick)).min / toSpread(b.rounds.map(pick)).min;
}

/** CPU time of a kind of request. */
export function cpuOf(kind: Kind): (round: Round) => number {
  return (round) => round.kinds[kind].cpu;
}

/** Median first answer of a round. */
export function firstAnswerOf(round: Round): number {
  return toSpread(round.firstAnswers).median;
}

/** The sections of the contest, in Markdown. */
export function formatContest(contest: Contest): string {
  const titles: Record<Kind, string> = {
    create: 'Valid create, a fresh key on each request',
    invalid: 'Invalid body: a required property is missing',
    unauthorised: 'No credentials',
  };
  const kinds = KINDS.map((kind) => `### ${titles[kind]}\n\n${formatKind(contest, kind)}`);
  return [...kinds, `### Start and memory\n\n${formatStart(contest)}`].join('\n\n');
}

function formatKind({ entries, bare, prism }: Contest, kind: Kind): string {
  const rows = entries.map((entry) => {
    const spread = (pick: (round: Round) => number) => toSpread(entry.rounds.map(pick));
    const cpu = spread(cpuOf(kind));
    return [
      entry.contestant.name,
      toNumber(cpu.min, 1),
      toNumber(cpu.median, 1),
      toRatio(toPairedRatio(entry, bare, cpuOf(kind))),
      toRatio(toPairedRatio(prism, entry, cpuOf(kind))),
      toNumber(spread(({ kinds }) => kinds[kind].requests / kinds[kind].seconds).median),
      toNumber(spread(({ kinds }) => kinds[kind].p50 / 1000).median, 2),
      toNumber(spread(({ kinds }) => kinds[kind].p99 / 1000).median, 2),
    ];
  });
  const heads = ['', 'CPU µs, min', 'CPU µs, median', '× bare', 'Prism CLI ÷ this', 'requests/s', 'p50 ms', 'p99 ms'];
  return toTable(heads, rows);
}

function formatStart({ entries, bare, prism }: Contest): string {
  const rows = entries.map((entry) => {
    const first = toSpread(entry.rounds.flatMap(({ firstAnswers }) => firstAnswers));
    return [
      entry.contestant.name,
      toNumber(first.min),
      toNumber(first.median),
      toRatio(toPairedRatio(entry, bare, firstAnswerOf)),
      toRatio(toPairedRatio(prism, entry, firstAnswerOf)),
      toNumber(toSpread(entry.rounds.map(({ rssAtStart }) => rssAtStart)).median),
      toNumber(toSpread(entry.rounds.map(({ rssAfterLoad }) => rssAfterLoad)).median),
    ];
  });
  const heads = [
    '',
    'first answer ms, min',
    'ms, median',
    '× bare',
    'Prism CLI ÷ this',
    'RSS MB at start',
    'RSS MB after load',
  ];
  return toTable(heads, rows);
}
