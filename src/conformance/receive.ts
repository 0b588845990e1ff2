/** Sends the body of a node:http request and reads its answer to the end, or to where it stops. */
import type { ClientRequest, IncomingMessage } from 'node:http';
import { parseJson } from './parse-json.ts';
import type { RawResponse, TransportRequest } from './transport.ts';

/** Longer bodies are not read: no answer of such an API is. */
const LONGEST = 32 * 1024 * 1024;
/** Time to wait after an answer has shown once that it announces more than it sends. */
const KNOWN_STALL_MS = 50;

/**
 * Reads one answer. A body that is a whole JSON value and then falls silent, although more was announced, counts as
 * ended early: waiting for the rest would only end with the time limit.
 * @param stall how long silence counts as the end; shortened once a server has done it
 * @throws Error of node:http, with `isReused` where the connection had served another request before
 */
export function receive(
  request: ClientRequest,
  { body, signal }: Pick<TransportRequest, 'body' | 'signal'>,
  stall: { milliseconds: number },
): Promise<Omit<RawResponse, 'resent'>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let response: IncomingMessage | undefined;
    let surplus = false;
    let timer: NodeJS.Timeout | undefined;
    const fail = (error: Error): void => {
      clearTimeout(timer);
      const reason = signal.aborted ? toError(signal.reason) : error;
      reject(response ? reason : Object.assign(reason, { isReused: request.reusedSocket }));
    };
    const finish = (end: RawResponse['end']): void => {
      clearTimeout(timer);
      resolve({
        status: response!.statusCode!,
        httpVersion: response!.httpVersion,
        rawHeaders: toPairs(response!.rawHeaders),
        bytes: Buffer.concat(chunks),
        end,
        surplus,
        isCoded: true,
      });
    };
    const watch = (): void => {
      clearTimeout(timer);
      if (!(length < announced(response!))) return;
      timer = setTimeout(() => {
        if (parseJson(Buffer.concat(chunks)) === undefined) return;
        stall.milliseconds = KNOWN_STALL_MS;
        finish('early');
        request.destroy();
      }, stall.milliseconds);
    };
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The parser met bytes behind the end of a complete answer.
      if (response?.complete && error.code?.startsWith('HPE_')) surplus = true;
      else if (!response) fail(error);
    });
    request.once('response', (incoming) => {
      response = incoming;
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= LONGEST) return watch();
        fail(new Error(`the body is longer than ${LONGEST / 1024 / 1024} MiB`));
        request.destroy();
      });
      incoming.once('end', () => finish('complete'));
      incoming.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNRESET' && !signal.aborted) finish('early');
        else fail(error);
      });
    });
    request.end(body);
  });
}

/** What aborts a signal may be anything; a copy, because several requests may share it. */
function toError(reason: unknown): Error {
  const error = new Error(reason instanceof Error ? reason.message : String(reason));
  error.name = reason instanceof Error ? reason.name : 'AbortError';
  return error;
}

function announced({ headers }: IncomingMessage): number {
  return Number(headers['content-length']);
}

function toPairs(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2]!, flat[index * 2 + 1]!]);
}
