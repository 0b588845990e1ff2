/** The Node adapter: sockets on one side, plain requests and responses on the other. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Serve } from './app.ts';
import { systemScheduler, type Scheduler } from './faults/scheduler.ts';
import { sendFaulty } from './faults/send-faulty.ts';
import type { PlainRequest, PlainResponse } from './message.ts';

// An import would read every export of the module, and one of them loads all of Node's fetch: a third of the start.
const { createServer } = process.getBuiltinModule('node:http');

const EMPTY = new Uint8Array();

/** Longest body of a control request from this machine, in bytes: a snapshot may hold many resources. */
const MAX_CONTROL_BODY = 32 * 1024 * 1024;

/** What an exchange needs of its server. */
interface Adapter {
  readonly serve: Serve;
  readonly maxBody: number;
  readonly scheduler: Scheduler;
}

/**
 * Creates an HTTP server that is not listening yet.
 * @param maxBody longer bodies are not read; those for the control API may have 32 MiB if they come from this machine
 * @param scheduler when the pieces of a faulty answer leave
 */
export function createNodeServer(serve: Serve, maxBody: number, scheduler: Scheduler = systemScheduler): Server {
  const adapter: Adapter = { serve, maxBody, scheduler };
  return createServer((incoming, outgoing) => receive(incoming, outgoing, adapter));
}

// Events instead of async iteration: that alone costs as much as everything else this mock does for a request.
function receive(incoming: IncomingMessage, outgoing: ServerResponse, adapter: Adapter): void {
  const { headers } = incoming;
  const announced = headers['content-length'];
  if (announced === undefined && headers['transfer-encoding'] === undefined) {
    return answer(incoming, outgoing, adapter, EMPTY);
  }
  const maxBody = isLocalControl(incoming) ? Math.max(adapter.maxBody, MAX_CONTROL_BODY) : adapter.maxBody;
  if (Number(announced ?? 0) > maxBody) return answer(incoming, outgoing, adapter, undefined);
  let chunks: Buffer[] | undefined = [];
  let length = 0;
  incoming.on('data', (chunk: Buffer) => {
    if (!chunks) return;
    length += chunk.length;
    if (length <= maxBody) return void chunks.push(chunk);
    chunks = undefined;
    answer(incoming, outgoing, adapter, undefined);
  });
  incoming.on('end', () => {
    if (chunks) answer(incoming, outgoing, adapter, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
  });
}

// Whoever may steer is found out when the body is there; until then others get no more room than any request has.
function isLocalControl({ url, socket }: IncomingMessage): boolean {
  return url?.startsWith('/_hookspec/') === true && /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}

/** @param body undefined: longer than allowed, and not read to its end */
function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  adapter: Adapter,
  body: Uint8Array | undefined,
): void {
  const response = adapter.serve(toRequest(incoming, body));
  if (!(response instanceof Promise)) return respond(incoming, outgoing, adapter, response);
  void response.then((given) => respond(incoming, outgoing, adapter, given));
}

function toRequest(incoming: IncomingMessage, body: Uint8Array | undefined): PlainRequest {
  let target = incoming.url ?? '/';
  // An absolute target (`GET http://host/path`) is legal; only its path counts here.
  if (target[0] !== '/') target = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1] ?? target;
  const fragment = target.indexOf('#');
  if (fragment >= 0) target = target.slice(0, fragment);
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const request = {
    method: incoming.method ?? 'GET',
    path: path === '' ? '/' : path,
    query: mark < 0 ? '' : target.slice(mark + 1),
    // Node has joined repeated headers; only Set-Cookie, which no request carries, would be a list.
    headers: incoming.headers as Record<string, string>,
    body: body ?? EMPTY,
  };
  return body === undefined ? { ...request, tooLarge: true } : request;
}

function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { scheduler }: Adapter,
  response: PlainResponse,
): void {
  const { transport } = response;
  if (transport) {
    const sendHead = () => writeHead(incoming, outgoing, response);
    return sendFaulty({ incoming, outgoing, sendHead }, transport, scheduler);
  }
  try {
    outgoing.end(writeHead(incoming, outgoing, response));
  } catch {
    // The caller is gone, or a header cannot be written: nothing is left to say on this connection.
    outgoing.destroy();
  }
  if (!incoming.complete) incoming.resume();
}

/** Whether a body was announced that has not come to its end. One without a body is complete only after this turn. */
function isUnread({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);
}

/** @returns the body to send; undefined where none follows */
function writeHead(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  response: PlainResponse,
): string | Uint8Array | undefined {
  const { status, body } = response;
  const hasBody = body !== undefined && status !== 204 && status !== 304;
  const headers: Record<string, string | number> = { ...response.headers };
  if (hasBody) headers['Content-Length'] = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  else if (status !== 204 && status !== 304) headers['Content-Length'] = 0;
  // An unread body would be taken for the next request, so the connection ends with this answer.
  if (isUnread(incoming)) headers.Connection = 'close';
  outgoing.writeHead(status, headers);
  return hasBody && incoming.method !== 'HEAD' ? body : undefined;
}
