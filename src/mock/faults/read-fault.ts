/** Reads a fault out of JSON; the same rules hold for the control API and the command line. */
import { didYouMean } from '../../contract/nearest.ts';
import type { FaultSpec } from './fault.ts';
import { checkLatency } from './latency.ts';

const CHECKS: Readonly<Record<keyof FaultSpec, (value: unknown) => string | undefined>> = {
  contract: checkText,
  operation: checkText,
  key: checkText,
  rate: (value) => (isWithin(value, 0, 1) ? undefined : 'is no number from 0 to 1'),
  count: checkCount,
  every: checkCount,
  latency: checkLatency,
  status: (value) =>
    Number.isInteger(value) && isWithin(value, 200, 599) ? undefined : 'is no status from 200 to 599',
  body: (value) => checkWord(value, ['broken', 'truncated']),
  bytesPerSecond: checkCount,
  connection: (value) => checkWord(value, ['reset', 'drop']),
  applied: (value) => (typeof value === 'boolean' ? undefined : 'is neither true nor false'),
};
const EFFECTS = ['latency', 'status', 'body', 'bytesPerSecond', 'connection'] as const;

/** A fault, or one sentence about what is wrong with it. */
export function readFault(value: unknown): FaultSpec | string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'A fault is a JSON object';
  const known = Object.keys(CHECKS);
  for (const [name, member] of Object.entries(value)) {
    if (!Object.hasOwn(CHECKS, name)) {
      return `A fault has no member "${name}"; it knows ${known.join(', ')}.${didYouMean(name, known)}`;
    }
    const problem = CHECKS[name as keyof FaultSpec](member);
    if (problem) return `The ${name} of a fault ${problem}`;
  }
  const fault = value as FaultSpec;
  if (EFFECTS.every((name) => fault[name] === undefined)) return `A fault does one of ${EFFECTS.join(', ')}`;
  const lost = (['status', 'body', 'bytesPerSecond'] as const).find((name) => fault[name] !== undefined);
  if (fault.connection && lost) return `A fault with connection ${fault.connection} sends nothing; leave out ${lost}`;
  return fault;
}

function checkText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? undefined : 'is no text';
}

function checkCount(value: unknown): string | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 1 ? undefined : 'is no whole number above 0';
}

function checkWord(value: unknown, words: readonly string[]): string | undefined {
  return words.includes(value as string) ? undefined : `is not ${words.join(' or ')}`;
}

function isWithin(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}
