/** The tables of hookspec alone. */
import type { ListingRow } from '../sections/listing.ts';
import type { MemoryRow } from '../sections/memory.ts';
import type { PrismFigures } from '../sections/prism.ts';
import type { RoutingRow } from '../sections/routing.ts';
import type { StartRow } from '../sections/starts.ts';
import { toNumber, toTable } from './table.ts';

/** First answers by the state of the caches. */
export function formatStarts(rows: readonly StartRow[]): string {
  return toTable(
    ['plan cache and compile cache', 'first answer ms, min', 'ms, median'],
    rows.map(({ caches, firstAnswer }) => [caches, toNumber(firstAnswer.min), toNumber(firstAnswer.median)]),
  );
}

/** What Prism costs where it is needed. */
export function formatPrism({ firstAnswer, load, next, rss, rows }: PrismFigures): string {
  const figures = toTable(
    ['', ''],
    [
      ['first answer after start, which needs Prism', `${toNumber(firstAnswer)} ms`],
      ['first request that needs Prism in a process that serves', `${toNumber(load)} ms`],
      ['the next one', `${toNumber(next, 1)} ms`],
      ['RSS with Prism loaded', `${toNumber(rss)} MB`],
    ],
  );
  const requests = toTable(
    ['', 'CPU µs', 'requests/s'],
    rows.map(({ request, cpu, perSecond }) => [request, toNumber(cpu, 1), toNumber(perSecond)]),
  );
  return `${figures}\n\n${requests}`;
}

/** Memory over many requests. */
export function formatMemory(rows: readonly MemoryRow[]): string {
  return toTable(
    ['requests', 'RSS MB', 'CPU µs per request since the row above'],
    rows.map(({ requests, rss, cpu }) => [
      toNumber(requests),
      toNumber(rss),
      cpu === undefined ? '' : toNumber(cpu, 1),
    ]),
  );
}

/** Lists. */
export function formatListing(rows: readonly ListingRow[]): string {
  return toTable(
    ['stored', 'CPU µs, first page', 'CPU µs, page in the middle'],
    rows.map(({ stored, first, middle }) => [toNumber(stored), toNumber(first, 1), toNumber(middle, 1)]),
  );
}

/** Routing. */
export function formatRouting(rows: readonly RoutingRow[]): string {
  return toTable(
    ['operations', 'CPU µs, the last one', 'CPU µs, unknown path', 'first answer ms', 'RSS MB at start'],
    rows.map(({ operations, last, unknown, firstAnswer, rss }) => [
      toNumber(operations),
      toNumber(last, 1),
      toNumber(unknown, 1),
      toNumber(firstAnswer),
      toNumber(rss),
    ]),
  );
}
