/** The receiver of a run: takes deliveries on this machine and answers them as a case wants it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookspecError } from '../../errors.ts';
import { parseJson } from '../parse-json.ts';
import type { Arrival, Moment, Reply } from './arrival.ts';

/** Longer bodies are cut: no delivery is. */
const LONGEST = 16 * 1024 * 1024;

/** What is answered where no case says anything. */
export const RECEIVED = 'received';

/** A receiver that listens. */
export interface Receiver {
  readonly port: number;
  close(): Promise<void>;
}

/** What a receiver is made of. */
export interface ReceiverOptions {
  /** 0 takes a free one. */
  readonly port: number;
  now(): Moment;
  /** Called with each request once it is whole. */
  take(arrival: Arrival): Reply;
  /** Called whenever something about an arrival has changed. */
  changed(): void;
}

/**
 * Listens on loopback alone; a tunnel that leads here ends at its port.
 * @throws HookspecError PortTaken
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    const number = count;
    void readBody(request).then((body) => {
      if (!body) return;
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      answer(options, request, response, { ...toArrival(number, request, body, options.now()), ended }, end);
    });
  });
  server.keepAliveTimeout = 1000;
  await listen(server, options.port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new HookspecError('PortTaken', `The receiver cannot listen: port ${port} is in use`, {
              hint: 'Stop the other program or choose another port with --receiver-port.',
              cause: error,
            })
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** @returns undefined when the sender went before the end */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= LONGEST) chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}

function toArrival(number: number, request: IncomingMessage, body: Uint8Array, at: Moment): Omit<Arrival, 'ended'> {
  const { rawHeaders } = request;
  return {
    number,
    method: request.method ?? '',
    target: request.url ?? '',
    rawHeaders: Array.from({ length: rawHeaders.length / 2 }, (_, i) => [rawHeaders[i * 2]!, rawHeaders[i * 2 + 1]!]),
    headers: Object.fromEntries(
      Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
    ),
    body,
    json: parseJson(body),
    at,
    status: undefined,
    abandoned: false,
    heldMs: 0,
  };
}

function answer(
  options: ReceiverOptions,
  request: IncomingMessage,
  response: ServerResponse,
  arrival: Arrival,
  end: () => void,
): void {
  const startedAt = performance.now();
  const { status, headers = {}, holdMs = 0 } = options.take(arrival);
  const settle = (): void => {
    arrival.heldMs = performance.now() - startedAt;
    end();
    options.changed();
  };
  const send = (): void => {
    arrival.status = status;
    const isEmpty = status === 204 || status === 304 || request.method === 'HEAD';
    response.writeHead(status, { 'Content-Type': 'text/plain', ...headers });
    response.end(isEmpty ? undefined : RECEIVED);
    settle();
  };
  options.changed();
  if (holdMs === 0) return send();
  const timer = setTimeout(send, holdMs);
  response.once('close', () => {
    if (arrival.status !== undefined) return;
    clearTimeout(timer);
    arrival.abandoned = true;
    settle();
  });
}
