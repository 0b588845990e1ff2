/** Sends requests over a socket of its own: byte for byte as they are written, no library in between. */
import type { Socket } from 'node:net';
import { parseJson } from '../parse-json.ts';
import type { ConnectionOptions, RawResponse, Transport, TransportRequest } from '../transport.ts';
import { readAnswer } from './answer.ts';
import { type RequestBytes, type RequestForm, toRequestBytes } from './request-bytes.ts';
import { openSocket } from './socket.ts';

/** A transport that tells about its connection. */
export interface SocketTransport extends Transport {
  /** Whether the next request goes over the connection of the last one. */
  readonly isOpen: boolean;
  readonly form: RequestForm;
}

/** Time a server has for `100 Continue`; RFC 9110, section 10.1.1: a client does not wait for ever. */
const CONTINUE_MS = 1000;
/** Silence after which a body that is whole JSON, but shorter than announced, counts as ended. */
const STALL_MS = 1000;
/** Time in which a server that was told to close shows whether more comes. */
const CLOSING_MS = 50;
/** Longer answers are not read. */
const LONGEST = 8 * 1024 * 1024;

/** Creates a transport whose requests all have the same form. */
export function createSocketTransport(form: RequestForm, connection: ConnectionOptions): SocketTransport {
  let kept: Socket | undefined;
  const isUsable = (socket: Socket | undefined): socket is Socket =>
    socket !== undefined && !socket.destroyed && socket.readable && socket.writable;
  return {
    form,
    get isOpen() {
      return isUsable(kept);
    },
    async send(request) {
      const socket = isUsable(kept) ? kept : await openSocket(request.url, connection, request.signal);
      kept = undefined;
      const answer = await converse(socket, request, form);
      const closes = saysClose(answer);
      if (form.keepAlive === true && answer.end === 'complete' && !closes && isUsable(socket)) kept = socket;
      else socket.destroy();
      return answer;
    },
    close: () => kept?.destroy(),
  };
}

function converse(socket: Socket, request: TransportRequest, form: RequestForm): Promise<RawResponse> {
  const bytes = toRequestBytes(request, form);
  return new Promise((resolve, reject) => {
    let input: Buffer = Buffer.alloc(0);
    let timer: NodeJS.Timeout | undefined;
    let owed: RequestBytes['body'] | undefined = form.expectContinue ? bytes.body : undefined;
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', abort);
      socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
      // An error after the answer concerns nobody.
      socket.removeAllListeners('error').on('error', () => {});
      act();
    };
    const fail = (error: Error): void =>
      settle(() => {
        socket.destroy();
        reject(error);
      });
    const abort = (): void => fail(request.signal.reason as Error);
    const payBody = (): void => {
      if (owed) socket.write(owed);
      owed = undefined;
    };
    const look = (ended: boolean): void => {
      clearTimeout(timer);
      try {
        const progress = readAnswer(input, request.method, ended);
        if (progress.state === 'interim') {
          input = progress.rest;
          payBody();
          return look(ended);
        }
        if (progress.state === 'head') {
          if (ended) fail(toClosed(input));
          else if (owed) timer = setTimeout(payBody, CONTINUE_MS);
          return;
        }
        const { answer } = progress;
        const finish = (): void => settle(() => resolve(answer));
        const isComplete = progress.state === 'complete';
        if (ended || (isComplete && (form.keepAlive === true || answer.surplus))) finish();
        else if (isComplete) timer = setTimeout(finish, CLOSING_MS);
        else if (parseJson(answer.bytes) !== undefined) timer = setTimeout(finish, STALL_MS);
      } catch (error) {
        fail(error as Error);
      }
    };
    socket.on('data', (chunk: Buffer) => {
      input = Buffer.concat([input, chunk]);
      if (input.length > LONGEST) fail(new Error(`the answer is longer than ${LONGEST / 1024 / 1024} MiB`));
      else look(false);
    });
    socket.on('end', () => look(true));
    socket.on('close', () => look(true));
    socket.on('error', (error) => {
      // A server that refuses a long body may reset the connection right after its answer.
      if (input.length > 0) look(true);
      else fail(error);
    });
    request.signal.addEventListener('abort', abort, { once: true });
    if (form.slow) writeSlowly(socket, bytes, form.slow);
    else socket.write(owed ? bytes.head : Buffer.concat([bytes.head, bytes.body]));
    if (owed) timer = setTimeout(payBody, CONTINUE_MS);
  });
}

/** HTTP/1.0 keeps a connection only where it says so, HTTP/1.1 closes one only where it says so (RFC 9112, section 9.3). */
function saysClose({ rawHeaders, httpVersion }: RawResponse): boolean {
  const says = (word: RegExp): boolean =>
    rawHeaders.some(([name, value]) => name.toLowerCase() === 'connection' && word.test(value));
  return httpVersion === '1.0' ? !says(/keep-alive/i) : says(/close/i);
}

/** Stops by itself when the socket is closed. */
function writeSlowly(
  socket: Socket,
  { head, body }: RequestBytes,
  { parts, pauseMs }: NonNullable<RequestForm['slow']>,
): void {
  const size = Math.max(1, Math.ceil(body.length / parts));
  const write = (start: number): void => {
    if (!socket.writable) return;
    socket.write(body.subarray(start, start + size));
    if (start + size < body.length) setTimeout(write, pauseMs, start + size);
  };
  socket.write(head);
  setTimeout(write, pauseMs, 0);
}

function toClosed(input: Buffer): Error {
  if (input.length > 0)
    return Object.assign(new Error('the connection was closed within the head of the answer'), { code: 'HPE_CLOSED' });
  return Object.assign(new Error('the connection was closed without an answer'), { code: 'ECONNRESET' });
}
