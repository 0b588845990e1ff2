/** Single requests: the first answer of a server that is starting, and what its answers look like. */
import { connect } from 'node:net';
import { takeAnswer, type Answer } from './answer.ts';

/** Sends one request on a connection of its own. Rejects when nothing listens or the connection ends early. */
export function ask(port: number, wire: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let bytes: Buffer = Buffer.alloc(0);
    socket.on('connect', () => socket.write(wire));
    socket.on('data', (chunk: Buffer) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      const taken = takeAnswer(bytes);
      if (!taken) return;
      resolve(taken.answer);
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection ended before an answer')));
  });
}

/** Asks again every millisecond until somebody answers; `seconds` is the longest wait. */
export async function askUntilAnswered(port: number, wire: () => string, seconds = 30): Promise<Answer> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await ask(port, wire());
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 1));
    }
  }
}
