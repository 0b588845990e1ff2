/** All pairs by three differs: ours, oasdiff, `redocly diff` by itself. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/contract/types.ts';
import { toWorst } from '../../review/diff/pairs/check-label.ts';
import { loadPairs, type Pair } from '../../review/diff/pairs/pair.ts';
import { runPair } from '../../review/diff/pairs/run-pair.ts';
import { findOasdiff } from '../../review/diff/second-opinion/oasdiff.ts';
import type { Differ, Opinion } from '../../review/diff/second-opinion/opinion.ts';
import { findRedocly } from '../../review/diff/second-opinion/redocly.ts';
import { countPayload } from '../../review/diff/second-opinion/unproven.ts';
import { openStore } from './store.ts';

/** One pair in one direction. */
export interface PairRow {
  readonly id: string;
  readonly area: string;
  readonly way: '->' | '<-';
  /** What the label says under each policy. */
  readonly strict: string;
  readonly tolerant: string;
  /** Worst level that we report under each policy. */
  readonly oursStrict: string;
  readonly oursTolerant: string;
  /** What differs from the label. */
  readonly wrong: readonly string[];
  readonly payload: number;
  readonly undecided: number;
  /** By the name of the tool; absent tools could not be had. */
  readonly opinions: Readonly<Record<string, Opinion>>;
}

/** Runs all of them. */
export async function measurePairs(): Promise<PairRow[]> {
  const others = [await findOasdiff(), await findRedocly()].filter((differ) => differ !== undefined);
  const rows: PairRow[] = [];
  for (const pair of loadPairs()) {
    const runs = await runPair(pair);
    for (const way of ['->', '<-'] as const) {
      const label = way === '->' ? pair.forward : pair.backward;
      const [strict, tolerant] = (['strict', 'tolerant'] as const).map((policy) =>
        runs.find((run) => run.way === way && run.policy === policy),
      );
      rows.push({
        id: pair.id,
        area: pair.area,
        way,
        ...label.level,
        oursStrict: toWorst(strict!.report.changes),
        oursTolerant: toWorst(tolerant!.report.changes),
        wrong: [...strict!.wrong, ...tolerant!.wrong],
        ...countPayload(strict!.report),
        opinions: await askOthers(others, pair, way),
      });
    }
  }
  return rows;
}

async function askOthers(others: readonly Differ[], pair: Pair, way: '->' | '<-'): Promise<Record<string, Opinion>> {
  const documents = way === '->' ? [pair.base, pair.head] : [pair.head, pair.base];
  const opinions: Record<string, Opinion> = {};
  for (const differ of others) opinions[differ.name] = await askOnce(differ, documents as [JsonObject, JsonObject]);
  return opinions;
}

/** Answers of others change with their version and the documents only. */
const known = openStore<Opinion>(
  'opinions',
  ['oasdiff.ts', 'opinion.ts', 'redocly.ts'].map((name) => `test/review/diff/second-opinion/${name}`),
);

async function askOnce(differ: Differ, documents: readonly [JsonObject, JsonObject]): Promise<Opinion> {
  const texts = documents.map((document) => JSON.stringify(document));
  const key = createHash('sha256')
    .update(JSON.stringify([differ.name, texts]))
    .digest('hex')
    .slice(0, 24);
  const kept = known.results.get(key);
  if (kept !== undefined) return kept;
  const folder = await mkdtemp(join(tmpdir(), 'opinion-'));
  try {
    const files = [join(folder, 'base.json'), join(folder, 'head.json')] as const;
    await Promise.all(files.map((file, index) => writeFile(file, texts[index]!)));
    const opinion = await differ.compare(...files);
    // A failure may be that of a busy machine.
    if (opinion.flagged !== undefined) known.add(key, opinion);
    return opinion;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
