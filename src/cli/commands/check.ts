/** `hookspec check`: judges a live server against a contract. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkConformance } from '../../conformance/check-conformance.ts';
import { HookspecError } from '../../errors.ts';
import { listFlag, numberFlag, textFlag } from '../arguments.ts';
import { baselineFlags, openCheckBaseline } from '../check-baseline.ts';
import { cleanUpFlags, runCleanUp } from '../check-cleanup.ts';
import { openCheckOutputs, outputFlags } from '../check-outputs.ts';
import { connectionFlags, readConnection, readSelection, selectionFlags } from '../check-run-flags.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { deliveryFlags, readDelivery } from '../delivery-flags.ts';
import { contractFlags, selectContracts } from '../select-contracts.ts';

/** Exit code of a run that was stopped: 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

/** Exit code of a run whose server went away. */
const UNREACHABLE = 3;

/** The command. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'Judge a live server against a contract: statuses, schemas, headers, errors, credentials and rules.',
  usage: 'CONTRACT|FILE --server URL --token TOKEN',
  arguments: { min: 0, max: 2 },
  flags: {
    server: { type: 'string', value: 'URL', summary: "What replaces the document's server URL, base path included" },
    token: { type: 'string', value: 'TOKEN', summary: 'Credential to use; default: the variable HOOKSPEC_TOKEN' },
    ...outputFlags,
    'second-token': {
      type: 'string',
      value: 'TOKEN',
      group: 'More credentials',
      summary: 'Of another tenant: it must not see what the run creates',
    },
    'limited-token': {
      type: 'string',
      value: 'TOKEN',
      group: 'More credentials',
      summary: 'Lacks scopes: it must be refused',
    },
    'revoked-token': {
      type: 'string',
      value: 'TOKEN',
      group: 'More credentials',
      summary: 'Revoked or expired: it must be refused',
    },
    plan: { type: 'boolean', group: 'What is sent', summary: 'List the cases and send nothing' },
    'read-only': { type: 'boolean', group: 'What is sent', summary: 'Send GET and HEAD alone' },
    destructive: {
      type: 'boolean',
      group: 'What is sent',
      summary: 'Run operations too that reach beyond what the run creates',
    },
    seed: { type: 'string', value: 'N', group: 'What is sent', summary: 'Send the same values again' },
    ...selectionFlags,
    'max-time': {
      type: 'string',
      value: 'SECONDS',
      default: '120',
      group: 'Limits',
      summary: 'Start no request after that',
    },
    timeout: {
      type: 'string',
      value: 'SECONDS',
      default: '10',
      group: 'Limits',
      summary: 'Longest time for one answer',
    },
    journal: {
      type: 'string',
      value: 'FILE',
      group: 'Limits',
      summary: 'Note creates there; default: a file in the temporary folder',
    },
    ...deliveryFlags,
    ...cleanUpFlags,
    ...connectionFlags,
    strict: { type: 'boolean', group: 'Verdict', summary: 'Faults against rules that are only inferred are errors' },
    ...baselineFlags,
    replays: {
      type: 'string',
      value: 'FOLDER',
      group: 'Verdict',
      summary: 'Write a file for each finding that `hookspec replay` runs',
    },
    ...contractFlags,
  },
  examples: [
    'hookspec check NAME --server http://127.0.0.1:4010/NAME --token TOKEN',
    'HOOKSPEC_TOKEN=… hookspec check openapi.yaml --server https://api.example.com/v1 --read-only',
    'hookspec check NAME --server URL --output report.xml --output report.html',
    'hookspec check NAME --server URL --format github --output sarif=hookspec.sarif',
    'hookspec check NAME --plan',
    'hookspec check NAME --server URL --profile quick --skip limit --rate 5',
    'hookspec check NAME --server URL --receiver-port 4020 --trigger http://127.0.0.1:4010/_hookspec/trigger',
    'HOOKSPEC_TOKEN=… hookspec check --cleanup',
  ],
  run: ({ positionals, flags, io }) => run(positionals, flags, io),
};

async function run(positionals: readonly string[], flags: FlagValues, io: CliIo): Promise<number> {
  if (flags['cleanup'] === true) return runCleanUp(positionals, flags, io);
  if (positionals.length !== 1) {
    const count = positionals.length === 0 ? 'too few' : 'too many';
    throw new HookspecError('Usage', `${count} arguments for check`, {
      hint: `Usage: hookspec check ${checkCommand.usage}\nRun \`hookspec check --help\` for all flags.`,
    });
  }
  const isPlan = flags.plan === true;
  const server = textFlag(flags, 'server') ?? (isPlan ? 'http://localhost' : undefined);
  if (server === undefined) {
    throw new HookspecError('Usage', 'check needs --server URL: the address of the server to judge', {
      hint: 'Start one with `hookspec mock`, or give the address of a live server.',
    });
  }
  const outputs = openCheckOutputs(flags, io, isPlan);
  const [contract] = await selectContracts(positionals, flags, io.cwd);
  const baseline = openCheckBaseline(flags, io, contract!.name);
  const report = await checkConformance(contract!, {
    server,
    baseline: baseline.known,
    replays: toPath(textFlag(flags, 'replays'), io.cwd),
    token: textFlag(flags, 'token') ?? io.env['HOOKSPEC_TOKEN'],
    secondToken: textFlag(flags, 'second-token') ?? io.env['HOOKSPEC_SECOND_TOKEN'],
    limitedToken: textFlag(flags, 'limited-token') ?? io.env['HOOKSPEC_LIMITED_TOKEN'],
    revokedToken: textFlag(flags, 'revoked-token') ?? io.env['HOOKSPEC_REVOKED_TOKEN'],
    plan: isPlan,
    readOnly: flags['read-only'] === true,
    destructive: flags.destructive === true,
    strict: flags.strict === true,
    seed: numberFlag(flags, 'seed', { min: 0, max: 2 ** 32 - 1 }),
    maxTimeMs: milliseconds(flags, 'max-time'),
    ...readSelection(flags),
    ...readDelivery(flags),
    ...readConnection(flags, io, server),
    journalSource: { source: toSource(positionals[0]!, io.cwd), overlays: toOverlays(flags, io.cwd) },
    journalFile: toPath(textFlag(flags, 'journal'), io.cwd),
    cwd: io.cwd,
    signal: io.signal,
    onEvent: outputs.event,
  });
  outputs.finish(report);
  const exitCode = baseline.finish(report);
  if (report.unreachable !== undefined) {
    io.stderr(`${report.unreachable}; the run ended with what it had found\n`);
    return UNREACHABLE;
  }
  return report.interrupted ? INTERRUPTED : exitCode;
}

function milliseconds(flags: FlagValues, name: string): number | undefined {
  const seconds = numberFlag(flags, name, { min: 1, max: 86_400 });
  return seconds === undefined ? undefined : seconds * 1000;
}

/** A file by its whole path, so that a clean-up finds it from any folder; a name as it is. */
function toSource(source: string, cwd: string): string {
  const file = resolve(cwd, source);
  return existsSync(file) ? file : source;
}

function toOverlays(flags: FlagValues, cwd: string): string[] {
  return listFlag(flags, 'overlay').map((file) => resolve(cwd, file));
}

function toPath(file: string | undefined, cwd: string): string | undefined {
  return file === undefined ? undefined : resolve(cwd, file);
}
