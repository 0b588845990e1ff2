/** A server that receives deliveries, judges each, and may pass it on byte for byte. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../../contract/types.ts';
import { HookspecError } from '../../errors.ts';
import { readBody } from './handler/read-body.ts';
import { explainSignature, type SignatureCause } from './explain-signature.ts';
import { passOn, type Passed } from './pass-on.ts';
import { createDeliveryJudge, type JudgedDelivery } from './judge-delivery.ts';

/** A delivery that was received. */
export interface ReceivedDelivery extends JudgedDelivery {
  /** Counts from 1. */
  readonly number: number;
  /** ISO 8601 with milliseconds. */
  readonly time: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Exactly the bytes that came. */
  readonly body: Uint8Array;
  /** What it was answered with. */
  readonly status: number;
  /** What the program it was passed on to answered; absent when it was not passed on. */
  readonly passedOn?: Passed;
  /** Why the signature is not valid, where that was asked for. */
  readonly explanation?: SignatureCause;
}

/** Options of {@link openReceiver}. */
export interface ReceiverOptions {
  readonly contract: Contract;
  readonly secrets?: readonly string[] | undefined;
  /** Default 0: any free port. */
  readonly port?: number | undefined;
  /** Passes each delivery on to this URL, and answers with what comes back. */
  readonly forward?: URL | undefined;
  /** Status of the answer where nothing is passed on. Default: 200, or 401 for a signature that is not valid. */
  readonly status?: number | undefined;
  /** Longest body in bytes; above it the answer is 413. Default 10 MiB. */
  readonly maxBody?: number | undefined;
  /** Finds out why a signature is not valid, after the answer. Default false. */
  readonly explain?: boolean | undefined;
  readonly onDelivery?: ((delivery: ReceivedDelivery) => void) | undefined;
  readonly now?: (() => number) | undefined;
}

/** A running receiver. */
export interface OpenReceiver extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a receiver on this machine. @throws HookspecError PortTaken */
export async function openReceiver(options: ReceiverOptions): Promise<OpenReceiver> {
  const { contract, forward, maxBody = 10 * 1024 * 1024, now = Date.now, onDelivery = () => {} } = options;
  const judge = createDeliveryJudge(contract, { secrets: options.secrets ?? [], now });
  let number = 0;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, maxBody);
    if (!body) return void response.writeHead(413, { Connection: 'close' }).end();
    const { method = '', url: path = '/', headers } = request;
    const judged = judge({ method, headers, body });
    const passedOn = forward && (await passOn(forward, { method, path, rawHeaders: request.rawHeaders, body }));
    const status = passedOn?.status ?? options.status ?? (judged.signature === 'invalid' ? 401 : 200);
    response.writeHead(status, passedOn?.type === undefined ? {} : { 'Content-Type': passedOn.type });
    response.end(passedOn?.body);
    const time = new Date(now()).toISOString();
    const explanation =
      options.explain === true && judged.signature === 'invalid'
        ? explainSignature(contract, options.secrets ?? [], { method, headers, body }, now())
        : undefined;
    onDelivery({
      number: ++number,
      time,
      method,
      path,
      headers,
      body,
      ...judged,
      status,
      ...(passedOn && { passedOn }),
      ...(explanation && { explanation }),
    });
  }

  const server = createServer((request, response) => {
    // A caller that hangs up has its own reasons.
    receive(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? new HookspecError('PortTaken', `Port ${options.port} is in use by another program`)
          : error,
      ),
    );
    server.listen(options.port ?? 0, '127.0.0.1', ready);
  });
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close, [Symbol.asyncDispose]: close };
}
