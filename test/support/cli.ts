/** Runs the real command in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';

/** Root of the repository. */
export const root = resolve(import.meta.dirname, '../..');
const bin = join(root, 'src/cli/bin.ts');

/** How a command is run. */
export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** User to run as; needs the rights of root. */
  readonly uid?: number;
  readonly gid?: number;
}

/** What a finished command left behind. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `hookspec ARGS` to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = start(args, options);
  const [stdout, stderr, exitCode] = await Promise.all([
    readAll(child.stdout!),
    readAll(child.stderr!),
    new Promise<number | null>((done) => child.once('close', done)),
  ]);
  return { exitCode, stdout, stderr };
}

/** A mock running as a process of its own. */
export interface RunningMock extends AsyncDisposable {
  /** The start-up message of `--format json`. */
  readonly started: {
    url: string;
    port: number;
    contracts: { name: string; baseUrl: string; key: string; curl: string }[];
  };
  /** Interrupts it, as Ctrl-C does. */
  stop(): Promise<CliResult>;
  /** Ends it at once, with SIGKILL. */
  kill(): Promise<void>;
}

/** Starts `hookspec mock ARGS --port 0 --format json` and waits until it serves. */
export async function startCliMock(args: readonly string[], options: CliOptions = {}): Promise<RunningMock> {
  const child = start(['mock', ...args, '--port', '0', '--format', 'json'], options);
  const stderr = readAll(child.stderr!);
  let stdout = '';
  const closed = new Promise<number | null>((done) => child.once('close', done));
  await new Promise<void>((ready, fail) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes('\n')) ready();
    });
    void closed.then(async () => fail(new Error(`the mock ended early: ${await stderr}`)));
  });
  const stop = async () => {
    child.kill('SIGINT');
    return { exitCode: await closed, stdout, stderr: await stderr };
  };
  return {
    started: JSON.parse(stdout) as RunningMock['started'],
    stop,
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

function start(args: readonly string[], options: CliOptions): ChildProcess {
  const env: Record<string, string | undefined> = { ...process.env, NO_COLOR: '1', ...options.env };
  if (options.env?.HOOKSPEC_TOKEN === undefined) delete env.HOOKSPEC_TOKEN;
  const { uid, gid, cwd = root } = options;
  const as = { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) };
  return spawn(process.execPath, [bin, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...as });
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}
