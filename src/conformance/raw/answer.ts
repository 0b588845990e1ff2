/** Reads one HTTP/1 answer out of the bytes of a connection, as they are: nothing is repaired. */
import type { RawResponse } from '../transport.ts';
import { readChunks } from './chunked.ts';

/** How far an answer has come. */
export type Progress =
  /** The head is not complete. */
  | { readonly state: 'head' }
  /** An interim answer (1xx) was read; the bytes after it are another one. */
  | { readonly state: 'interim'; readonly rest: Buffer }
  | { readonly state: 'body' | 'complete'; readonly answer: RawResponse };

/** Heads beyond this are not read. */
const LONGEST_HEAD = 256 * 1024;

/**
 * Looks at everything that a connection has brought since the request.
 * @param ended whether the server has closed it
 * @throws Error with a code that begins with HPE_ where it is no HTTP
 */
export function readAnswer(input: Buffer, method: string, ended: boolean): Progress {
  const headEnd = input.indexOf('\r\n\r\n');
  if (headEnd < 0) {
    if (input.length > LONGEST_HEAD) throw invalid('the head of the answer has no end');
    // Something that does not even begin like an answer will not become one.
    const start = input.toString('latin1', 0, 5);
    if (!'HTTP/'.startsWith(start.slice(0, 5))) throw invalid(`the answer begins with ${JSON.stringify(start)}`);
    return { state: 'head' };
  }
  const [statusLine, ...lines] = input.toString('latin1', 0, headEnd).split('\r\n') as [string, ...string[]];
  const match = /^HTTP\/(\d\.\d) (\d{3})(?: .*)?$/.exec(statusLine);
  if (!match) throw invalid(`the answer begins with ${JSON.stringify(statusLine.slice(0, 60))}`);
  const status = Number(match[2]);
  const rest = input.subarray(headEnd + 4);
  if (status < 200 && status !== 101) return { state: 'interim', rest };
  const rawHeaders = lines.map(toPair);
  const known = { status, httpVersion: match[1]!, rawHeaders, isCoded: true, resent: false };
  const body = readBody(rest, rawHeaders, method === 'HEAD' || status === 204 || status === 304, ended);
  const answer: RawResponse = {
    ...known,
    bytes: body.bytes,
    end: body.isComplete ? 'complete' : 'early',
    surplus: body.surplus,
  };
  return { state: body.isComplete ? 'complete' : 'body', answer };
}

interface Body {
  readonly bytes: Buffer;
  readonly isComplete: boolean;
  readonly surplus: boolean;
}

function readBody(rest: Buffer, headers: RawResponse['rawHeaders'], isEmpty: boolean, ended: boolean): Body {
  const find = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1];
  if (isEmpty) return { bytes: Buffer.alloc(0), isComplete: true, surplus: rest.length > 0 };
  if (/\bchunked\b/i.test(find('transfer-encoding') ?? '')) {
    const { bytes, end } = readChunks(rest);
    return { bytes, isComplete: end !== undefined, surplus: end !== undefined && rest.length > end };
  }
  const length = find('content-length');
  if (length === undefined) return { bytes: rest, isComplete: ended, surplus: false };
  if (!/^\d+$/.test(length.trim())) throw invalid(`the length ${JSON.stringify(length)} is no number`);
  const wanted = Number(length);
  return { bytes: rest.subarray(0, wanted), isComplete: rest.length >= wanted, surplus: rest.length > wanted };
}

function toPair(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  if (colon <= 0) throw invalid(`the header line ${JSON.stringify(line.slice(0, 60))} has no name`);
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function invalid(message: string): Error {
  return Object.assign(new Error(message), { code: 'HPE_INVALID_ANSWER' });
}
