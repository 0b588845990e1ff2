/** Somebody who does nothing wrong, on one connection that stays open: is each valid request answered, and soon? */
import { connect, type Socket } from 'node:net';
import { createAnswerReader } from './read-answers.ts';
import type { Probe } from './targets.ts';
import { toWire } from './wire.ts';

/** Asks one thing after the other. */
export interface Bystander extends Disposable {
  /** Milliseconds until the right answer, or a sentence about what came instead. */
  ask(probe: Probe, patience: number): Promise<number | string>;
}

/** Connects at the first question, and again when its connection was ended. */
export function createBystander(port: number): Bystander {
  let socket: Socket | undefined;
  return {
    ask({ request, expected }, patience) {
      const started = performance.now();
      if (!socket || socket.destroyed || socket.readableEnded) {
        socket = connect({ port, host: '127.0.0.1', noDelay: true });
        socket.on('error', () => {});
      }
      const own = socket;
      const reader = createAnswerReader(() => false);
      return new Promise((resolve) => {
        const timer = setTimeout(() => finish(`A valid request is not answered within ${patience} ms`), patience);
        const onData = (chunk: Buffer) => {
          reader.push(chunk);
          const [answer] = reader.answers;
          if (reader.fault) finish(`To a valid request the server ${reader.fault}`);
          else if (!answer) return;
          else if (expected.statuses?.includes(answer.status) && answer.body.includes(expected.echo!)) {
            finish(performance.now() - started);
          } else
            finish(`A valid request for ${expected.echo} is answered ${answer.status}: ${answer.body.slice(0, 300)}`);
        };
        const onClose = () => finish('The connection of a valid request is ended without an answer');
        const finish = (result: number | string) => {
          clearTimeout(timer);
          own.off('data', onData).off('close', onClose);
          if (typeof result === 'string') own.destroy();
          resolve(result);
        };
        own.on('data', onData).on('close', onClose);
        own.write(toWire(request), 'latin1');
      });
    },
    [Symbol.dispose]() {
      socket?.destroy();
    },
  };
}
