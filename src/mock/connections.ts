/**
 * What one connection of the Node server may cost, and what is said to those that are no HTTP. Node's own answers to them
 * are empty, and may overtake an answer that is still under way.
 */
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { MAX_LATENCY } from './faults/latency.ts';
import type { Scheduler } from './faults/scheduler.ts';
import { toProblem, type PlainResponse } from './message.ts';

/** How long a caller may take, and how much it may send before a body; a caller in a debugger has time. */
export const CONNECTION_LIMITS: ServerOptions = {
  insecureHTTPParser: false,
  /** Bytes of the request line and the headers. */
  maxHeaderSize: 16 * 1024,
  /** Milliseconds from the first byte, or from the connection, to the end of the headers. */
  headersTimeout: 60_000,
  /** Milliseconds for the whole request. */
  requestTimeout: 120_000,
  /** Milliseconds between two requests: longer than clients keep a connection that they mean to use again. */
  keepAliveTimeout: 65_000,
  /** Milliseconds between two looks at the limits above. */
  connectionsCheckingInterval: 5000,
  // Asked for in server.ts: Node's answer says nothing.
  requireHostHeader: false,
};

/** Connections at the same time; a further one is closed at once. */
const MAX_CONNECTIONS = 4096;

/** Milliseconds without a byte in any direction: longer than any fault keeps an answer back. */
const LONGEST_PAUSE = MAX_LATENCY + 60_000;

/** Milliseconds in which a caller may read an answer while it still sends. Closed earlier, TCP would take the answer back. */
const LINGER = 2000;

/** Connections of a server. */
export interface Connections {
  /** Whether nothing more is answered on a connection: its last answer is under way. */
  isOver(socket: Socket): boolean;
  /** Answers no further request of this connection. */
  end(socket: Socket): void;
  /** An answer comes later. What follows on its connection waits for it. */
  hold(socket: Socket, outgoing: ServerResponse): void;
  /** Whether an answer is still to come on a connection. */
  isHeld(socket: Socket): boolean;
  /** Ends an answer whose request is still being sent, as soon as the caller has read it or stops. */
  finish(incoming: IncomingMessage, outgoing: ServerResponse): void;
}

/** Sets the limits of a server and answers what never becomes a request. */
export function watchConnections(server: Server, scheduler: Scheduler): Connections {
  const over = new WeakSet<Duplex>();
  const held = new Map<Duplex, { count: number; next?: () => void }>();
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = LONGEST_PAUSE;

  function refuse(socket: Duplex, response: PlainResponse): void {
    // An answer that is under way says more than that it was the last.
    if (over.has(socket)) return;
    over.add(socket);
    // Node has let go of this socket, and an error that nobody listens to ends the process.
    socket.on('error', () => socket.destroy());
    const send = () => {
      if (!socket.writable) return void socket.destroy();
      socket.end(toText(response));
      socket.once(
        'close',
        scheduler.after(LINGER, () => socket.destroy()),
      );
    };
    const before = held.get(socket);
    if (before) before.next = send;
    else send();
  }

  server.on('clientError', (error: ClientError, socket) => {
    const response = toRefusal(error);
    const isLeaving = error.code === 'HPE_INVALID_EOF_STATE';
    // The last answer has been written, and the rest of a body that it did not wait for will not come.
    if (isLeaving && over.has(socket) && !held.has(socket)) socket.end();
    else if (response) refuse(socket, response);
    else if (!held.has(socket)) socket.destroy();
  });
  server.on('connect', (_, socket) => {
    // Node has let go of this socket: an error that nobody hears would end the process.
    socket.on('error', () => socket.destroy());
    refuse(socket, toProblem(501, 'Not Implemented', PROXY));
  });

  return {
    isOver: (socket) => over.has(socket),
    end: (socket) => void over.add(socket),
    hold(socket, outgoing) {
      const entry = held.get(socket) ?? { count: 0 };
      entry.count++;
      held.set(socket, entry);
      outgoing.once('close', () => {
        if (--entry.count > 0) return;
        held.delete(socket);
        entry.next?.();
      });
    },
    isHeld: (socket) => held.size > 0 && held.has(socket),
    finish(incoming, outgoing) {
      const end = () => outgoing.end();
      outgoing.once('close', scheduler.after(LINGER, end));
      incoming.once('end', end).once('close', end).resume();
    },
  };
}

/** An error as Node's parser gives it. */
type ClientError = NodeJS.ErrnoException & { readonly reason?: string; readonly rawPacket?: Buffer };

const PROXY = 'This is no proxy: CONNECT opens no tunnel here. Call the mock by its own address.';

const TLS = 'This port speaks HTTP without TLS: use http:// instead of https://';

/** What is said to bytes that are no request; undefined where nobody listens any more. */
function toRefusal({ code, reason, rawPacket, message }: ClientError): PlainResponse | undefined {
  const { maxHeaderSize, requestTimeout } = CONNECTION_LIMITS;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const detail = `The request was not complete in time: its headers may take a minute, all of it ${requestTimeout! / 1000} s`;
    return toProblem(408, 'Request Timeout', detail);
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    const detail = `The request line and the headers, or the trailers, are longer than ${maxHeaderSize} bytes`;
    return toProblem(431, 'Request Header Fields Too Large', detail);
  }
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return toProblem(413, 'Content Too Large', 'The chunk extensions of the body are longer than 16384 bytes');
  if (code === 'HPE_INVALID_VERSION')
    return toProblem(505, 'HTTP Version Not Supported', 'This server speaks HTTP/1.1 and HTTP/1.0');
  if (code === 'HPE_INVALID_EOF_STATE')
    return toProblem(400, 'Bad Request', 'The connection ended in the middle of a request');
  if (code?.startsWith('HPE_') !== true) return undefined;
  // The first bytes of a TLS handshake.
  const isTls = rawPacket?.[0] === 0x16 && rawPacket[1] === 3;
  return toProblem(400, 'Bad Request', isTls ? TLS : `This is no HTTP/1.1 request: ${reason ?? message}`);
}

function toText({ status, headers, body = '' }: PlainResponse): string {
  const { title } = JSON.parse(String(body)) as { title: string };
  const fields = { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${String(body)}`;
}
