/** hookspec when Prism is needed: its first answer, what it costs and what it weighs. */
import { ask } from '../ask.ts';
import type { Bench } from '../bench.ts';
import { createHookspec } from '../contestants/hookspec.ts';
import { measureRequests } from '../measure.ts';
import { residentMegabytes } from '../process-tree.ts';
import { KEY_PLACEHOLDER, REQUESTS, toWire } from '../requests.ts';
import { startServer, toProbe } from '../server.ts';

/** Times in milliseconds, memory in MB, CPU in µs per request. */
export interface PrismFigures {
  /** From spawn to the first right answer, where the first request needs Prism. */
  readonly firstAnswer: number;
  /** The first request that needs Prism in a process that already serves, and the next one. */
  readonly load: number;
  readonly next: number;
  readonly rss: number;
  readonly rows: readonly { readonly request: string; readonly cpu: number; readonly perSecond: number }[];
}

const key = `aks_test_${'a'.repeat(16)}`;

/** Measures one process per figure. */
export async function measurePrism({ effort, generator, build, caches, folder }: Bench): Promise<PrismFigures> {
  const contestant = createHookspec(build, caches);
  const wireFor = (prefer: string) =>
    toWire({ ...REQUESTS.create, headers: { ...REQUESTS.create.headers, Prefer: prefer } }, contestant.basePath);
  const dynamic = wireFor('dynamic=true');
  let firstAnswer: number;
  {
    await using server = await startServer(contestant, { wire: dynamic, status: 201 }, folder);
    firstAnswer = server.firstAnswer;
  }
  await using server = await startServer(contestant, toProbe(contestant), folder);
  const time = async () => {
    const start = performance.now();
    await ask(server.port, dynamic.replace(KEY_PLACEHOLDER, key));
    return performance.now() - start;
  };
  const load = await time();
  const next = await time();
  const rss = residentMegabytes(server.pid);
  const rows = [];
  for (const prefer of ['code=201', 'dynamic=true']) {
    const requests = [{ wire: wireFor(prefer), status: 201 }];
    const {
      cpu,
      requests: count,
      seconds,
    } = await measureRequests(contestant.name, server, requests, generator, effort);
    rows.push({ request: `create with \`Prefer: ${prefer}\``, cpu, perSecond: count / seconds });
  }
  return { firstAnswer, load, next, rss, rows };
}
