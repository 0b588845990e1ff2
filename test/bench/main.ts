/** `npm run bench:mock`: measures the mock beside other servers and writes docs/benchmarks.md. Linux only. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { collectAnswers } from './answers.ts';
import type { Bench, Effort } from './bench.ts';
import { createHookspec } from './contestants/hookspec.ts';
import { createContestants } from './contestants/all.ts';
import { createGenerator } from './generator.ts';
import { toMachine } from './machine.ts';
import { runContest } from './measure.ts';
import { buildPackage, installPeers } from './prepare.ts';
import { formatContest } from './report/contest.ts';
import { formatContestants } from './report/contestants.ts';
import { formatPage, writePage, type Page } from './report/page.ts';
import { formatListing, formatMemory, formatPrism, formatRouting, formatStarts } from './report/sections.ts';
import { formatTargets } from './report/targets.ts';
import { measureListing } from './sections/listing.ts';
import { measureMemory } from './sections/memory.ts';
import { measurePrism } from './sections/prism.ts';
import { measureRouting } from './sections/routing.ts';
import { measureStarts } from './sections/starts.ts';

const FULL: Effort = {
  rounds: 5,
  tries: 1,
  starts: 2,
  connections: 16,
  warmUp: 1.2,
  measured: 0.8,
  least: 1000,
  count: 100_000,
  soak: 1_000_000,
  sample: 100_000,
};
const QUICK: Effort = {
  ...FULL,
  rounds: 1,
  starts: 2,
  warmUp: 0.3,
  measured: 0.5,
  least: 1000,
  soak: 50_000,
  sample: 10_000,
};

const PATIENT = 4;

const root = resolve(import.meta.dirname, '../..');

async function measure(effort: Effort, folder: string): Promise<Page> {
  await installPeers();
  const build = await buildPackage(root, folder);
  const caches = { plan: join(folder, 'plans'), compile: join(folder, 'compiled') };
  const hookspec = createHookspec(build, caches);
  // This also fills the caches; Node writes its own when the process ends.
  const answers = await collectAnswers(hookspec, folder);
  await using generator = createGenerator();
  const bench: Bench = { effort, generator, root, folder, build, caches };

  const all = await createContestants(root, hookspec, answers);
  const rounds = await runContest(
    all.map(({ contestant }) => contestant),
    bench,
  );
  const entries = all.map(({ contestant }, index) => ({ contestant, rounds: rounds[index]! }));
  const [bare, prism] = [entries[0]!, entries[2]!];
  const contest = { entries, bare, prism, hookspec: entries.at(-1)! };

  const section = async <T>(name: string, run: (bench: Bench) => Promise<T>): Promise<T> => {
    process.stderr.write(`hookspec: ${name}\n`);
    return run(bench);
  };
  const starts = await section('start', measureStarts);
  const withPrism = await section('with Prism', measurePrism);
  const listing = await section('lists', measureListing);
  const routing = await section('routing', measureRouting);
  const memory = await section('memory', measureMemory);

  const participants = [];
  for (const { contestant, version } of all) {
    participants.push({ contestant, version, answers: await collectAnswers(contestant, folder) });
  }
  const others = entries.flatMap((entry) => entry.rounds.map((round) => round.others));
  return {
    effort,
    machine: toMachine(others.reduce((sum, value) => sum + value, 0) / others.length),
    targets: formatTargets({ contest, memory, listing, routing }),
    contest: formatContest(contest),
    starts: formatStarts(starts),
    prism: formatPrism(withPrism),
    memory: formatMemory(memory),
    listing: formatListing(listing),
    routing: formatRouting(routing),
    contestants: formatContestants(participants),
  };
}

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, patient: { type: 'boolean', default: false } },
});
const folder = await mkdtemp(join(tmpdir(), 'hookspec-bench-'));
// The servers are killed when this process exits, and an interrupted run leaves no folder behind.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const [index, signal] of (['SIGINT', 'SIGTERM'] as const).entries()) {
  process.once(signal, () => process.exit(index === 0 ? 130 : 143));
}
const startedAt = performance.now();
try {
  const effort = flags.quick ? QUICK : FULL;
  const page = await measure(flags.patient ? { ...effort, tries: PATIENT } : effort, folder);
  if (flags.quick) process.stdout.write(formatPage(page, ''));
  else await writePage(join(root, 'docs/benchmarks.md'), page);
  process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
