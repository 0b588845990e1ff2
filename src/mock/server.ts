/** The Node adapter: sockets on one side, plain requests and responses on the other. */
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Serve } from './app.ts';
import { CONNECTION_LIMITS, watchConnections, type Connections } from './connections.ts';
import { systemScheduler, type Scheduler } from './faults/scheduler.ts';
import { sendFaulty } from './faults/send-faulty.ts';
import { toProblem, type PlainRequest, type PlainResponse } from './message.ts';

// An import would read every export of the module, and one of them loads all of Node's fetch: a third of the start.
const { createServer } = process.getBuiltinModule('node:http');

const EMPTY = new Uint8Array();
const CLOSE = { Connection: 'close' };

/** Longest body of a control request from this machine, in bytes: a snapshot may hold many resources. */
const MAX_CONTROL_BODY = 32 * 1024 * 1024;

/** What an exchange needs of its server. */
interface Adapter {
  readonly serve: Serve;
  readonly maxBody: number;
  readonly scheduler: Scheduler;
  readonly connections: Connections;
}

/**
 * Creates an HTTP server that is not listening yet.
 * @param maxBody longer bodies are not read; those for the control API may have 32 MiB if they come from this machine
 * @param scheduler when the pieces of a faulty answer leave
 * @param limits of a connection, in place of the usual ones
 */
export function createNodeServer(
  serve: Serve,
  maxBody: number,
  scheduler: Scheduler = systemScheduler,
  limits: ServerOptions = {},
): Server {
  const server = createServer({ ...CONNECTION_LIMITS, ...limits });
  const adapter: Adapter = { serve, maxBody, scheduler, connections: watchConnections(server, scheduler) };
  server.on('request', (incoming, outgoing) => receive(incoming, outgoing, adapter));
  server.on('checkContinue', (incoming, outgoing) => {
    // Whoever asks first is spared to send what nobody would read.
    if (!isTooLong(incoming, adapter)) outgoing.writeContinue();
    receive(incoming, outgoing, adapter);
  });
  server.on('checkExpectation', (incoming, outgoing) => {
    const detail = `The one expectation this server can meet is 100-continue, not ${incoming.headers.expect}`;
    respond(incoming, outgoing, adapter, toProblem(417, 'Expectation Failed', detail, CLOSE));
  });
  return server;
}

// Events instead of async iteration: that alone costs as much as everything else this mock does for a request.
function receive(incoming: IncomingMessage, outgoing: ServerResponse, adapter: Adapter): void {
  const { headers, socket } = incoming;
  // What comes after the last answer of a connection is not carried out (RFC 9112, 9.6).
  if (adapter.connections.isOver(socket)) return;
  if (!outgoing.shouldKeepAlive) adapter.connections.end(socket);
  const refusal = refuseFraming(incoming);
  if (refusal) return respond(incoming, outgoing, adapter, refusal);
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    return answer(incoming, outgoing, adapter, EMPTY);
  }
  if (isTooLong(incoming, adapter)) return answer(incoming, outgoing, adapter, undefined);
  const maxBody = toMaxBody(incoming, adapter);
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

function isTooLong(incoming: IncomingMessage, adapter: Adapter): boolean {
  return Number(incoming.headers['content-length'] ?? 0) > toMaxBody(incoming, adapter);
}

function toMaxBody(incoming: IncomingMessage, { maxBody }: Adapter): number {
  return isLocalControl(incoming) ? Math.max(maxBody, MAX_CONTROL_BODY) : maxBody;
}

/** What Node's parser lets pass although two readers could understand it differently (RFC 9112, 3.2 and 6.1). */
function refuseFraming(incoming: IncomingMessage): PlainResponse | undefined {
  const { headers, rawHeaders, httpVersionMajor, httpVersionMinor } = incoming;
  if (httpVersionMajor !== 1)
    return toProblem(505, 'HTTP Version Not Supported', 'This server speaks HTTP/1.1 and HTTP/1.0', CLOSE);
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && (httpVersionMinor === 0 || !/^chunked\s*$/i.test(coding)))
    return toProblem(501, 'Not Implemented', `The body is sent in chunks or with its length, not as ${coding}`, CLOSE);
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  if (hosts === 1 || (hosts === 0 && httpVersionMinor === 0)) return undefined;
  return toProblem(400, 'Bad Request', `A request names its Host once; this one has ${hosts}`, CLOSE);
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
  adapter.connections.hold(incoming.socket, outgoing);
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

function respond(incoming: IncomingMessage, outgoing: ServerResponse, adapter: Adapter, response: PlainResponse): void {
  const { transport } = response;
  const { connections } = adapter;
  if (transport || connections.isHeld(incoming.socket)) connections.hold(incoming.socket, outgoing);
  if (transport) {
    const sendHead = () => writeHead(incoming, outgoing, response, connections);
    return sendFaulty({ incoming, outgoing, sendHead }, transport, adapter.scheduler);
  }
  try {
    const body = writeHead(incoming, outgoing, response, connections);
    if (!isUnread(incoming)) return void outgoing.end(body);
    if (body === undefined) outgoing.flushHeaders();
    else outgoing.write(body);
    connections.finish(incoming, outgoing);
  } catch {
    // The caller is gone, or a header cannot be written: nothing is left to say on this connection.
    outgoing.destroy();
  }
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
  connections: Connections,
): string | Uint8Array | undefined {
  const { status, body } = response;
  const hasBody = body !== undefined && status !== 204 && status !== 304;
  const headers: Record<string, string | number> = { ...response.headers };
  if (hasBody) headers['Content-Length'] = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  else if (status !== 204 && status !== 304) headers['Content-Length'] = 0;
  // An unread body would be taken for the next request, so the connection ends with this answer.
  if (isUnread(incoming)) headers.Connection = 'close';
  if (headers.Connection === 'close') connections.end(incoming.socket);
  outgoing.writeHead(status, headers);
  return hasBody && incoming.method !== 'HEAD' ? body : undefined;
}
