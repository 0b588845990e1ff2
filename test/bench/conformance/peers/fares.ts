/** Runs the other tools, keeps how they fared, and writes the scoreboard. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { names } from '../jobs.ts';
import { toTable } from '../../report/table.ts';
import { dredd } from './dredd.ts';
import type { Peer } from './peer.ts';
import { portman } from './portman.ts';
import { prismProxy } from './prism.ts';
import { respect } from './respect.ts';
import { type Fare, tryPeer } from './scoreboard.ts';

const peers: readonly Peer[] = [prismProxy, respect, portman, dredd];
const file = resolve(import.meta.dirname, '../../../../node_modules/.cache/hookspec/bench-conformance-peers.ndjson');

/**
 * How all fared; what is kept is not tried again. Remove the file to measure anew.
 * @param step every nth server: a tool that is started anew for each takes seconds
 */
export async function loadFares(isStored: boolean, step: number, only = ''): Promise<readonly Fare[]> {
  const fares: Fare[] = read()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Fare);
  mkdirSync(dirname(file), { recursive: true });
  for (const peer of peers.filter(({ name }) => name.includes(only)))
    for (const provider of names) {
      if (isStored || fares.some((fare) => fare.peer === peer.name && fare.provider === provider)) continue;
      const fare = await tryPeer(peer, provider, step);
      fares.push(fare);
      appendFileSync(file, `${JSON.stringify(fare)}\n`);
    }
  return fares;
}

/** The scoreboard as Markdown. */
export function toScoreboard(fares: readonly Fare[]): string {
  const rows = peers.map((peer) => {
    const mine = fares.filter((fare) => fare.peer === peer.name);
    const sum = (pick: (fare: Fare) => number): number => mine.reduce((all, fare) => all + pick(fare), 0);
    const tried = sum(({ tried: count }) => count);
    return [
      peer.name,
      `${sum(({ found }) => found)} of ${tried}`,
      tried === 0 ? '–' : `${Math.round((100 * sum(({ found }) => found)) / tried)} %`,
      `${sum(({ accused }) => accused)} of ${sum(({ right }) => right)}`,
      tried === 0 ? '–' : `${(sum(({ time, tried: count }) => time * count) / tried / 1000).toFixed(1)} s`,
    ];
  });
  const words = peers.map(
    ({ name, use, better }) => `- **${name}**: ${use}. Better than a conformance run: ${better}.`,
  );
  return `
The servers of [the proof](conformance-proof.md), the bare contract. A fault counts as found when the tool complains in a way in which it does not complain
about the right server. A right server counts as accused when the tool complains at all. Each tool tried a part of the servers,
spread evenly.

${toTable(['', 'found', 'share', 'right servers accused', 'time per server'], rows)}

${words.join('\n')}
`;
}

function read(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
