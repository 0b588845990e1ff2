/** First answers of hookspec by the state of its caches. */
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { createHookspec, type HookspecCaches } from '../contestants/hookspec.ts';
import { startServer, toProbe } from '../server.ts';
import { toSpread, type Spread } from '../stats.ts';

/** One row: which caches were filled, and the milliseconds from spawn to the first right answer. */
export interface StartRow {
  readonly caches: string;
  readonly firstAnswer: Spread;
}

/** Measures each state in turn, several times. */
export async function measureStarts({ effort, build, caches, folder }: Bench): Promise<StartRow[]> {
  let fresh = 0;
  const empty = (name: string) => join(folder, `empty-${name}-${fresh++}`);
  const states: [string, () => HookspecCaches][] = [
    ['both filled', () => caches],
    ['plan cache empty', () => ({ ...caches, plan: empty('plan') })],
    ['plan cache off', () => ({ ...caches, plan: 'off' })],
    ['both empty: the first run of an installed package', () => ({ plan: empty('plan'), compile: empty('compile') })],
  ];
  const times = states.map((): number[] => []);
  for (let round = 0; round < effort.rounds * effort.starts; round++) {
    for (const [index, [, choose]] of states.entries()) {
      const contestant = createHookspec(build, choose());
      await using server = await startServer(contestant, toProbe(contestant), folder);
      times[index]!.push(server.firstAnswer);
    }
  }
  return states.map(([name], index) => ({ caches: name, firstAnswer: toSpread(times[index]!) }));
}
