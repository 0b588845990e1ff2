/** The Node adapter: sockets on one side, plain requests and responses on the other. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toProblem, type PlainRequest, type PlainResponse } from './message.ts';

/** Answers a request with its full path. */
export type Serve = (request: PlainRequest) => PlainResponse | Promise<PlainResponse>;

/** Creates an HTTP server that is not listening yet. Bodies above `maxBody` bytes are not read. */
export function createNodeServer(serve: Serve, maxBody: number): Server {
  return createServer((incoming, outgoing) => {
    void readRequest(incoming, maxBody)
      .then(serve)
      .catch((error: unknown) => toCrash(error))
      .then((response) => send(incoming, outgoing, response))
      // The caller is gone, or a header cannot be written: nothing is left to say on this connection.
      .catch(() => outgoing.destroy());
  });
}

async function readRequest(incoming: IncomingMessage, maxBody: number): Promise<PlainRequest> {
  const { pathname, search } = splitTarget(incoming.url ?? '/');
  const body = await readBytes(incoming, maxBody);
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: search,
    headers: toHeaders(incoming),
    body: body ?? new Uint8Array(),
    ...(body === undefined && { tooLarge: true }),
  };
}

async function readBytes(incoming: IncomingMessage, maxBody: number): Promise<Uint8Array | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBody) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBody) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function splitTarget(target: string): { pathname: string; search: string } {
  // An absolute target (`GET http://host/path`) is legal; only its path counts here.
  const text = /^https?:\/\/[^/]*(.*)$/i.exec(target)?.[1] ?? target;
  const [beforeFragment = ''] = text.split('#');
  const mark = beforeFragment.indexOf('?');
  const pathname = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark);
  return { pathname: pathname === '' ? '/' : pathname, search: mark < 0 ? '' : beforeFragment.slice(mark + 1) };
}

function toHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  return headers;
}

function send(incoming: IncomingMessage, outgoing: ServerResponse, response: PlainResponse): void {
  const body = typeof response.body === 'string' ? Buffer.from(response.body) : response.body;
  const noBody = response.status === 204 || response.status === 304;
  // An unread body would be taken for the next request, so the connection ends with this answer.
  const unread = incoming.complete ? {} : { Connection: 'close' };
  const length = noBody ? {} : { 'Content-Length': String(body?.length ?? 0) };
  outgoing.writeHead(response.status, { ...response.headers, ...length, ...unread });
  outgoing.end(noBody || incoming.method === 'HEAD' ? undefined : body);
  if (!incoming.complete) incoming.resume();
}

function toCrash(error: unknown): PlainResponse {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ...toProblem(500, 'Internal Server Error', `This is a bug in hookspec: ${reason}`),
    note: { condition: 'crash', reason: error instanceof Error ? (error.stack ?? reason) : reason },
  };
}
