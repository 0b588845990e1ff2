/** `npm run bench:mock`: measures the mock beside other servers and writes docs/benchmarks.md. Linux only. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { collectAnswers } from './answers.ts';
import { createBare } from './contestants/bare.ts';
import { createFastify } from './contestants/fastify.ts';
import { createHookspec } from './contestants/hookspec.ts';
import { createPrismCli, createSilentPrismCli } from './contestants/prism-cli.ts';
import { createScalar } from './contestants/scalar.ts';
import { createGenerator } from './generator.ts';
import { runContest } from './measure.ts';
import { buildPackage, installPeers } from './prepare.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const root = resolve(import.meta.dirname, '../..');
const effort = flags.quick
  ? { rounds: 1, connections: 16, warmUp: 0.5, measured: 0.7, count: 100_000 }
  : { rounds: 3, connections: 16, warmUp: 0.7, measured: 1.2, count: 100_000 };

const folder = await mkdtemp(join(tmpdir(), 'hookspec-bench-'));
try {
  await installPeers();
  const build = await buildPackage(root, folder);
  const document = join(root, 'openapi/lava/openapi.json');
  const hookspec = createHookspec(build, { plan: join(folder, 'plans'), compile: join(folder, 'compiled') });
  const answers = await collectAnswers(hookspec, folder);
  const contestants = [
    createBare(answers),
    createFastify(document),
    createPrismCli(root, document),
    createSilentPrismCli(root, document),
    createScalar(document),
    hookspec,
  ];
  using generator = createGenerator();
  const results = await runContest(contestants, generator, effort, folder);
  process.stdout.write(JSON.stringify(Object.fromEntries(results), null, 1));
} finally {
  await rm(folder, { recursive: true, force: true });
}
