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
      const right = [...new Set(refusals.map((refusal) => refusal.status))];
      const statuses = right.join(' or ');
      const { condition } = declared[0]!;
      const contractPointer = declared[0]!.contractPointer;
      return [
        {
          code: 'WrongOutcome',
          message: `${got} where the contract gives ${statuses} (${condition}).`,
          contractPointer,
          expected: statuses,
          received: String(response.status),
          proof: { kind: 'status', statuses: right },
          restsOn: declared.flatMap((refusal) => toResponsePointer(operation, refusal.status)),
          // One wrong status for one condition is one fault, whichever of its outcomes and operations it hits.
          key: `${condition} ${response.status}`,
          // What is not even JSON is invalid, too.
          ...(condition === 'malformed' && { aliases: [`invalid ${response.status}`] }),
        },
      ];
    }
    if (documented || (expectation.kind === 'refusal' && expectation.tolerated?.includes(response.status))) return [];
    const known = operation.responses.map((entry) => entry.status).join(', ');
    const contractPointer = `${operation.pointer}/responses`;
    const restsOn = operation.responses
      .filter((entry) => entry.status.startsWith('2') && response.status < 300)
      .map((entry) => entry.pointer);
    const right = expectation.kind === 'success' ? ['2XX', '3XX'] : ['4XX'];
    const fitting = operation.responses.map((entry) => entry.status).filter((entry) => isAmong(entry, right));
    return [
      {
        code: 'StatusUndocumented',
        message: `${got}, which is not documented; documented are ${known}.`,
        contractPointer,
        expected: fitting.length > 0 ? fitting.join(' or ') : known,
        received: String(response.status),
        proof: { kind: 'status', statuses: operation.responses.map((entry) => toStatus(entry.status)) },
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

function isAmong(status: string, classes: readonly string[]): boolean {
  return classes.some((entry) => entry[0] === status[0]);
}

function toStatus(status: string): number | string {
  return /^\d+$/.test(status) ? Number(status) : status;
}

function toResponsePointer(
  operation: { readonly responses: readonly { status: string; pointer: string }[] },
  wanted: number,
): string[] {
  return operation.responses.filter((entry) => entry.status === String(wanted)).map((entry) => entry.pointer);
}
