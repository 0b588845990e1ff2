/** Everyone who takes part, in the order of the tables. */
import { join, resolve } from 'node:path';
import type { Answer } from '../answer.ts';
import { versionOf } from '../prepare.ts';
import type { Kind } from '../requests.ts';
import { createBare } from './bare.ts';
import type { Contestant } from './contestant.ts';
import { createFastify } from './fastify.ts';
import { createPrismCli, createSilentPrismCli } from './prism-cli.ts';
import { createScalar } from './scalar.ts';

/** `answers` are hookspec's; the bare server sends as many bytes. The first is the bare server, the last hookspec. */
export async function createContestants(
  root: string,
  hookspec: Contestant,
  answers: Readonly<Record<Kind, Answer>>,
): Promise<{ contestant: Contestant; version: string }[]> {
  const document = join(root, 'openapi/lava/openapi.json');
  const peers = resolve(import.meta.dirname, '..');
  const prism = await versionOf(root, '@stoplight/prism-cli');
  return [
    { contestant: createBare(answers), version: process.versions.node },
    { contestant: createFastify(document), version: await versionOf(peers, 'fastify') },
    { contestant: createPrismCli(root, document), version: prism },
    { contestant: createSilentPrismCli(root, document), version: prism },
    { contestant: createScalar(document), version: await versionOf(peers, '@scalar/mock-server') },
    { contestant: hookspec, version: 'of this working tree' },
  ];
}
