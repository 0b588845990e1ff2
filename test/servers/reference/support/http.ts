/** Plain requests and responses, and the thin server in front of a handler. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as a handler sees it. */
export interface ReferenceRequest {
  readonly method: string;
  /** Path without the query, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A response; `json` is serialised by the listener, so that a wrapper can change it as a value. */
export interface ReferenceResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: no body. */
  readonly json?: unknown;
  /** Sent as it is instead of `json`. */
  readonly text?: string | Uint8Array;
  /** Takes the connection over; nothing else is sent. For unusual servers alone. */
  readonly takeOver?: (socket: Socket) => void;
  /** Ends the connection after the answer without having said so. */
  readonly hangUp?: boolean;
  /** Sends no `Date`. */
  readonly undated?: boolean;
  /** Sends the body piece by piece, its length not said before. */
  readonly inPieces?: boolean;
}

/** Answers a request. A wrong server is a wrapper of a right one's handler. */
export type Handle = (request: ReferenceRequest) => ReferenceResponse | Promise<ReferenceResponse>;

/** A listening server. */
export interface Listening extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** `origin` + base path: what replaces the provider's server URL. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a handler on a free port of this machine. A handler that throws answers 500 with the stack. */
export async function listen(handle: Handle, basePath = ''): Promise<Listening> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = request.url!;
    const url = new URL(target.startsWith('/') ? `http://localhost${target}` : target, 'http://localhost');
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const plain = {
      method: request.method!,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: Buffer.concat(chunks),
    };
    const answer = await Promise.resolve(plain).then(handle).catch(toCrash);
    if (answer.takeOver) return answer.takeOver(request.socket);
    const body = answer.text ?? (answer.json === undefined ? undefined : JSON.stringify(answer.json));
    const type = answer.json === undefined ? {} : { 'Content-Type': 'application/json' };
    if (answer.undated) response.sendDate = false;
    if (answer.hangUp) response.on('finish', () => request.socket.destroySoon());
    response.writeHead(answer.status, { ...type, ...answer.headers });
    if (answer.inPieces && body !== undefined) {
      response.write(body.slice(0, 5));
      return response.end(body.slice(5));
    }
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin, url: origin + basePath, close, [Symbol.asyncDispose]: close };
}

function toCrash(error: unknown): ReferenceResponse {
  return {
    status: 500,
    headers: { 'Content-Type': 'text/plain' },
    text: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
