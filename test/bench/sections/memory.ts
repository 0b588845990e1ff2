/** Memory over many requests: the three kinds in turn, each create on a key of its own. */
import type { Bench } from '../bench.ts';
import { createHookspec } from '../contestants/hookspec.ts';
import { measureJob } from '../generator.ts';
import { residentMegabytes } from '../process-tree.ts';
import { KINDS, REQUESTS, toWire } from '../requests.ts';
import { startServer, toProbe } from '../server.ts';

/** Memory in MB after so many requests, and the CPU time of the requests since the row before in µs. */
export interface MemoryRow {
  readonly requests: number;
  readonly rss: number;
  readonly cpu?: number;
}

/** Sends `effort.soak` requests to one process and reads its memory after every `effort.sample`. */
export async function measureMemory({ effort, generator, build, caches, folder }: Bench): Promise<MemoryRow[]> {
  const contestant = createHookspec(build, caches);
  await using server = await startServer(contestant, toProbe(contestant), folder);
  const requests = KINDS.map((kind) => ({
    wire: toWire(REQUESTS[kind], contestant.basePath),
    status: contestant.status[kind],
  }));
  const rows: MemoryRow[] = [{ requests: 0, rss: residentMegabytes(server.pid) }];
  while (rows.at(-1)!.requests < effort.soak) {
    const { connections, sample: count } = effort;
    const { cpu } = await measureJob(generator, server, { requests, connections, least: count, count, seconds: 120 });
    rows.push({ requests: rows.at(-1)!.requests + count, rss: residentMegabytes(server.pid), cpu });
  }
  return rows;
}
