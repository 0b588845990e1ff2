/** Runs one command line: finds the command, reads its flags, turns errors into sentences and exit codes. */
import { didYouMean } from '../contract/nearest.ts';
import { HookspecError } from '../errors.ts';
import { parseFlags } from './arguments.ts';
import type { CliIo } from './command.ts';
import { commands } from './commands.ts';
import { toErrorText } from './error-text.ts';
import { toCommandHelp, toHelp } from './help.ts';
import { readVersion } from './version.ts';

/** Exit code of a fault of ours (sysexits.h EX_SOFTWARE). */
const BUG = 70;

/** Runs the command line of this process and sets its exit code. */
export async function runProcess(): Promise<void> {
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort(name));
  // A reader that stops early (`| head`) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  process.exitCode = await main(process.argv.slice(2), {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
    signal: abort.signal,
    terminal: {
      stdout: process.stdout.isTTY,
      stderr: process.stderr.isTTY,
      columns: process.stderr.columns ?? 80,
    },
  });
}

/**
 * Runs a command line.
 * @returns 0 clean, 1 findings, 2 usage or contract error, 3 server unreachable, 70 a bug in hookspec
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    io.stderr(toErrorText(error));
    return error instanceof HookspecError ? error.exitCode : BUG;
  }
}

async function dispatch(argv: readonly string[], io: CliIo): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    io.stdout(toHelp(commands));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    io.stdout(`${readVersion()}\n`);
    return 0;
  }
  const wanted = name === 'help' ? rest[0]! : name;
  const entry = commands.find((command) => command.name === wanted);
  if (!entry) {
    const what = wanted.startsWith('-') ? `Unknown flag ${wanted} before a command.` : `Unknown command "${wanted}".`;
    throw new HookspecError(
      'Usage',
      `${what}${didYouMean(
        wanted,
        commands.map((command) => command.name),
      )}`,
    );
  }
  const command = await entry.load();
  // Behind `--` nothing is a flag.
  const flags = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (name === 'help' || flags.includes('--help') || flags.includes('-h')) {
    io.stdout(toCommandHelp(command));
    return 0;
  }
  return command.run({ ...parseFlags(command, rest), io });
}
