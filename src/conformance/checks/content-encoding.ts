import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** A body is in the coding that `Content-Encoding` names. */
export const contentEncoding: ResponseCheck = {
  name: 'content-encoding',
  stops: true,
  check({ exchange }) {
    const { operation, response, request } = exchange;
    if (response.isDecodable || response.end === 'early' || request.method === 'HEAD') return [];
    const coding = response.headers.get('content-encoding');
    return [
      {
        code: 'ContentEncodingWrong',
        message: `${nameOf(operation)} answered ${response.status} with Content-Encoding: ${coding} and a body that is not.`,
        expected: `a body in ${coding}, or no such header`,
        received: response.json === undefined ? 'other bytes' : 'JSON without a coding',
        contractPointer: operation.pointer,
        key: 'encoding',
      },
    ];
  },
};
