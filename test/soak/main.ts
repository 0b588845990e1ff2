/** `npm run soak`: sends hostile requests to a running mock and says whether it stayed as it should. */
import { parseArgs } from 'node:util';
import type { Case } from './case.ts';
import { runSoak, type Finding, type SoakSummary } from './run.ts';
import { startAccused } from './server.ts';
import { loadTargets } from './targets.ts';
import { toReadable } from './wire.ts';

/** Findings that are shown whole; of more only the number counts. */
const SHOWN = 20;

/** Bytes of a case that are shown. */
const LONGEST = 3000;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    count: { type: 'string' },
    minutes: { type: 'string' },
    first: { type: 'string', default: '0' },
    only: { type: 'string' },
    lanes: { type: 'string', default: '32' },
    'no-slow': { type: 'boolean', default: false },
    'max-memory': { type: 'string', default: '640' },
  },
});

const seed = toNumber('seed', values.seed);
const only = values.only === undefined ? undefined : toNumber('only', values.only);
const minutes = values.minutes === undefined ? undefined : toNumber('minutes', values.minutes);
const count = values.count === undefined ? (minutes === undefined ? 20_000 : 2 ** 31) : toNumber('count', values.count);
const shown = new Map<string, number>();

// A mock must not be left behind.
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

const targets = await loadTargets(['lava', 'encrata', 'agentmessage', 'leadlex']);
await using accused = await startAccused();
process.stderr.write(`soak: seed ${seed}, mock on port ${accused.port}\n`);
const summary = await runSoak(accused, targets, {
  seed,
  first: only ?? toNumber('first', values.first),
  count: only === undefined ? count : 1,
  lanes: toNumber('lanes', values.lanes),
  slow: !values['no-slow'],
  signal: interrupted.signal,
  patience: 20_000,
  memory: toNumber('max-memory', values['max-memory']),
  ...(minutes !== undefined && { until: Date.now() + minutes * 60_000 }),
  onFinding: show,
  onProgress: (soFar) => void process.stderr.write(`${toLine(soFar)}\n`),
});
process.stdout.write(`${toLine(summary)}\nlongest case: ${summary.longest.what}\n`);
process.exitCode = summary.findings > 0 ? 1 : 0;

function show({ given, message }: Finding): void {
  const kind = `${given?.family} ${given?.what.replaceAll(/\d+/g, 'N')} ${message.replaceAll(/\d+/g, 'N').slice(0, 60)}`;
  const times = (shown.get(kind) ?? 0) + 1;
  shown.set(kind, times);
  if (given && (times > 1 || shown.size > SHOWN)) return;
  process.stderr.write(`\nFINDING ${message}\n`);
  if (!given) return;
  process.stderr.write(`  case ${given.index}: ${given.family}, ${toReadable(given.what)}\n`);
  process.stderr.write(`  repeat: npm run soak -- --seed ${seed} --only ${given.index}\n${toSteps(given)}`);
}

function toSteps({ actions }: Case): string {
  const steps = actions.map((action) => {
    if (!('bytes' in action)) return `  ${action.do}${'time' in action ? ` ${action.time} ms` : ''}\n`;
    const text = toReadable(only === undefined ? action.bytes.slice(0, LONGEST) : action.bytes);
    return `  ${action.do} ${action.bytes.length} bytes: ${text}\n`;
  });
  return steps.slice(0, 50).join('');
}

function toLine({ cases, answers, bystanders, findings, leftOut, seconds, longest, memory }: SoakSummary): string {
  const rate = Math.round(cases / Math.max(seconds, 0.001));
  const left = leftOut === 0 ? '' : ` (${leftOut} slow ones left out)`;
  const megabytes = [memory.first, memory.most, memory.last].map(Math.round).join(' → ');
  const waits = `longest wait ${Math.round(longest.case)} ms, of bystanders ${Math.round(longest.bystander)} ms`;
  return `soak: ${cases} cases${left}, ${answers} answers, ${bystanders} bystanders, ${findings} findings in ${seconds.toFixed(1)} s (${rate}/s); ${waits}; memory at first, most, last ${megabytes} MB`;
}

function toNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0) return number;
  process.stderr.write(`--${name} takes a number, not "${text}"\n`);
  process.exit(2);
}
