import { nameOf, type WireResponse } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** `Content-Length` is the number of bytes in the body. */
export const contentLength: ResponseCheck = {
  name: 'content-length',
  stops: true,
  check({ exchange }) {
    const { operation, response, request } = exchange;
    const length = response.headers.get('content-length');
    const isTooLong = response.end === 'early' && isWhole(response);
    // What comes behind the answer to a HEAD that stands for a GET is for the check `head` to name.
    const isProbe = request.method === 'HEAD' && operation.method !== 'head';
    if (isProbe || (!isTooLong && !response.surplus)) return [];
    const got = `${nameOf(operation)} answered ${response.status}`;
    const hasNoBody = request.method === 'HEAD' || response.status === 204 || response.status === 304;
    const message = isTooLong
      ? `${got} with Content-Length ${length} and a body of ${response.bytes.length} bytes.`
      : hasNoBody
        ? `${got} with bytes behind its head; such an answer has no body.`
        : `${got} with more bytes than ${length === null ? 'it announces' : `its Content-Length ${length}`}.`;
    const [expected, received] = isTooLong
      ? [`${length} bytes`, `${response.bytes.length} bytes`]
      : [hasNoBody ? 'no body' : length === null ? 'nothing more' : `${length} bytes`, 'more bytes'];
    return [
      { code: 'ContentLengthWrong', message, expected, received, contractPointer: operation.pointer, key: 'length' },
    ];
  },
};

/** A body that broke off, but is a whole JSON value: it is the announced length that is wrong. */
export function isWhole({ end, headers, json }: WireResponse): boolean {
  return end === 'early' && headers.has('content-length') && json !== undefined;
}
