/** The mock's answer as a fetch response, with its faults as far as fetch can express them. */
import type { PlainResponse, Transport } from '../message.ts';
import type { Scheduler } from '../faults/scheduler.ts';

/** Longest silence of a dropped connection, in milliseconds. */
const LONGEST_SILENCE = 300_000;

/** Milliseconds between two pieces of a slow body. */
const PIECE_TIME = 100;

const encoder = new TextEncoder();

/**
 * Makes the response.
 * @throws TypeError, as fetch does, where a fault ends the connection, or the status is none that fetch can show; the
 * reason of `request.signal` when the caller gives up
 */
export async function toResponse(request: Request, plain: PlainResponse, scheduler: Scheduler): Promise<Response> {
  const { transport } = plain;
  if (!transport) return build(request, plain, toBytes(plain.body));
  const { delay = 0, connection } = transport;
  if (delay > 0) await wait(delay, request.signal, scheduler);
  if (connection === 'drop') await wait(LONGEST_SILENCE, request.signal, scheduler);
  if (connection !== undefined) throw new TypeError('fetch failed: the mock ended the connection, as a fault asks');
  const body = toBytes(plain.body);
  const isWhole = transport.bytesPerSecond === undefined && transport.cutAfter === undefined;
  return build(request, plain, body && !isWhole ? toSlowBody(body, transport, scheduler) : body, body?.length);
}

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

function build(
  { method }: Request,
  { status, headers }: PlainResponse,
  body: Body | undefined,
  length = body instanceof Uint8Array ? body.length : 0,
): Response {
  if (status < 200 || status > 599) throw new TypeError(`fetch failed: a response cannot have the status ${status}`);
  const isNull = status === 204 || status === 205 || status === 304;
  const response = new Response(isNull || method === 'HEAD' ? null : body, { status, headers });
  if (!isNull) response.headers.set('Content-Length', String(length));
  return response;
}

function toBytes(body: PlainResponse['body']): Uint8Array<ArrayBuffer> | undefined {
  return typeof body === 'string' ? encoder.encode(body) : (body as Uint8Array<ArrayBuffer> | undefined);
}

function wait(milliseconds: number, signal: AbortSignal, scheduler: Scheduler): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = scheduler.after(milliseconds, () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    });
    const giveUp = () => {
      cancel();
      reject(signal.reason as Error);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}

function toSlowBody(
  body: Uint8Array,
  { bytesPerSecond, cutAfter = body.length }: Transport,
  scheduler: Scheduler,
): ReadableStream<Uint8Array> {
  const end = Math.min(cutAfter, body.length);
  const step =
    bytesPerSecond === undefined ? body.length : Math.max(1, Math.round((bytesPerSecond * PIECE_TIME) / 1000));
  const pause = bytesPerSecond === undefined ? 0 : (step * 1000) / bytesPerSecond;
  let sent = 0;
  let cancel = () => {};
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent > 0 && sent < end) await new Promise<void>((resume) => (cancel = scheduler.after(pause, resume)));
      const next = Math.min(end, sent + step);
      if (next > sent) controller.enqueue(body.slice(sent, next));
      sent = next;
      if (sent < end) return;
      if (end < body.length) controller.error(new TypeError('terminated: the mock cut the body, as a fault asks'));
      else controller.close();
    },
    cancel: () => cancel(),
  });
}
