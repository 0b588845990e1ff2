/** The accused: `hookspec mock` in a process of its own, watched from outside. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A running mock. */
export interface Accused extends AsyncDisposable {
  readonly port: number;
  /** Resident memory in MB (10^6 bytes); undefined where the system does not say. */
  memory(): number | undefined;
  /** Exit code or signal, when it has ended by itself. */
  readonly ended: string | undefined;
  /** Lines that do not belong on stderr, so far. */
  readonly complaints: readonly string[];
}

/** What the mock writes for a request: `200 GET /path operation condition: reason`, and nothing to steer a terminal. */
const LINE = /^\d{1,3} [A-Z-]+ [^\p{Cc}\p{Cf}]*$/u;

/** Starts the mock of all contracts on a free port. */
export async function startAccused(): Promise<Accused> {
  const bin = join(root, 'src/cli/bin.ts');
  const args = [bin, 'mock', '--port', '0', '--format', 'json', '--no-watch', '--seed', '1'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  let ended: string | undefined;
  let isStopping = false;
  const closed = new Promise<void>((done) =>
    child.once('close', (code, signal) => {
      if (!isStopping) ended = `exit code ${code ?? signal}`;
      done();
    }),
  );
  let line = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (line + text).split('\n');
    line = lines.pop()!;
    for (const each of lines) if (!LINE.test(each) && complaints.length < 50) complaints.push(each);
  });
  const started = await new Promise<string>((ready, fail) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) ready(text);
    });
    void closed.then(() => fail(new Error(`the mock did not start: ${complaints.join('\n')}`)));
  });
  return {
    port: (JSON.parse(started) as { port: number }).port,
    complaints,
    get ended() {
      return ended;
    },
    memory: () => readMemory(child.pid!),
    async [Symbol.asyncDispose]() {
      isStopping = true;
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await closed;
      clearTimeout(timer);
    },
  };
}

function readMemory(pid: number): number | undefined {
  try {
    const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}
