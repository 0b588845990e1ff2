/**
 * The short form of a fault on the command line: `[[CONTRACT/]OPERATION][@KEY]:EFFECT[,EFFECT…]`,
 * e.g. `createWebhook:status=503,rate=0.2`, `@default:latency=100-300`, `reset,count=1`.
 */
import { HookspecError } from '../../errors.ts';
import type { FaultSpec } from './fault.ts';
import type { Latency } from './latency.ts';
import { readFault } from './read-fault.ts';

const WORDS: Readonly<Record<string, Partial<FaultSpec>>> = {
  reset: { connection: 'reset' },
  drop: { connection: 'drop' },
  broken: { body: 'broken' },
  truncated: { body: 'truncated' },
  applied: { applied: true },
};
const NUMBERS: Readonly<Record<string, keyof FaultSpec>> = {
  status: 'status',
  rate: 'rate',
  count: 'count',
  every: 'every',
  slow: 'bytesPerSecond',
};
const HINT =
  'Write e.g. createWebhook:status=503,rate=0.2 or latency=100-300 or reset,count=1; docs/control.md has all forms.';

/** @throws HookspecError Usage */
export function parseFault(text: string): FaultSpec {
  // A target ends at the first colon; one that comes after an equals sign belongs to `latency=p50:20`.
  const [, target, effects] = /^(?:([^:=,]*):)?(.*)$/.exec(text)!;
  const fault = readFault({ ...parseTarget(target ?? ''), ...parseEffects(text, effects!) });
  if (typeof fault === 'string') throw refuse(text, fault);
  return fault;
}

/** Reads `200`, `100-300` or `p50:20/p99:800`, milliseconds. @throws HookspecError Usage */
export function parseLatency(text: string): FaultSpec {
  const fault = readFault({ latency: toLatency(text) });
  if (typeof fault !== 'string') return fault;
  throw new HookspecError('Usage', `--latency ${text} is no latency: write 200, 100-300 or p50:20/p99:800, in ms`);
}

function parseTarget(target: string): Partial<FaultSpec> {
  const at = target.lastIndexOf('@');
  const path = at < 0 ? target : target.slice(0, at);
  const slash = path.indexOf('/');
  const contract = slash < 0 ? '' : path.slice(0, slash);
  const operation = path.slice(slash + 1);
  return {
    ...(contract !== '' && { contract }),
    ...(operation !== '' && operation !== '*' && { operation }),
    ...(at >= 0 && { key: target.slice(at + 1) }),
  };
}

function parseEffects(text: string, effects: string): Partial<FaultSpec> {
  return Object.assign(
    {},
    ...effects.split(',').map((effect) => parseEffect(text, effect.trim())),
  ) as Partial<FaultSpec>;
}

function parseEffect(text: string, effect: string): Partial<FaultSpec> {
  const [name = '', value] = effect.split(/=(.*)/s) as [string, string?];
  if (value === undefined && Object.hasOwn(WORDS, name)) return WORDS[name]!;
  if (value !== undefined && name === 'latency') return { latency: toLatency(value) };
  if (value !== undefined && Object.hasOwn(NUMBERS, name)) return { [NUMBERS[name]!]: toNumber(value) };
  const known = [...Object.keys(NUMBERS).map((word) => `${word}=N`), 'latency=MS', ...Object.keys(WORDS)];
  throw refuse(text, `"${effect}" is none of ${known.join(', ')}`);
}

function toLatency(text: string): Latency {
  const range = /^(\d+)-(\d+)$/.exec(text);
  if (range) return { min: Number(range[1]), max: Number(range[2]) };
  if (!text.startsWith('p')) return toNumber(text);
  const pairs = text.split('/').map((pair) => pair.split(':'));
  return Object.fromEntries(pairs.map(([name, value = '']) => [name, toNumber(value)])) as Latency;
}

function toNumber(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

function refuse(text: string, reason: string): HookspecError {
  return new HookspecError('Usage', `--fault ${text} is no fault: ${reason}`, { hint: HINT });
}
