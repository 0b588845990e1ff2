/** What finding an operation costs by how many there are. */
import type { Bench } from '../bench.ts';
import { measureRequests } from '../measure.ts';
import { residentMegabytes } from '../process-tree.ts';
import { startSynthetic } from '../synthetic.ts';

/** CPU in µs per request: reading a resource at the document's last path, and a path that does not exist. */
export interface RoutingRow {
  readonly operations: number;
  readonly last: number;
  readonly unknown: number;
  /** Milliseconds from spawn to the first right answer, with filled caches. */
  readonly firstAnswer: number;
  /** MB after the first answer. */
  readonly rss: number;
}

/** Measures documents of 6, 60 and 600 operations. */
export async function measureRouting(bench: Bench): Promise<RoutingRow[]> {
  const rows: RoutingRow[] = [];
  for (const operations of [6, 60, 600]) {
    const resources = operations / 3;
    // The first start fills the caches.
    await (await startSynthetic(bench, resources))[Symbol.asyncDispose]();
    await using synthetic = await startSynthetic(bench, resources);
    const { server, get, create, read } = synthetic;
    const rss = residentMegabytes(server.pid);
    const { id } = (await read(create(resources - 1))) as { id: string };
    const cost = async (path: string, status: number) =>
      (await measureRequests('hookspec', server, [{ wire: get(path), status }], bench.generator, bench.effort)).cpu;
    const last = await cost(`/r${resources - 1}/${id}`, 200);
    const unknown = await cost('/nowhere', 404);
    rows.push({ operations, last, unknown, firstAnswer: server.firstAnswer, rss });
  }
  return rows;
}
