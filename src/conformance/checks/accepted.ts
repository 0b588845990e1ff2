import { isSuccess, nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** What has to be refused is not answered with success. */
export const accepted: ResponseCheck = {
  name: 'accepted',
  stops: true,
  check({ exchange, expectation, refusals }) {
    if (expectation.kind !== 'refusal' || !isSuccess(exchange)) return [];
    const { code, message, contractPointer, key } = expectation.accepted;
    const statuses = [...new Set(refusals.map(({ status }) => status))].join(' or ');
    const text = `${nameOf(exchange.operation)} answered ${exchange.response.status} ${message}${statuses === '' ? '' : `; expected ${statuses}`}.`;
    return [
      {
        code,
        message: text,
        contractPointer,
        restsOn: refusals.map((refusal) => refusal.contractPointer),
        ...(key !== undefined && { key }),
      },
    ];
  },
};
