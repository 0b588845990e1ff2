/** Reads one step of a scenario. */
import { toMilliseconds } from '../../contract/duration.ts';
import { didYouMean } from '../../contract/nearest.ts';
import type { Contract } from '../../contract/types.ts';
import { senderFaults, type SenderFaultName } from '../sender-fault.ts';
import { parseReference, RESULT_MEMBERS } from './references.ts';
import type { ScenarioStep } from './scenario.ts';

/** Notes a problem. */
export type Report = (path: readonly string[], what: string, fix?: string) => void;

/** What a step is read with. */
interface Context {
  readonly contract: Contract;
  /** Names of the steps before. */
  readonly names: readonly string[];
  readonly report: Report;
}

/** Milliseconds that a step may wait. */
const LONGEST = 5 * 60_000;

/** A step; undefined when it has neither an event nor a wait. */
export function readStep(
  members: Readonly<Record<string, unknown>>,
  path: readonly string[],
  { contract, names, report }: Context,
): ScenarioStep | undefined {
  const tell = (member: string, what: string, fix?: string) => report([...path, member], what, fix);
  const { name, event, data, set = {}, fault, count = 1, expect, wait } = members;
  if (name !== undefined) {
    if (typeof name !== 'string' || !/^[\w-]+$/.test(name)) tell('name', 'a name has letters, digits, _ and - alone');
    else if (names.includes(name)) tell('name', `the name ${name} is there twice`);
  }
  const named = typeof name === 'string' ? { name } : {};
  if (wait !== undefined) {
    for (const member of Object.keys(members).filter((key) => !['name', 'wait'].includes(key)))
      tell(member, `\`${member}\` does not go with \`wait\``, 'make it a step of its own');
    return { ...named, wait: readWait(wait, tell) };
  }
  const events = contract.events.map((entry) => entry.name);
  if (typeof event !== 'string') {
    report(path, 'the step has neither `event` nor `wait`');
    return undefined;
  }
  if (!events.includes(event)) tell('event', `${contract.name} has no event "${event}".${didYouMean(event, events)}`);
  const faults = Object.keys(senderFaults);
  if (fault !== undefined && !faults.includes(String(fault)))
    tell('fault', `there is no fault "${String(fault)}".${didYouMean(String(fault), faults)}`);
  if (!Number.isInteger(count) || Number(count) < 1 || Number(count) > 1000) tell('count', '`count` is no 1 to 1000');
  if (expect !== undefined && !isExpectation(expect))
    tell('expect', '`expect` is none of accepted, refused and a status such as 200');
  if (set === null || typeof set !== 'object' || Array.isArray(set)) tell('set', '`set` is not a map of paths');
  checkReferences(set, [...path, 'set'], names, report);
  checkReferences(data, [...path, 'data'], names, report);
  return {
    ...named,
    event,
    set: set as Record<string, unknown>,
    count: Number(count),
    ...(data !== undefined && { data }),
    ...(fault !== undefined && { fault: fault as SenderFaultName }),
    ...(isExpectation(expect) && { expect }),
  };
}

function isExpectation(value: unknown): value is number | 'accepted' | 'refused' {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 100 && value <= 599;
  return value === 'accepted' || value === 'refused';
}

function readWait(wait: unknown, tell: (member: string, what: string, fix?: string) => void): number {
  try {
    const milliseconds = toMilliseconds(String(wait));
    if (milliseconds <= LONGEST) return milliseconds;
    tell('wait', `${String(wait)} is longer than five minutes`);
  } catch {
    tell('wait', `"${String(wait)}" is no duration`, 'write e.g. PT2S');
  }
  return 0;
}

function checkReferences(value: unknown, path: readonly string[], names: readonly string[], report: Report): void {
  if (typeof value === 'string' && value.startsWith('$steps')) {
    const reference = parseReference(value);
    const [member = ''] = reference?.path ?? [];
    if (!reference) report(path, `"${value}" is no reference`, 'write $steps.NAME.MEMBER');
    else if (!names.includes(reference.step))
      report(path, `no step before this one is called ${reference.step}.${didYouMean(reference.step, names)}`);
    else if (!(RESULT_MEMBERS as readonly string[]).includes(member))
      report(path, `a step leaves no "${member}".${didYouMean(member, RESULT_MEMBERS)}`);
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, entry] of Object.entries(value)) checkReferences(entry, [...path, key], names, report);
}
