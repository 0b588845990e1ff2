/** Runs a scenario, step by step. */
import { setTimeout as sleep } from 'node:timers/promises';
import { toPointer } from '../../contract/pointer.ts';
import type { Triggered, TriggerOptions } from '../trigger.ts';
import { triggerEvent } from '../trigger.ts';
import { MissingResult, resolveReferences, type StepResult } from './references.ts';
import type { Scenario, ScenarioStep, TriggerStep } from './scenario.ts';

/** What came of a step. */
export interface StepOutcome {
  /** Counts from 1. */
  readonly number: number;
  readonly step: ScenarioStep;
  readonly deliveries: readonly Triggered[];
  /** What was expected of the receiver: a status or a word; absent for a wait. */
  readonly expected?: string;
  readonly isRight: boolean;
  /** Why nothing was sent. */
  readonly problem?: string;
}

/** Options of {@link runScenario}. */
export interface ScenarioOptions extends Pick<
  TriggerOptions,
  'contract' | 'to' | 'secrets' | 'forward' | 'reach' | 'seed'
> {
  /** Waits; default: the system's timer. */
  readonly sleep?: ((milliseconds: number) => Promise<unknown>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Runs the steps in turn and yields each when it is over. A step that goes wrong does not stop the others. */
export async function* runScenario({ steps }: Scenario, options: ScenarioOptions): AsyncGenerator<StepOutcome> {
  const { sleep: wait = (time: number) => sleep(time, undefined, { signal: options.signal }), signal } = options;
  const results = new Map<string, StepResult>();
  for (const [index, step] of steps.entries()) {
    if (signal?.aborted) return;
    const number = index + 1;
    if ('wait' in step) {
      await wait(step.wait);
      yield { number, step, deliveries: [], isRight: true };
      continue;
    }
    const outcome = await runStep(step, number, results, options);
    const last = outcome.deliveries.at(-1);
    if (last && step.name !== undefined) results.set(step.name, toResult(last));
    yield outcome;
  }
}

async function runStep(
  step: TriggerStep,
  number: number,
  results: ReadonlyMap<string, StepResult>,
  { contract, to, secrets, forward, reach, seed }: ScenarioOptions,
): Promise<StepOutcome> {
  try {
    const set = Object.entries(step.set).map(([path, value]) => [
      toSetPointer(path),
      resolveReferences(value, results),
    ]);
    const deliveries = await triggerEvent({
      contract,
      to,
      secrets,
      forward,
      reach,
      event: step.event,
      set: Object.fromEntries(set) as Record<string, unknown>,
      count: step.count,
      ...(step.data !== undefined && { payload: resolveReferences(step.data, results) }),
      ...(step.fault !== undefined && { fault: step.fault }),
      // Each step has ids of its own.
      ...(seed !== undefined && { seed: seed + number }),
    });
    const expected = String(step.expect ?? deliveries[0]!.expected);
    return { number, step, deliveries, expected, isRight: deliveries.every((sent) => isAsExpected(step, sent)) };
  } catch (error) {
    if (!(error instanceof MissingResult)) throw error;
    return { number, step, deliveries: [], isRight: false, problem: error.message };
  }
}

function isAsExpected({ expect }: TriggerStep, { attempt, isRight }: Triggered): boolean {
  const status = attempt.responseStatus;
  if (expect === undefined) return isRight;
  if (status === null) return false;
  if (typeof expect === 'number') return status === expect;
  return Math.floor(status / 100) === (expect === 'accepted' ? 2 : 4);
}

function toResult({ attempt }: Triggered): StepResult {
  const { id, eventId, responseStatus: status, responseBody, payload } = attempt;
  return { id, eventId, status, body: parse(responseBody), payload };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** `data.items.0.name`: a dot goes one level down, a backslash in front of it is a dot of the name. */
function toSetPointer(path: string): string {
  return toPointer(path.split(/(?<!\\)\./).map((token) => token.replaceAll('\\.', '.')));
}
