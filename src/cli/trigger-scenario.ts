/** `hookspec trigger --scenario`: runs the steps of a file and prints what came of each. */
import { resolve } from 'node:path';
import type { Contract } from '../contract/types.ts';
import type { Attempt } from '../delivery/attempt.ts';
import type { Reach } from '../delivery/reach.ts';
import { loadScenario } from '../delivery/scenario/read-scenario.ts';
import { runScenario, type StepOutcome } from '../delivery/scenario/run-scenario.ts';
import { parseForward } from '../delivery/targets.ts';
import { HookspecError } from '../errors.ts';
import { listFlag, numberFlag, textFlag } from './arguments.ts';
import type { CliIo, FlagValues } from './command.ts';
import { toDeliveryJson } from './trigger-output.ts';

/** Flags of one delivery, which a scenario says by itself. */
const FOREIGN = ['mock', 'list', 'data', 'set', 'fault'] as const;

/**
 * Runs a scenario. @param secrets sign every step
 * @returns exit code: 1 when a step did not go as expected, 3 when nothing was answered at all
 * @throws HookspecError Usage, and what `loadScenario` throws
 */
export async function triggerScenario(
  file: string,
  contract: Contract,
  flags: FlagValues,
  io: CliIo,
  secrets: readonly string[],
): Promise<number> {
  const foreign = FOREIGN.find((name) => {
    const value = flags[name];
    return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
  });
  if (foreign) throw new HookspecError('Usage', `--${foreign} does not go with --scenario: write it into the steps`);
  const scenario = await loadScenario(resolve(io.cwd, file), contract, io.cwd);
  const to = textFlag(flags, 'to') ?? scenario.to;
  if (to === undefined || !URL.canParse(to))
    throw new HookspecError(
      'Usage',
      to === undefined ? `Neither --to nor \`to\` in ${file} says where to send` : `--to ${to} is no URL`,
    );
  const isJson = textFlag(flags, 'format') === 'json';
  const outcomes: StepOutcome[] = [];
  const options = {
    contract,
    to,
    secrets,
    reach: textFlag(flags, 'reach') as Reach | undefined,
    forward: listFlag(flags, 'forward').map(parseForward),
    seed: numberFlag(flags, 'seed', { min: 0, max: 2 ** 31 }),
    signal: io.signal,
  };
  for await (const outcome of runScenario(scenario, options)) {
    outcomes.push(outcome);
    if (!isJson) io.stdout(toText(outcome));
  }
  const wrong = outcomes.filter(({ isRight }) => !isRight).length;
  if (isJson) io.stdout(`${JSON.stringify({ steps: outcomes.map(toJson) }, undefined, 2)}\n`);
  else
    io.stdout(
      `${outcomes.length} ${outcomes.length === 1 ? 'step' : 'steps'}, ${wrong === 0 ? 'all right' : `${wrong} wrong`}.\n`,
    );
  const attempts = outcomes.flatMap(({ deliveries }) => deliveries.map(({ attempt }) => attempt));
  if (wrong > 0 && attempts.length > 0 && attempts.every(isLost)) return 3;
  return wrong > 0 ? 1 : 0;
}

function isLost({ responseStatus, error }: Attempt): boolean {
  return responseStatus === null && error !== 'timeout';
}

function toText({ number, step, deliveries, expected, isRight, problem }: StepOutcome): string {
  const label = step.name === undefined ? `${number}.` : `${number}. ${step.name}:`;
  if ('wait' in step) return `${label} waited ${step.wait / 1000} s\n`;
  if (problem !== undefined) return `${label} ${step.event} not sent, wrong: ${problem}\n`;
  const answers = deliveries.map(({ attempt }) => attempt.responseStatus ?? attempt.errorDetail ?? attempt.error);
  const fault = step.fault === undefined ? '' : ` (${step.fault})`;
  const verdict = isRight ? 'right' : `wrong, expected is ${expected}`;
  return `${label} ${step.event}${fault} answered ${answers.join(', ')}: ${verdict}\n`;
}

function toJson({ number, step, deliveries, expected, isRight, problem }: StepOutcome): object {
  const { name = null } = step;
  if ('wait' in step) return { number, name, waitMs: step.wait, right: isRight };
  return {
    number,
    name,
    event: step.event,
    expected: expected ?? null,
    right: isRight,
    problem: problem ?? null,
    deliveries: deliveries.map(toDeliveryJson),
  };
}
