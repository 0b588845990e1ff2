import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** The status is a documented one: of a success where success is expected, the declared one of a refusal. */
export const status: ResponseCheck = {
  name: 'status',
  stops: true,
  check({ exchange: { operation, response }, expectation, refusals, documented }) {
    const declared = refusals.filter((refusal) => refusal.outcome);
    const got = `${nameOf(operation)} answered ${response.status}`;
    if (expectation.kind === 'refusal' && declared.length > 0) {
      if (refusals.some((refusal) => refusal.status === response.status)) return [];
      if (expectation.tolerated?.includes(response.status)) return [];
      const statuses = [...new Set(refusals.map((refusal) => refusal.status))].join(' or ');
      const contractPointer = declared[0]!.contractPointer;
      return [
        {
          code: 'WrongOutcome',
          message: `${got} where the contract gives ${statuses} (${declared[0]!.condition}).`,
          contractPointer,
          restsOn: declared.flatMap((refusal) => toResponsePointer(operation, refusal.status)),
          // One wrong status for one condition is one fault, whichever of its outcomes and operations it hits.
          key: `${declared[0]!.condition} ${response.status}`,
        },
      ];
    }
    if (documented || (expectation.kind === 'refusal' && expectation.tolerated?.includes(response.status))) return [];
    const known = operation.responses.map((entry) => entry.status).join(', ');
    const contractPointer = `${operation.pointer}/responses`;
    const restsOn = operation.responses
      .filter((entry) => entry.status.startsWith('2') && response.status < 300)
      .map((entry) => entry.pointer);
    return [
      {
        code: 'StatusUndocumented',
        message: `${got}, which is not documented; documented are ${known}.`,
        contractPointer,
        restsOn,
        // An undocumented refusal has one cause wherever the same thing is refused.
        key:
          expectation.kind === 'refusal'
            ? `${expectation.conditions[0]} ${response.status}`
            : `${contractPointer} ${response.status}`,
      },
    ];
  },
};

function toResponsePointer(
  operation: { readonly responses: readonly { status: string; pointer: string }[] },
  wanted: number,
): string[] {
  return operation.responses.filter((entry) => entry.status === String(wanted)).map((entry) => entry.pointer);
}
