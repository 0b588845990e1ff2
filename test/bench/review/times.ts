/** How long comparing takes, beside others in the same run. Each measurement is a process of its own, cold and warm. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadContract } from '../../../src/contract/load.ts';
import { mergeDocument } from '../../../src/contract/merge.ts';
import type { JsonObject } from '../../../src/contract/types.ts';
import { diffContracts } from '../../../src/review/diff/diff-contracts.ts';
import { breaks } from '../../review/diff/generators/breaks/all.ts';
import type { Node } from '../../review/diff/generators/node.ts';
import { createRandom } from '../../review/diff/generators/random.ts';
import { findOasdiff } from '../../review/diff/second-opinion/oasdiff.ts';
import { findRedocly } from '../../review/diff/second-opinion/redocly.ts';
import { toLargeDocument } from './large-document.ts';

/** Times of one pair of documents, in milliseconds; loading is counted apart. */
export interface Timing {
  readonly name: string;
  readonly calls: number;
  readonly changes: number;
  /** Reading, merging, upgrading both. */
  readonly load: number;
  /** Comparing the first time in a process, and the middle one of five. */
  readonly first: number;
  readonly warm: number;
  /** Processor time of the middle one. */
  readonly processor: number;
  /** By the name of the tool: start, load and compare, as its command does. */
  readonly others: Readonly<Record<string, number>>;
}

const cwd = resolve(import.meta.dirname, '../../..');

/** Our contracts with ten breaks each, and a document of 300 operations with thirty. */
export async function measureTimes(): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const name of ['lava', 'encrata', 'agentmessage', 'leadlex']) {
    const { document } = await mergeDocument(name, { cwd });
    timings.push(await measure(name, document as Node, 10));
  }
  timings.push(await measure('300 operations', toLargeDocument(300), 30));
  return timings;
}

async function measure(name: string, base: Node, changes: number): Promise<Timing> {
  const head = change(base, changes);
  const folder = await mkdtemp(join(tmpdir(), 'diff-times-'));
  try {
    const files = [join(folder, 'base.json'), join(folder, 'head.json')] as const;
    await Promise.all([writeFile(files[0], JSON.stringify(base)), writeFile(files[1], JSON.stringify(head))]);
    const start = performance.now();
    const contracts = await Promise.all(files.map((file) => loadContract(file, { lenient: true })));
    const load = performance.now() - start;
    const rounds = [];
    for (let i = 0; i < 6; i++) rounds.push(await round(contracts[0]!, contracts[1]!));
    const warm = rounds.slice(1).toSorted((a, b) => a.wall - b.wall)[2]!;
    const others: Record<string, number> = {};
    for (const differ of [await findOasdiff(), await findRedocly()].filter((found) => found !== undefined)) {
      const began = performance.now();
      await differ.compare(...files);
      others[differ.name] = performance.now() - began;
    }
    return {
      name,
      calls: contracts[1]!.operations.length + contracts[1]!.events.length,
      changes: rounds[0]!.changes,
      load,
      first: rounds[0]!.wall,
      warm: warm.wall,
      processor: warm.processor,
      others,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// Copies, so that nothing that was learned about the objects of an earlier round helps.
async function round(
  base: Parameters<typeof diffContracts>[0],
  head: Parameters<typeof diffContracts>[1],
): Promise<{ wall: number; processor: number; changes: number }> {
  const fresh = [base, head].map((contract) => ({
    ...contract,
    document: structuredClone(contract.document) as JsonObject,
  }));
  const [began, start] = [process.cpuUsage(), performance.now()];
  const { changes } = await diffContracts(fresh[0]!, fresh[1]!, { redocly: false });
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(began);
  return { wall, processor: (user + system) / 1000, changes: changes.length };
}

/** A copy with so many breaks, of different kinds. */
function change(base: Node, count: number): Node {
  const head = structuredClone(base);
  const random = createRandom(7);
  const kinds = random.shuffle(breaks.filter(({ kind }) => !kind.endsWith('removed')));
  for (let done = 0, i = 0; done < count && i < 3 * kinds.length; i++) {
    if (kinds[i % kinds.length]!.apply(head, random) !== undefined) done++;
  }
  return head;
}
