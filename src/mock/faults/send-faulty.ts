/** Sends an answer over a Node socket with the faults that its `transport` names. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Transport } from '../message.ts';
import type { Scheduler } from './scheduler.ts';

/** Longest silence of a dropped connection: past it even a patient client has given up. Milliseconds. */
export const LONGEST_SILENCE = 300_000;

/** Milliseconds between two pieces of a slow body. */
const PIECE_TIME = 100;

/** One exchange on a Node server. */
export interface NodeExchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Writes the head, `Content-Length` of the whole body included. @returns the body to follow; undefined for none */
  readonly sendHead: () => string | Uint8Array | undefined;
}

/** Sends an answer with faults. Stops when the caller goes away. */
export function sendFaulty(exchange: NodeExchange, transport: Transport, scheduler: Scheduler): void {
  const { incoming, outgoing } = exchange;
  let cancel = (): void => {};
  const later: Later = (milliseconds, run) => {
    cancel = scheduler.after(milliseconds, () => attempt(outgoing, run));
  };
  outgoing.once('close', () => cancel());
  if (!incoming.complete) incoming.resume();
  const begin = () => deliver(exchange, transport, later);
  if (transport.delay) later(transport.delay, begin);
  else attempt(outgoing, begin);
}

type Later = (milliseconds: number, run: () => void) => void;

// A header that cannot be written would otherwise end the process, out of a timer.
function attempt(outgoing: ServerResponse, run: () => void): void {
  try {
    run();
  } catch {
    outgoing.destroy();
  }
}

function deliver({ incoming: { socket }, outgoing, sendHead }: NodeExchange, transport: Transport, later: Later): void {
  const { bytesPerSecond, cutAfter, connection } = transport;
  if (connection === 'reset') return void socket.resetAndDestroy();
  if (connection === 'drop') return later(LONGEST_SILENCE, () => socket.destroy());
  const body = sendHead();
  if (body === undefined || (bytesPerSecond === undefined && cutAfter === undefined)) return void outgoing.end(body);
  const bytes = Buffer.from(body);
  const end = Math.min(cutAfter ?? bytes.length, bytes.length);
  const finish = () => (end < bytes.length ? socket.destroy() : outgoing.end());
  // Below ten bytes a second one byte is a piece, and the pieces come further apart.
  const step = bytesPerSecond === undefined ? end : Math.max(1, Math.round((bytesPerSecond * PIECE_TIME) / 1000));
  const pause = bytesPerSecond === undefined ? 0 : (step * 1000) / bytesPerSecond;
  const send = (from: number): void => {
    const to = Math.min(end, from + step);
    // The next piece waits until this one has left, so a slow reader does not fill our memory.
    outgoing.write(bytes.subarray(from, to), () => (to < end ? later(pause, () => send(to)) : finish()));
  };
  if (end > 0) send(0);
  else finish();
}
