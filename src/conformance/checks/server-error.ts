import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** No request makes the server fail; a documented 5xx is left to the check of outcomes. */
export const serverError: ResponseCheck = {
  name: 'server-error',
  stops: true,
  check({ exchange: { operation, response }, expectation, tolerated, cause }) {
    const isDocumented = operation.responses.some(({ status }) => status === String(response.status));
    if (response.status < 500 || isDocumented || tolerated?.includes(response.status)) return [];
    const contractPointer = `${operation.pointer}/responses`;
    const to = cause === undefined ? '' : ` to ${cause}`;
    const message = `${nameOf(operation)} answered ${response.status}${to}, which says that the server failed.`;
    const [condition] = expectation.kind === 'refusal' ? expectation.conditions : [];
    const refusal = condition === undefined ? undefined : `refusal ${condition}`;
    const unusual = cause ?? refusal;
    return [
      {
        code: 'ServerError',
        message,
        contractPointer,
        expected: refusal === undefined ? 'no 5xx' : 'a refusal',
        received: String(response.status),
        proof: { kind: 'status', statuses: ['2XX', '3XX', '4XX'] },
        odd: cause !== undefined ? 2 : refusal !== undefined ? 1 : 0,
        // The same odd thing fails for the same reason everywhere, and all odd things of one operation do.
        key: unusual ?? contractPointer,
        ...(unusual === undefined
          ? { partOf: [`unusual ${contractPointer}`] }
          : { aliases: [`unusual ${contractPointer}`], partOf: [contractPointer] }),
      },
    ];
  },
};
