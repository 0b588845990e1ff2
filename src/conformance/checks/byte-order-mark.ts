import { nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import { isJsonType } from '../values/values.ts';

const MARK = [0xef, 0xbb, 0xbf];

/** A JSON body begins with JSON, not with a byte order mark, which many readers refuse (RFC 8259, section 8.1). */
export const byteOrderMark: ResponseCheck = {
  name: 'byte-order-mark',
  stops: false,
  check({ exchange: { operation, response } }) {
    const type = response.headers.get('content-type') ?? '';
    if (!isJsonType(type) || !MARK.every((byte, index) => response.bytes[index] === byte)) return [];
    return [
      {
        code: 'ByteOrderMark',
        message: `${nameOf(operation)} answered ${response.status} with a byte order mark before its JSON.`,
        contractPointer: operation.pointer,
        expected: 'JSON from the first byte on',
        received: 'EF BB BF',
        key: 'byte order mark',
      },
    ];
  },
};
