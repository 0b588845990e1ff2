import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import { isJsonType } from '../values/values.ts';

/** A JSON body is UTF-8, whatever charset its content type names (RFC 8259, section 8.1). */
export const utf8: ResponseCheck = {
  name: 'utf8',
  stops: true,
  check({ exchange: { operation, response } }) {
    const type = response.headers.get('content-type') ?? '';
    if (response.isUtf8 || !isJsonType(type)) return [];
    return [
      {
        code: 'Utf8Invalid',
        message: `${nameOf(operation)} answered ${response.status} with a JSON body that is not UTF-8.`,
        contractPointer: operation.pointer,
        expected: 'UTF-8',
        received: 'bytes that are none',
        key: 'utf8',
      },
    ];
  },
};
