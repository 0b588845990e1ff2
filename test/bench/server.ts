/** Starts a contestant as a process of its own and ends it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { askUntilAnswered } from './ask.ts';
import type { Contestant } from './contestants/contestant.ts';
import { createKeys, KEY_PLACEHOLDER, REQUESTS, toWire } from './requests.ts';

/** A running contestant. */
export interface Server extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  /** From spawn to the first right answer to a valid create, in milliseconds. */
  readonly firstAnswer: number;
}

/** What a process needs to be started. */
export type Startable = Pick<Contestant, 'name' | 'args' | 'env'>;

/** The first request to a server, and the status that proves it serves. */
export interface Probe {
  readonly wire: string;
  readonly status: number;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const nextKey = createKeys();

/** The valid create of a contestant. */
export function toProbe({ basePath, status }: Contestant): Probe {
  return { wire: toWire(REQUESTS.create, basePath), status: status.create };
}

/** Starts a server and waits for its first right answer. Throws a sentence with what it wrote when there is none. */
export async function startServer(contestant: Startable, probe: Probe, cwd: string): Promise<Server> {
  const port = await freePort();
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, contestant.args(port), {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...contestant.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const early = ended.then(() => Promise.reject(new Error(`${contestant.name} ended before it answered: ${said}`)));
  const answer = await Promise.race([
    askUntilAnswered(port, () => probe.wire.replace(KEY_PLACEHOLDER, nextKey())),
    early,
  ]);
  const firstAnswer = performance.now() - spawnedAt;
  early.catch(() => {});
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
    await ended;
    clearTimeout(timer);
    running.delete(child);
  };
  if (answer.status !== probe.status) {
    await stop();
    throw new Error(
      `${contestant.name} answered ${answer.status} where ${probe.status} was expected: ${answer.body} ${said}`,
    );
  }
  return { pid: child.pid!, port, firstAnswer, [Symbol.asyncDispose]: stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
