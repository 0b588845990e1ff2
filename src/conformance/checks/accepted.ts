import type { Operation } from '../../contract/types.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import type { ExpectedRefusal } from '../outcomes.ts';

/** What has to be refused is not answered with success. */
export const accepted: ResponseCheck = {
  name: 'accepted',
  stops: true,
  check({ exchange, expectation, refusals }) {
    if (expectation.kind !== 'refusal') return [];
    if (!isSuccess(exchange) && !expectation.letIn?.includes(exchange.response.status)) return [];
    const { code, message, contractPointer, key } = expectation.accepted;
    const right = [...new Set(refusals.map(({ status }) => status))];
    const statuses = right.join(' or ');
    const text = `${nameOf(exchange.operation)} answered ${exchange.response.status} ${message}${statuses === '' ? '' : `; expected ${statuses}`}.`;
    return [
      {
        code,
        message: text,
        contractPointer,
        expected: statuses === '' ? 'a refusal' : statuses,
        received: String(exchange.response.status),
        proof: { kind: 'status', statuses: ['4XX'] },
        restsOn:
          code === 'InvalidInputAccepted' ? refusals.flatMap((refusal) => restsOn(exchange.operation, refusal)) : [],
        ...(key !== undefined && { key }),
      },
    ];
  },
};

/**
 * That invalid input is refused is as sure as the documented response; which code it has does not matter here. All
 * other rules stand for themselves, whatever the refusal looks like.
 */
function restsOn(operation: Operation, { status, contractPointer }: ExpectedRefusal): string[] {
  const documented = operation.responses.find((response) => response.status === String(status));
  return [documented?.pointer ?? contractPointer];
}
