/** `hookspec lint`: lint rules on merged documents, with the places of the files somebody wrote. */
import { resolve } from 'node:path';
import { loadContract } from '../../contract/load.ts';
import { mergeDocument } from '../../contract/merge.ts';
import { findContract, findRegistry } from '../../contract/registry.ts';
import type { Registry } from '../../contract/registry.ts';
import { formatPlace } from '../../contract/source/place.ts';
import { formatLintText } from '../../report/lint-text.ts';
import type { LintResult } from '../../report/lint-text.ts';
import { lintDocument } from '../../review/lint.ts';
import { loadLintRules } from '../../review/lint-rules.ts';
import type { LintRules } from '../../review/lint-rules.ts';
import { listFlag, textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';
import { findProjectFolder } from '../project-folder.ts';

/** The command `lint`. */
export const lintCommand: Command = {
  name: 'lint',
  summary: 'Check contract documents against the lint rules of redocly.yaml.',
  usage: '[CONTRACT…]',
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
  const registry = await findRegistry(io.cwd);
  const names = positionals.length > 0 ? positionals : registry.entries.map((entry) => entry.name);
  const options = {
    cwd: io.cwd,
    overlays: listFlag(flags, 'overlay').map((path) => resolve(io.cwd, path)),
    allowExternalRefs: flags['allow-external-refs'] === true,
  };
  const rules = new Map<string | undefined, LintRules>();
  const results: LintResult[] = [];
  for (const name of new Set(names)) {
    // A contract that cannot be loaded at all has more to say than lint rules do.
    const contract = await loadContract(name, options);
    const isName = contract.name === name;
    const file = await rulesFile(name, isName, registry, io.cwd);
    const loaded = rules.get(file) ?? (await loadLintRules(file));
    rules.set(file, loaded);
    const target = await mergeDocument(name, options);
    const config = loaded.forContract(isName ? name : undefined);
    results.push({
      name: contract.name,
      findings: await lintDocument(target, config, (place) => formatPlace(place, io.cwd)),
    });
  }
  const findings = results.flatMap((result) => result.findings);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const summary = { errors, warnings: findings.length - errors };
  const isJson = textFlag(flags, 'format') === 'json';
  io.stdout(isJson ? `${JSON.stringify({ contracts: results, summary }, null, 2)}\n` : formatLintText(results));
  return errors > 0 ? 1 : 0;
}

/** The redocly.yaml whose rules hold: that of the contract's registry, else the one above the current folder. */
async function rulesFile(name: string, isName: boolean, registry: Registry, cwd: string): Promise<string | undefined> {
  if (isName) return (await findContract(name, cwd)).place.file;
  return findProjectFolder(registry, cwd) === undefined ? undefined : registry.file;
}
