/** Starts the real `prism mock` command of the devDependency, to compare with. */
import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from '../../support/cli.ts';
import type { PrismCase } from './prism-cases.ts';

/** A running command. */
export interface PrismCommand extends AsyncDisposable {
  readonly url: string;
}

/** An answer as it came over the wire; header names in lower case. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Starts the command on a document and waits until it listens. */
export async function startPrismCommand(file: string, flags: readonly string[] = []): Promise<PrismCommand> {
  const port = await findFreePort();
  const command = join(root, 'node_modules/@stoplight/prism-cli/dist/index.js');
  const child = spawn(process.execPath, [command, 'mock', file, '-p', String(port), ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  let output = '';
  await new Promise<void>((ready, fail) => {
    const listen = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
      if (output.includes('is listening')) ready();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void closed.then(() => fail(new Error(`Prism ended early: ${output}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await closed;
    },
  };
}

/** Headers of the connection and the clock, which say nothing about the contract. */
const TRANSPORT = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'];

/** Sends a case and reads the whole answer; a hang is an error after half a minute. */
export function ask(base: string, { target, headers = {}, body }: PrismCase): Promise<WireAnswer> {
  const [method, path] = target.split(' ') as [string, string];
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(base + path, {
      method,
      headers: { ...headers, ...(text !== undefined && { 'Content-Length': String(Buffer.byteLength(text)) }) },
    });
    outgoing.setTimeout(30_000, () => outgoing.destroy(new Error(`${target}: no answer`)));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      let received = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (received += chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const kept = Object.entries(incoming.headers).filter(([name]) => !TRANSPORT.includes(name));
        const sorted = kept.map(([name, value]) => [name, String(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1));
        resolve({ status: incoming.statusCode!, headers: Object.fromEntries(sorted), body: received });
      });
    });
    outgoing.end(text);
  });
}

// Prism does not take port 0.
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
