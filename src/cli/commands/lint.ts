/** `hookspec lint`: lint rules on merged documents, with the places of the files somebody wrote. */
import { resolve } from 'node:path';
import { findRegistry } from '../../contract/registry.ts';
import { toLintReport } from '../../report/lint-report.ts';
import { lintContract } from '../../review/review-contract.ts';
import type { LintedDocument } from '../../review/review-contract.ts';
import { listFlag, numberFlag, textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { lintOutputFlags, openLintOutputs } from '../lint-outputs.ts';
import { contractFlags } from '../select-contracts.ts';

/** The command `lint`. */
export const lintCommand: Command = {
  name: 'lint',
  summary: 'Check contract documents against the lint rules of redocly.yaml, else against the recommended ones.',
  usage: '[CONTRACT|FILE…]',
  flags: {
    ...lintOutputFlags,
    'fail-on': {
      type: 'string',
      choices: ['error', 'warning', 'none'],
      default: 'error',
      group: 'Verdict',
      summary: 'Least severity that makes the exit code 1',
    },
    'max-warnings': {
      type: 'string',
      value: 'N',
      group: 'Verdict',
      summary: 'Exit code 1 for more warnings than that',
    },
    ...contractFlags,
  },
  examples: [
    'hookspec lint',
    'hookspec lint api/openapi.yaml',
    'hookspec lint --format github --output sarif=lint.sarif --output lint.md',
    'hookspec lint api/openapi.yaml --max-warnings 0',
  ],
  arguments: { min: 0, max: Infinity },
  run: ({ positionals, flags, io }) => run(positionals, flags, io),
};

async function run(positionals: readonly string[], flags: FlagValues, io: CliIo): Promise<number> {
  const most = numberFlag(flags, 'max-warnings', { min: 0, max: Number.MAX_SAFE_INTEGER }) ?? Infinity;
  const write = openLintOutputs(flags, io);
  const names = positionals.length > 0 ? positionals : (await findRegistry(io.cwd)).entries.map((entry) => entry.name);
  const options = {
    cwd: io.cwd,
    overlays: listFlag(flags, 'overlay').map((path) => resolve(io.cwd, path)),
    allowExternalRefs: flags['allow-external-refs'] === true,
  };
  const results: LintedDocument[] = [];
  for (const name of new Set(names)) results.push(await lintContract(name, options));
  const report = toLintReport(results);
  write(report);
  const { errors, warnings } = report.summary;
  const failOn = textFlag(flags, 'fail-on') ?? 'error';
  const counted = { error: errors, warning: errors + warnings, none: 0 }[failOn]!;
  return counted > 0 || warnings > most ? 1 : 0;
}
