/** The Node adapter: sockets on one side, plain requests and responses on the other. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Serve } from './app.ts';
import type { PlainRequest, PlainResponse } from './message.ts';

const EMPTY = new Uint8Array();

/** Creates an HTTP server that is not listening yet. Bodies above `maxBody` bytes are not read. */
export function createNodeServer(serve: Serve, maxBody: number): Server {
  return createServer((incoming, outgoing) => receive(incoming, outgoing, serve, maxBody));
}

// Events instead of async iteration: that alone costs as much as everything else this mock does for a request.
function receive(incoming: IncomingMessage, outgoing: ServerResponse, serve: Serve, maxBody: number): void {
  const { headers } = incoming;
  const announced = headers['content-length'];
  if (announced === undefined && headers['transfer-encoding'] === undefined) {
    return answer(incoming, outgoing, serve, EMPTY);
  }
  if (Number(announced ?? 0) > maxBody) return answer(incoming, outgoing, serve, undefined);
  let chunks: Buffer[] | undefined = [];
  let length = 0;
  incoming.on('data', (chunk: Buffer) => {
    if (!chunks) return;
    length += chunk.length;
    if (length <= maxBody) return void chunks.push(chunk);
    chunks = undefined;
    answer(incoming, outgoing, serve, undefined);
  });
  incoming.on('end', () => {
    if (chunks) answer(incoming, outgoing, serve, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
  });
}

/** @param body undefined: longer than allowed, and not read to its end */
function answer(incoming: IncomingMessage, outgoing: ServerResponse, serve: Serve, body: Uint8Array | undefined): void {
  const request = toRequest(incoming, body);
  const response = serve(request);
  if (!(response instanceof Promise)) return send(incoming, outgoing, response);
  void response.then((given) => send(incoming, outgoing, given));
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

function send(incoming: IncomingMessage, outgoing: ServerResponse, response: PlainResponse): void {
  const { status, body } = response;
  const hasBody = body !== undefined && status !== 204 && status !== 304;
  const headers: Record<string, string | number> = { ...response.headers };
  if (hasBody) headers['Content-Length'] = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  else if (status !== 204 && status !== 304) headers['Content-Length'] = 0;
  // An unread body would be taken for the next request, so the connection ends with this answer.
  if (!incoming.complete) headers.Connection = 'close';
  try {
    outgoing.writeHead(status, headers);
    outgoing.end(hasBody && incoming.method !== 'HEAD' ? body : undefined);
  } catch {
    // The caller is gone, or a header cannot be written: nothing is left to say on this connection.
    outgoing.destroy();
  }
  if (!incoming.complete) incoming.resume();
}
