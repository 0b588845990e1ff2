/** docs/benchmarks.md as a whole. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Effort } from '../bench.ts';
import type { Machine } from '../machine.ts';
import { QUIET } from '../measure.ts';
import { toNumber } from './table.ts';
import { markKept, readKept } from './kept.ts';

/** The parts of the page, in Markdown. */
export interface Page {
  readonly effort: Effort;
  readonly machine: Machine;
  readonly targets: string;
  readonly contest: string;
  readonly starts: string;
  readonly prism: string;
  readonly memory: string;
  readonly listing: string;
  readonly routing: string;
  readonly contestants: string;
}

/** The part that is written by hand, and the one that `npm run bench:conformance` writes. */
const BY_HAND = 'by hand';
export const OTHER_TOOLS = 'other tools';

/** Writes the page; what stands between marks, because somebody else writes it, stays as it is. */
export async function writePage(file: string, page: Page): Promise<void> {
  const old = await readFile(file, 'utf8').catch(() => '');
  await writeFile(file, formatPage(page, old));
}

/** The page as text. @param old the page as it was: what is kept of it */
export function formatPage(page: Page, old: string): string {
  const { effort, machine } = page;
  const retries =
    effort.tries === 1
      ? ''
      : ` A turn during which other\n  work took more than ${toNumber(QUIET * 100)} % of the cores was taken again, ${effort.tries} times at most (\`--patient\`), and the least disturbed one counts.`;
  return `# Benchmarks

\`npm run bench:mock\` measures the mock beside other servers on one contract and writes this page. What stands
between marks, such as \`by hand\`, is kept. \`npm run bench:mock -- --quick\` takes a minute, prints and writes nothing; \`--patient\` takes a
turn again that other work on the machine has disturbed. It reads \`/proc\`, so it runs on Linux only.

What \`check\` finds beside other tools [stands below](#check-beside-other-tools). Other scoreboards have pages of their own:
[\`diff\` beside oasdiff and Redocly](review-proof.md), and [what a delivery costs](delivery-benchmarks.md).

Measured with Node ${process.versions.node} on ${process.platform} ${process.arch}, ${machine.cores} cores (${machine.model}), ${toNumber(machine.memory)} GB. Other work on the
machine took ${toNumber(machine.others * 100)} % of the cores during the contest. Absolute times differ from machine to machine and from hour to
hour. Read the ratios.

## Targets

${page.targets}

A ratio is the median over the rounds, each round compared with itself; it decides. The ratio of the smallest values stands
beside it, because other work on the machine only ever adds to a time. These hold with filled caches and without Prism;
[empty caches](#hookspec-start) and [Prism](#hookspec-with-prism) stand below.

## The contest

${page.contest}

RSS after load depends on how many requests there were, and a faster server answered more of them.

## hookspec: start

From spawn to the first right answer. The plan cache is hookspec's (\`HOOKSPEC_CACHE\`), the compile cache is Node's. What the
package brings along is used unless the plan cache is off.

${page.starts}

## hookspec: with Prism

Prism is loaded by the first request that needs it.

${page.prism}

## hookspec: memory

The three requests of the contest in turn, every create on a key of its own, so every third request is a tenant that was
never seen before.

${page.memory}

## hookspec: lists

Pages of 20 of a synthetic contract. With 10 stored there is only one, and it is half full.

${page.listing}

## hookspec: routing

Synthetic contracts with three operations per resource. The last one reads a stored resource at the last path.

${page.routing}

## Where the time goes

${markKept(BY_HAND, readKept(old, BY_HAND))}

## \`check\` beside other tools

${markKept(OTHER_TOOLS, readKept(old, OTHER_TOOLS))}

## Method

- Every contestant is a process of its own, started by the same Node. Rounds: ${effort.rounds}. Each begins with another contestant.${retries}
- The contract is Lava's: hookspec serves the registered one with its overlay, the others the published document.
- hookspec is the package as users run it: built from the working tree by \`npm run build\`, without the sources.
- The load comes from another process: plain keep-alive sockets, ${effort.connections} connections, one request in flight on each, no
  pipelining. Each kind of request is sent for ${effort.warmUp} s to warm up, then each for ${effort.measured} s to be measured, and at
  least ${toNumber(effort.least)} times in each of the two.
- The load generator never sleeps. Waking it would be charged to the server whose answer it waits for: a server slower than
  the load would pay that on each request, a faster one never.
- Every answer's status is checked. A wrong one ends the run.
- CPU time is what the kernel has counted for every thread of the process tree, user and system:
  \`/proc/<pid>/task/<tid>/schedstat\`, in nanoseconds. RSS is \`VmRSS\` of \`/proc/<pid>/status\`, in units of 10⁶ bytes.
- The first answer is timed from spawn until a valid create has its answer; a new connection is tried every millisecond.
  Each round has ${effort.starts} starts.
- Latency is that of ${effort.connections} connections that never pause, so it is mostly waiting for the other ${effort.connections - 1}.
- The bare server reads and parses the whole body and sends as many bytes as hookspec does. It has no schema and no store.

## Contestants

What each is started with, logs and answers. The answers are those to one request of each kind.

${page.contestants}
`;
}
