/** Does what a case says on a connection of its own and collects what comes back. */
import { connect, type Socket } from 'node:net';
import type { Action, Case, Expected } from './case.ts';
import { createAnswerReader, type Answer } from './read-answers.ts';

/** What happened. */
export interface Exchange {
  readonly answers: readonly Answer[];
  readonly fault: string | undefined;
  /** Bytes that are no whole answer. */
  readonly rest: string;
  /** Who ended the connection; `nobody` when the time was up. */
  readonly endedBy: 'server' | 'client' | 'nobody';
  /** Milliseconds from the first byte to the end. */
  readonly time: number;
  /** The probe on the same connection, where the connection stayed open. */
  readonly wasProbed: boolean;
}

/** Bound and follow-up of an exchange. */
export interface ConverseOptions {
  readonly port: number;
  /** Milliseconds after which an exchange without an end is a hang. */
  readonly patience: number;
  /** Sent on the same connection when all answers have come and it is still open. */
  readonly probe: { readonly bytes: string; readonly expected: Expected };
}

/** Runs one case. */
export function converse(given: Case, { port, patience, probe }: ConverseOptions): Promise<Exchange> {
  const started = performance.now();
  const isHead = (index: number) => given.expected[index]?.method === 'HEAD';
  const reader = createAnswerReader(isHead);
  const leaves = given.actions.some((action) => action.do === 'reset');
  return new Promise((resolve) => {
    let isDone = false;
    let isActing = true;
    let wasProbed = false;
    // Half of the connections end with a reset: a million closed properly would use up the ports.
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    const timer = setTimeout(() => finish('nobody'), given.patience ?? patience);

    function finish(endedBy: Exchange['endedBy']): void {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      if (!socket.destroyed && given.index % 2 === 0) socket.end();
      else socket.resetAndDestroy();
      // Left open for a moment, an ended socket may still fail.
      setTimeout(() => socket.destroy(), 50).unref();
      const { answers, fault, rest } = reader;
      const time = performance.now() - started;
      resolve({ answers, fault, rest: rest.toString('latin1'), endedBy, time, wasProbed });
    }

    function look(): void {
      if (reader.fault !== undefined) return finish('client');
      const wanted = given.expected.length + (wasProbed ? 1 : 0);
      if (isActing || reader.answers.length < wanted) return;
      const isLast = wasProbed || given.ending === 'closed' || reader.answers.at(-1)?.closes;
      if (isLast) {
        const closes = reader.answers.at(-1)?.closes;
        if (wasProbed && !closes) finish('client');
        // A server that says it closes may wait for a body that does not come; what else it says is heard first.
        else if (closes && given.ending !== 'closed') setTimeout(() => finish('client'), 50);
        return;
      }
      if (socket.writableEnded) return;
      wasProbed = true;
      socket.write(probe.bytes, 'latin1');
    }

    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      look();
    });
    socket.on('error', () => {});
    socket.on('end', () => finish('server'));
    socket.on('close', () => finish('server'));
    socket.on('connect', async () => {
      for (const action of given.actions) if (!isDone) await act(socket, action);
      isActing = false;
      if (leaves) finish('client');
      else look();
    });
  });
}

async function act(socket: Socket, action: Action): Promise<void> {
  switch (action.do) {
    case 'send':
      return write(socket, action.bytes);
    case 'wait':
      return pause(action.time);
    case 'end':
      return void socket.end();
    case 'reset':
      return void socket.resetAndDestroy();
    case 'trickle':
      while (!socket.destroyed && !socket.readableEnded) {
        await write(socket, action.bytes);
        await pause(action.time);
      }
  }
}

/** Waits until the bytes have left, or nobody wants them. */
function write(socket: Socket, bytes: string): Promise<void> {
  if (socket.destroyed || socket.writableEnded) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', resolve);
    socket.write(bytes, 'latin1', () => {
      socket.off('close', resolve);
      resolve();
    });
  });
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
