/** `hookspec lint`: lint rules on merged documents, with the places of the files somebody wrote. */
import { resolve } from 'node:path';
import { findRegistry } from '../../contract/registry.ts';
import { formatLintText } from '../../report/lint-text.ts';
import type { LintResult } from '../../report/lint-text.ts';
import { reviewContract } from '../../review/review-contract.ts';
import { listFlag, textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';

/** The command `lint`. */
export const lintCommand: Command = {
  name: 'lint',
  summary: 'Check contract documents against the lint rules of redocly.yaml.',
  usage: '[CONTRACT|FILE…]',
  flags: {
    format: { type: 'string', choices: ['text', 'json'], default: 'text', summary: 'Form of the result.' },
    overlay: { type: 'string', multiple: true, value: 'FILE', summary: 'Apply an OpenAPI Overlay first.' },
    'allow-external-refs': { type: 'boolean', summary: "Follow $refs out of the document's folder and to the net." },
  },
  examples: ['hookspec lint', 'hookspec lint api/openapi.yaml', 'hookspec lint --format json'],
  arguments: { min: 0, max: Infinity },
  run: ({ positionals, flags, io }) => run(positionals, flags, io),
};

async function run(positionals: readonly string[], flags: FlagValues, io: CliIo): Promise<number> {
  const names = positionals.length > 0 ? positionals : (await findRegistry(io.cwd)).entries.map((entry) => entry.name);
  const options = {
    cwd: io.cwd,
    overlays: listFlag(flags, 'overlay').map((path) => resolve(io.cwd, path)),
    allowExternalRefs: flags['allow-external-refs'] === true,
  };
  const results: LintResult[] = [];
  for (const name of new Set(names)) {
    const { contract, findings } = await reviewContract(name, options);
    results.push({ name: contract.name, findings });
  }
  const findings = results.flatMap((result) => result.findings);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const summary = { errors, warnings: findings.length - errors };
  const isJson = textFlag(flags, 'format') === 'json';
  io.stdout(isJson ? `${JSON.stringify({ contracts: results, summary }, null, 2)}\n` : formatLintText(results));
  return errors > 0 ? 1 : 0;
}
