/** The contest: every contestant in turn, several rounds, another one first in each. */
import type { Bench, Effort } from './bench.ts';
import type { Contestant } from './contestants/contestant.ts';
import { measureJob, type Generator, type Measured } from './generator.ts';
import type { LoadJob } from './load.ts';
import { watchOthers } from './machine.ts';
import { residentMegabytes } from './process-tree.ts';
import { KINDS, REQUESTS, toWire, type Kind } from './requests.ts';
import { startServer, toProbe, type Server } from './server.ts';

/** What one round of one contestant gave. */
export interface Round {
  /** Milliseconds from spawn to the first right answer, one for each start. */
  readonly firstAnswers: readonly number[];
  /** MB after the first answer. */
  readonly rssAtStart: number;
  /** MB after all kinds of request. */
  readonly rssAfterLoad: number;
  readonly kinds: Readonly<Record<Kind, Measured>>;
  /** Share of the cores' time, 0 to 1, that other work took meanwhile. */
  readonly others: number;
}

/** Above this share of other work a turn is taken again, if there are tries left. */
export const QUIET = 0.1;

/** Runs the contest; the result has the rounds of each contestant in the order of `contestants`. */
export async function runContest(contestants: readonly Contestant[], bench: Bench): Promise<Round[][]> {
  const { rounds } = bench.effort;
  const results = contestants.map((): Round[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const index = (round + turn) % contestants.length;
      process.stderr.write(`round ${round + 1} of ${rounds}: ${contestants[index]!.name}\n`);
      results[index]!.push(await takeTurn(contestants[index]!, bench));
    }
  }
  return results;
}

/** The least disturbed of several tries; one that was left alone ends them. */
async function takeTurn(contestant: Contestant, bench: Bench): Promise<Round> {
  let best: Round | undefined;
  for (let turn = 0; turn < bench.effort.tries && (best === undefined || best.others > QUIET); turn++) {
    const round = await measureRound(contestant, bench);
    if (best === undefined || round.others < best.others) best = round;
  }
  return best!;
}

async function measureRound(contestant: Contestant, { effort, generator, folder }: Bench): Promise<Round> {
  const seeOthers = watchOthers();
  const firstAnswers: number[] = [];
  for (let start = 1; start < effort.starts; start++) {
    await using server = await startServer(contestant, toProbe(contestant), folder);
    firstAnswers.push(server.firstAnswer);
  }
  await using server = await startServer(contestant, toProbe(contestant), folder);
  firstAnswers.push(server.firstAnswer);
  const rssAtStart = residentMegabytes(server.pid);
  const send = (kind: Kind, seconds: number) => {
    const requests = [{ wire: toWire(REQUESTS[kind], contestant.basePath), status: contestant.status[kind] }];
    return sendFor(seconds, contestant.name, server, requests, generator, effort);
  };
  // All kinds before the first is measured: they share most of the code that a compiler has to find hot.
  for (const kind of KINDS) await send(kind, effort.warmUp);
  const kinds = {} as Record<Kind, Measured>;
  for (const kind of KINDS) kinds[kind] = await send(kind, effort.measured);
  return { firstAnswers, rssAtStart, rssAfterLoad: residentMegabytes(server.pid), kinds, others: seeOthers() };
}

/** Warms a server up with some requests, then measures them. A wrong status ends the run with a sentence. */
export async function measureRequests(
  name: string,
  server: Server,
  requests: LoadJob['requests'],
  generator: Generator,
  effort: Effort,
): Promise<Measured> {
  await sendFor(effort.warmUp, name, server, requests, generator, effort);
  return sendFor(effort.measured, name, server, requests, generator, effort);
}

async function sendFor(
  seconds: number,
  name: string,
  server: Server,
  requests: LoadJob['requests'],
  generator: Generator,
  { connections, least, count }: Effort,
): Promise<Measured> {
  try {
    return await measureJob(generator, server, { requests, connections, least, count, seconds });
  } catch (error) {
    throw new Error(`${name} ${(error as Error).message}`, { cause: error });
  }
}
