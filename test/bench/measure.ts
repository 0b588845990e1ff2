/** The contest: every contestant in turn, several rounds, another one first in each. */
import type { Contestant } from './contestants/contestant.ts';
import { measureJob, type Generator, type Measured } from './generator.ts';
import { residentMegabytes } from './process-tree.ts';
import { KINDS, REQUESTS, toWire, type Kind } from './requests.ts';
import { startServer, toProbe, type Server } from './server.ts';

/** How long and how often. */
export interface Effort {
  readonly rounds: number;
  readonly connections: number;
  /** Seconds of each kind of request before it is measured. */
  readonly warmUp: number;
  /** Seconds of each measurement. */
  readonly measured: number;
  /** Most requests of one job; what is bounded by time alone could run away. */
  readonly count: number;
}

/** What one start of one contestant gave. */
export interface Round {
  /** Milliseconds from spawn to the first right answer. */
  readonly firstAnswer: number;
  /** MB after the first answer. */
  readonly rssAtStart: number;
  /** MB after all kinds of request. */
  readonly rssAfterLoad: number;
  readonly kinds: Readonly<Record<Kind, Measured>>;
}

/** Runs the contest; the result has the rounds of each contestant by name. */
export async function runContest(
  contestants: readonly Contestant[],
  generator: Generator,
  effort: Effort,
  cwd: string,
): Promise<Map<string, Round[]>> {
  const results = new Map<string, Round[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < effort.rounds; round++) {
    const first = round % contestants.length;
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      process.stderr.write(`round ${round + 1}/${effort.rounds}: ${contestant.name}\n`);
      results.get(contestant.name)!.push(await measureRound(contestant, generator, effort, cwd));
    }
  }
  return results;
}

async function measureRound(contestant: Contestant, generator: Generator, effort: Effort, cwd: string): Promise<Round> {
  await using server = await startServer(contestant, toProbe(contestant), cwd);
  const rssAtStart = residentMegabytes(server.pid);
  const kinds = {} as Record<Kind, Measured>;
  for (const kind of KINDS) kinds[kind] = await measureKind(contestant, server, kind, generator, effort);
  return { firstAnswer: server.firstAnswer, rssAtStart, rssAfterLoad: residentMegabytes(server.pid), kinds };
}

/** Warms one kind of request up, then measures it. */
export async function measureKind(
  contestant: Contestant,
  server: Server,
  kind: Kind,
  generator: Generator,
  effort: Effort,
): Promise<Measured> {
  const requests = [{ wire: toWire(REQUESTS[kind], contestant.basePath), status: contestant.status[kind] }];
  return measureRequests(contestant.name, server, requests, generator, effort);
}

/** The same for any requests. A wrong status ends the run with a sentence that names the contestant. */
export async function measureRequests(
  name: string,
  server: Server,
  requests: readonly { readonly wire: string; readonly status: number }[],
  generator: Generator,
  { connections, count, warmUp, measured }: Omit<Effort, 'rounds'>,
): Promise<Measured> {
  try {
    await measureJob(generator, server, { requests, connections, count, seconds: warmUp });
    return await measureJob(generator, server, { requests, connections, count, seconds: measured });
  } catch (error) {
    throw new Error(`${name} ${(error as Error).message}`, { cause: error });
  }
}
