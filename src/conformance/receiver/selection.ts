/** Which checks of a receiver were asked for. */
import { didYouMean } from '../../contract/nearest.ts';
import { HookspecError } from '../../errors.ts';
import { answerChecks, receiverChecks } from './checks/registry.ts';
import type { ReceiverCheckOptions } from './options.ts';
import {
  receiverPhases,
  type AnswerCheck,
  type ReceiverCase,
  type ReceiverPhase,
  type ReceiverPlan,
} from './receiver-check.ts';

/** A case with the check that planned it. */
export interface PlannedCase extends ReceiverCase {
  readonly check: string;
  readonly phase: ReceiverPhase;
}

/**
 * The cases of a run in their order.
 * @throws HookspecError Usage for a name that no check has
 */
export function planReceiverCases(plan: ReceiverPlan): readonly PlannedCase[] {
  const isChosen = createChoice(plan.options);
  const cases = receiverChecks
    .filter(({ name }) => isChosen(name))
    .flatMap(({ name, phase, plan: make }) =>
      make(plan).map((entry): PlannedCase => ({ ...entry, check: name, phase })),
    );
  return receiverPhases.flatMap((phase) => cases.filter((entry) => entry.phase === phase));
}

/** The checks of every answer that were chosen; naming checks of cases alone leaves them all. */
export function chooseAnswerChecks(options: ReceiverCheckOptions): readonly AnswerCheck[] {
  const { only = [], skip = [] } = options;
  const named = answerChecks.filter(({ name }) => only.includes(name));
  return (named.length > 0 ? named : answerChecks).filter(({ name }) => !skip.includes(name));
}

function createChoice({ only = [], skip = [] }: ReceiverCheckOptions): (name: string) => boolean {
  const names = [...receiverChecks, ...answerChecks].map(({ name }) => name);
  for (const [flag, list] of [
    ['--only', only],
    ['--skip', skip],
  ] as const)
    for (const name of list)
      if (!names.includes(name))
        throw new HookspecError('Usage', `${flag} ${name} names no check.${didYouMean(name, names)}`, {
          hint: `Known are ${names.join(', ')}.`,
        });
  const cases = new Set(receiverChecks.map(({ name }) => name));
  const isNarrowed = only.some((name) => cases.has(name));
  return (name) => (!isNarrowed || only.includes(name)) && !skip.includes(name);
}
