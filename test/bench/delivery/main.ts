/** `npm run bench:delivery`: measures the sending of events and writes docs/delivery-benchmarks.md. Linux only. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { toMachine, watchOthers } from '../machine.ts';
import { toSpread } from '../stats.ts';

/** What sender.ts prints; times in milliseconds, `cpu` in microseconds for each delivery. */
interface Sending {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
}

const ROUNDS = 5;
const COUNT = 20_000;
const IN_FLIGHT = 64;
const KINDS = { bare: 'the same body, neither signed nor logged', memory: 'signed, logged', durable: 'with `--data`' };

const folder = mkdtempSync(join(tmpdir(), 'hookspec-delivery-'));
const run = promisify(execFile);
const script = (name: string) => join(import.meta.dirname, name);

async function measure(name: string, args: readonly string[], flags: readonly string[] = []): Promise<unknown[]> {
  const { stdout } = await run(process.execPath, [...flags, script(name), ...args]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

async function withReceiver<T>(status: number, use: (url: string) => Promise<T>): Promise<T> {
  const receiver = spawn(process.execPath, [script('receiver.ts'), String(status)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(receiver.stdout, 'data')) as [Buffer];
    return await use(`http://127.0.0.1:${String(port).trim()}/`);
  } finally {
    receiver.stdin.end();
  }
}

const stopWatching = watchOthers();
const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];
const rounds: Record<keyof typeof KINDS, Sending>[] = [];
await withReceiver(204, async (url) => {
  for (let round = 0; round < ROUNDS; round++) {
    const entries: [string, Sending][] = [];
    for (const kind of kinds) {
      const file = join(folder, `${round}.db`);
      const [sending] = await measure('sender.ts', [kind, 'leadlex', url, String(COUNT), String(IN_FLIGHT), file]);
      entries.push([kind, sending as Sending]);
    }
    rounds.push(Object.fromEntries(entries) as Record<keyof typeof KINDS, Sending>);
  }
});
const retries = await withReceiver(500, async (url) => {
  const results = [];
  for (let round = 0; round < 3; round++) results.push(...(await measure('retries.ts', [url])));
  return results as { attempts: number; seconds: number; cpu: number }[];
});
const sizes = ['1000', '10000', '50000', '100000'];
const backlog = (await measure('backlog.ts', [join(folder, 'backlog.db'), ...sizes], ['--expose-gc'])) as {
  count: number;
  heap: number;
  rss: number;
}[];
const machine = toMachine(stopWatching());
rmSync(folder, { recursive: true });

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const median = (kind: keyof typeof KINDS, key: keyof Sending): number =>
  toSpread(rounds.map((round) => round[kind][key])).median;
const rows = kinds.map((kind) => {
  const ratio = toSpread(rounds.map((round) => round[kind].cpu / round.bare.cpu)).median;
  const best = Math.max(...rounds.map((round) => round[kind].perSecond));
  return `| ${KINDS[kind]} | ${number(median(kind, 'cpu'))} | ${number(ratio, 2)} | ${number(median(kind, 'perSecond'))} | ${number(best)} | ${number(median(kind, 'p50'), 1)} | ${number(median(kind, 'p99'), 1)} |`;
});
const fastest = toSpread(retries.map(({ seconds }) => seconds));
const page = `<!-- Written by \`npm run bench:delivery\`. Do not edit. -->

# Benchmarks of deliveries

Measured with Node ${process.versions.node} on ${machine.cores} cores (${machine.model}); other work took ${number(100 * machine.others)} % of them.
Read the ratios; absolute times differ from hour to hour.

## Sending

${number(COUNT)} events of LeadLex to a receiver in a process of its own on the same machine, ${IN_FLIGHT} at once, ${ROUNDS} rounds. Every way sends with
the same sender. With \`--data\` each attempt is in the file before it is sent.

|  | CPU µs each, median | × the first row | per second, median | best | p50 ms | p99 ms |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

The targets are 2,500 a second with \`--data\`, and a p99 below 150 ms.

## Retries

1,000 messages over the ten attempts of Standard Webhooks, ${number(retries[0]!.attempts)} real requests to a receiver that answers 500, each at its own
time of a clock that is moved: ${number(fastest.min, 2)} s at best, ${number(fastest.median, 2)} s in the middle of three runs (${number(Math.min(...retries.map(({ cpu }) => cpu)), 2)} s of CPU). The target is 5 s.

## A backlog

Events that wait for another attempt, with \`--data\`. 10,000 of them are held in memory, all others in the file.

| waiting | heap, MB | RSS, MB |
| ---: | ---: | ---: |
${backlog.map(({ count, heap, rss }) => `| ${number(count)} | ${number(heap / 1e6)} | ${number(rss / 1e6)} |`).join('\n')}
`;
writeFileSync(resolve(import.meta.dirname, '../../../docs/delivery-benchmarks.md'), page);
process.stdout.write(page);
