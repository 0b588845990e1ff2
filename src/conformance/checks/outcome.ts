import { getAt } from '../../contract/pointer.ts';
import type { Contract } from '../../contract/types.ts';
import { findBodyViolations } from '../body-violations.ts';
import { toDiscriminators } from '../discriminators.ts';
import { isInferred } from '../evidence.ts';
import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import type { ExpectedRefusal } from '../outcomes.ts';

/**
 * A refusal says what it is: its error code is that of the declared outcome. A code that the contract only infers is
 * a stand-in for an unknown one, which no server can be blamed for; a strict run compares it too.
 */
export const outcome: ResponseCheck = {
  name: 'outcome',
  stops: true,
  check(context) {
    const { contract, exchange, refusals, strict } = context;
    const { operation, response } = exchange;
    const fitting = refusals.filter((refusal) => refusal.status === response.status);
    if (!strict && fitting.some((refusal) => isGuess(contract, refusal))) return [];
    const wrong = fitting.map((refusal) => ({
      refusal,
      first: toDiscriminators(contract, operation, refusal).find(({ at, value }) => getAt(response.json, at) !== value),
    }));
    const [chosen] = wrong;
    if (!chosen?.first || wrong.some(({ first }) => first === undefined)) return [];
    const { refusal, first } = chosen;
    // A body of another shape is for the schema to name.
    const isOfType = typeof getAt(response.json, first.at) === typeof first.value;
    if (!isOfType && findBodyViolations(context).length > 0) return [];
    const got = JSON.stringify(getAt(response.json, first.at)) ?? 'nothing';
    return [
      {
        code: 'WrongOutcome',
        message: `${nameOf(operation)} answered ${response.status} with ${first.at} ${got}; expected ${JSON.stringify(first.value)} (${refusal.condition}).`,
        contractPointer: refusal.contractPointer,
        responsePointer: first.at,
        expected: JSON.stringify(first.value),
        received: got,
        proof: { kind: 'equals', at: first.at, value: first.value },
        // One wrong code for every reason is one fault.
        aliases: [`${first.at} ${got}`],
      },
    ];
  },
};

function isGuess(contract: Contract, { contractPointer, example }: ExpectedRefusal): boolean {
  return isInferred(contract, [contractPointer, ...(example ? [example.pointer] : [])]);
}
