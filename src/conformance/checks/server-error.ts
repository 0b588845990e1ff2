import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** No request makes the server fail; a documented 5xx is left to the check of outcomes. */
export const serverError: ResponseCheck = {
  name: 'server-error',
  stops: true,
  check({ exchange: { operation, response }, tolerated, cause }) {
    const isDocumented = operation.responses.some(({ status }) => status === String(response.status));
    if (response.status < 500 || isDocumented || tolerated?.includes(response.status)) return [];
    const contractPointer = `${operation.pointer}/responses`;
    const to = cause === undefined ? '' : ` to ${cause}`;
    const message = `${nameOf(operation)} answered ${response.status}${to}, which says that the server failed.`;
    return [{ code: 'ServerError', message, contractPointer, key: cause ?? contractPointer }];
  },
};
