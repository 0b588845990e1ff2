/** One answer of each kind from a contestant: what its headers are, and how long its bodies. */
import type { Answer } from './answer.ts';
import { ask } from './ask.ts';
import type { Contestant } from './contestants/contestant.ts';
import { createKeys, KEY_PLACEHOLDER, KINDS, REQUESTS, toWire, type Kind } from './requests.ts';
import { startServer, toProbe } from './server.ts';

const nextKey = createKeys();

/** Starts a contestant, asks it once for each kind and ends it. */
export async function collectAnswers(contestant: Contestant, cwd: string): Promise<Record<Kind, Answer>> {
  await using server = await startServer(contestant, toProbe(contestant), cwd);
  const answers = {} as Record<Kind, Answer>;
  for (const kind of KINDS) {
    const wire = toWire(REQUESTS[kind], contestant.basePath).replace(KEY_PLACEHOLDER, nextKey());
    answers[kind] = await ask(server.port, wire);
    const { status, body } = answers[kind];
    if (status !== contestant.status[kind]) {
      throw new Error(
        `${contestant.name} answered ${status} to the ${kind} request where ${contestant.status[kind]} was expected: ${body}`,
      );
    }
  }
  return answers;
}
