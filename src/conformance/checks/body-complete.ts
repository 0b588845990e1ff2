import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import { isWhole } from './content-length.ts';

/** The body comes to its end: all announced bytes, or the last chunk. */
export const bodyComplete: ResponseCheck = {
  name: 'body-complete',
  stops: true,
  check({ exchange }) {
    const { operation, response } = exchange;
    if (response.end === 'complete' || isWhole(response)) return [];
    const length = response.headers.get('content-length');
    const came = `${response.bytes.length} bytes`;
    const what = length === null ? `after ${came}, without its last chunk` : `after ${came} of ${length}`;
    return [
      {
        code: 'BodyTruncated',
        message: `${nameOf(operation)} answered ${response.status} with a body that breaks off ${what}.`,
        contractPointer: operation.pointer,
        expected: length === null ? 'a last chunk' : `${length} bytes`,
        received: came,
        key: 'truncated',
      },
    ];
  },
};
