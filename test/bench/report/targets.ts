/** The targets beside what was reached. */
import type { ListingRow } from '../sections/listing.ts';
import type { MemoryRow } from '../sections/memory.ts';
import type { RoutingRow } from '../sections/routing.ts';
import type { Round } from '../measure.ts';
import { cpuOf, firstAnswerOf, toMinimaRatio, toPairedRatio, type Contest } from './contest.ts';
import { toNumber, toRatio, toTable } from './table.ts';

/** What the targets are about. */
export interface TargetFigures {
  readonly contest: Contest;
  readonly memory: readonly MemoryRow[];
  readonly listing: readonly ListingRow[];
  readonly routing: readonly RoutingRow[];
}

interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly reached: string;
  readonly met: boolean;
}

/** The table of targets; a missed one is named so. */
export function formatTargets(figures: TargetFigures): string {
  const rows = toTargets(figures).map(({ what, wanted, reached, met }) => [
    what,
    wanted,
    reached,
    met ? 'met' : '**missed**',
  ]);
  return toTable(['', 'target', 'reached', ''], rows);
}

function toTargets({ contest: { bare, prism, hookspec }, memory, listing, routing }: TargetFigures): Target[] {
  const byBare = (what: string, most: number, pick: (round: Round) => number): Target => {
    const { reached, ...target } = atMost(what, toPairedRatio(hookspec, bare, pick), most, '× bare');
    return { ...target, reached: `${reached}; of the minima ${toRatio(toMinimaRatio(hookspec, bare, pick))}` };
  };
  const byPrism = toPairedRatio(prism, hookspec, cpuOf('create'));
  const highest = Math.max(...memory.map(({ rss }) => rss));
  // The first row is before any load, the second when the process has warmed up.
  const growth = memory.at(-1)!.rss / memory[1]!.rss;
  return [
    byBare('CPU of a valid create', 1.5, cpuOf('create')),
    {
      what: 'CPU of a valid create beside Prism CLI as shipped',
      wanted: '≥ 12 × less',
      reached: `${toRatio(byPrism)} × less; of the minima ${toRatio(toMinimaRatio(prism, hookspec, cpuOf('create')))}`,
      met: byPrism >= 12,
    },
    byBare('CPU of an invalid body', 1.7, cpuOf('invalid')),
    byBare('CPU of a request without credentials', 1.7, cpuOf('unauthorised')),
    byBare('First answer, caches filled', 3, firstAnswerOf),
    {
      what: `Highest RSS over ${toNumber(memory.at(-1)!.requests)} requests`,
      wanted: '≤ 130 MB',
      reached: `${toNumber(highest)} MB`,
      met: highest <= 130,
    },
    atMost(`RSS at the end beside RSS after ${toNumber(memory[1]!.requests)} requests`, growth, 1.1, '×'),
    atMost(
      'CPU of a page in the middle with 10,000 stored beside 1,000',
      listing[2]!.middle / listing[1]!.middle,
      1.2,
      '×',
    ),
    atMost('CPU of the last of 600 operations beside the last of 6', routing[2]!.last / routing[0]!.last, 1.2, '×'),
  ];
}

function atMost(what: string, value: number, most: number, unit: string): Target {
  return { what, wanted: `≤ ${most} ${unit}`, reached: `${toRatio(value)} ${unit}`, met: value <= most };
}
