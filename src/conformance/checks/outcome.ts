import { getAt } from '../../contract/pointer.ts';
import { parsePointer, toPointer } from '../../contract/pointer.ts';
import { toDiscriminators } from '../discriminators.ts';
import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** A refusal says what it is: its error code is that of the declared outcome. */
export const outcome: ResponseCheck = {
  name: 'outcome',
  stops: true,
  check({ contract, exchange, refusals }) {
    const { operation, response } = exchange;
    const fitting = refusals.filter((refusal) => refusal.status === response.status);
    const wrong = fitting.map((refusal) => ({
      refusal,
      first: toDiscriminators(contract, operation, refusal).find(({ at, value }) => getAt(response.json, at) !== value),
    }));
    const [chosen] = wrong;
    if (!chosen?.first || wrong.some(({ first }) => first === undefined)) return [];
    const { refusal, first } = chosen;
    const got = JSON.stringify(getAt(response.json, first.at)) ?? 'nothing';
    const example =
      refusal.example === undefined ? [] : [toPointer(parsePointer(refusal.example.pointer).slice(0, -1))];
    return [
      {
        code: 'WrongOutcome',
        message: `${nameOf(operation)} answered ${response.status} with ${first.at} ${got}; expected ${JSON.stringify(first.value)} (${refusal.condition}).`,
        contractPointer: refusal.contractPointer,
        responsePointer: first.at,
        restsOn: example,
      },
    ];
  },
};
