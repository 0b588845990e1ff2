/** Prism as a proxy: it compares what passes with the contract and says in a header what does not fit. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { dialects } from '../../../servers/faults/dialect.ts';
import { writeBare } from './bare.ts';
import type { Peer } from './peer.ts';
import { play } from './script.ts';

const cli = resolve(import.meta.dirname, '../../../../node_modules/@stoplight/prism-cli/dist/index.js');

/** The peer. */
export const prismProxy: Peer = {
  name: 'Prism 5.16.0, proxy',
  use: '12 scripted calls through it; a violation of an answer counts',
  better: 'watches real traffic of any client, in every language, without a test',
  async start(provider, stage) {
    const file = await writeBare(provider, '/');
    const port = await findPort();
    const child = spawn(process.execPath, [cli, 'proxy', file, stage.url, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await waitFor(child, 'listening');
    return {
      async judge() {
        const answers = await play(dialects[provider], `http://127.0.0.1:${port}`).catch((error: Error) => error);
        if (answers instanceof Error) return [`no answer: ${answers.message}`];
        return answers.flatMap(({ headers, status, text }) => {
          if (status >= 500 && text.includes('stoplight.io/prism/errors')) return [text.slice(0, 200)];
          const violations = JSON.parse(headers.get('sl-violations') ?? '[]') as {
            location: string[];
            message: string;
          }[];
          return violations.filter(({ location }) => location[0] === 'response').map(({ message }) => message);
        });
      },
      async [Symbol.asyncDispose]() {
        child.kill();
      },
    };
  },
};

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function waitFor(child: ChildProcess, word: string): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`Prism did not say ${word}`)), 60_000);
    child.stdout!.on('data', (chunk: Buffer) => {
      if (!chunk.includes(word)) return;
      clearTimeout(timer);
      done();
    });
    child.once('exit', () => fail(new Error('Prism ended')));
  });
}
