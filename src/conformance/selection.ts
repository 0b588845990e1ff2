/** Which checks and phases of a run were asked for. */
import { didYouMean } from '../contract/nearest.ts';
import type { Contract } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import { type Case, phases } from './case.ts';
import { caseChecks, companions, responseChecks } from './checks/registry.ts';
import type { ResponseCheck } from './judge.ts';
import { type ConformanceOptions, profiles } from './options.ts';
import { chooseQuick } from './quick.ts';

/** What is run and judged. */
export interface Selection {
  /** Checks of every answer, in their order. */
  readonly responseChecks: readonly ResponseCheck[];
  /** The chosen ones of all cases, in their order. */
  choose(cases: readonly Case[], contract: Contract): readonly Case[];
}

/**
 * Reads `only`, `skip`, `phases` and `profile`. `only` with names of cases' checks alone judges answers by all checks;
 * with names of answers' checks alone it runs all cases.
 * @throws HookspecError Usage for a name that no check or phase has
 */
export function createSelection(options: Pick<ConformanceOptions, 'only' | 'skip' | 'phases' | 'profile'>): Selection {
  const { only = [], skip = [], phases: wanted = [], profile = 'full' } = options;
  const planning = caseChecks.map(({ name }) => name);
  const judging = responseChecks.map(({ name }) => name);
  for (const name of only) assertKnown('--only', 'check', name, [...planning, ...judging]);
  for (const name of skip) assertKnown('--skip', 'check', name, [...planning, ...judging]);
  for (const name of wanted) assertKnown('--phase', 'phase', name, phases);
  assertKnown('--profile', 'profile', profile, profiles);
  const plans = (check: string): boolean => isChosen(check, planning, only) && !skip.includes(check);
  return {
    responseChecks: [
      ...responseChecks.filter(({ name }) => isChosen(name, judging, only) && !skip.includes(name)),
      ...companions.filter(({ name }) => plans(name)),
    ],
    choose: (cases, contract) => {
      const chosen = cases.filter(
        ({ check, phase }) => (check === undefined || plans(check)) && (wanted.length === 0 || wanted.includes(phase)),
      );
      return profile === 'quick' ? chooseQuick(chosen, contract) : chosen;
    },
  };
}

/** A list that names nothing of a kind leaves that kind as it is. */
function isChosen(name: string, kind: readonly string[], only: readonly string[]): boolean {
  return only.includes(name) || !only.some((entry) => kind.includes(entry));
}

function assertKnown(flag: string, what: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  throw new HookspecError('Usage', `${flag} ${name} names no ${what}.${didYouMean(name, known)}`, {
    hint: `Known are ${known.join(', ')}.`,
  });
}
