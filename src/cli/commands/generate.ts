/** `hookspec generate`: types and a client from contracts, or a check that they are fresh. */
import { join, relative, resolve } from 'node:path';
import { compareOutput } from '../../codegen/output.ts';
import type { StaleFile } from '../../codegen/output.ts';
import { planOutput } from '../../codegen/plan.ts';
import type { OutputPlan, PlannedContract } from '../../codegen/plan.ts';
import { writeOutput } from '../../codegen/write-output.ts';
import { loadContract } from '../../contract/load.ts';
import { findProjectFolder } from '../../contract/project-folder.ts';
import { findRegistry } from '../../contract/registry.ts';
import { listFlag, textFlag } from '../arguments.ts';
import type { CliIo, Command, FlagValues } from '../command.ts';

/** The command `generate`. */
export const generateCommand: Command = {
  name: 'generate',
  summary: 'Write types and a fetch client from a contract, or check that they are fresh.',
  usage: '[CONTRACT|FILE…]',
  flags: {
    check: { type: 'boolean', summary: 'Write nothing; exit 1 when a file is missing, stale or should not be there.' },
    output: {
      type: 'string',
      value: 'DIR',
      default: 'generated, beside redocly.yaml',
      summary: 'Folder to write to; each contract gets a folder of its name in it.',
    },
    overlay: { type: 'string', multiple: true, value: 'FILE', summary: 'Apply an OpenAPI Overlay too.' },
    'allow-external-refs': { type: 'boolean', summary: "Follow $refs out of the document's folder and to the net." },
  },
  examples: ['hookspec generate', 'hookspec generate --check', 'hookspec generate api/openapi.yaml --output src/api'],
  arguments: { min: 0, max: Infinity },
  run: ({ positionals, flags, io }) => run(positionals, flags, io),
};

async function run(positionals: readonly string[], flags: FlagValues, io: CliIo): Promise<number> {
  const registry = await findRegistry(io.cwd);
  const named = positionals.length > 0 ? positionals : registry.entries.map((entry) => entry.name);
  const overlays = listFlag(flags, 'overlay').map((path) => resolve(io.cwd, path));
  const contracts: PlannedContract[] = [];
  for (const name of new Set(named)) {
    const contract = await loadContract(name, {
      cwd: io.cwd,
      overlays,
      allowExternalRefs: flags['allow-external-refs'] === true,
    });
    const isFile = contract.name !== name && !/^https?:/.test(name);
    contracts.push({ contract, source: isFile ? resolve(io.cwd, name) : name });
  }
  const output = textFlag(flags, 'output');
  const folder =
    output === undefined ? join(findProjectFolder(registry, io.cwd) ?? io.cwd, 'generated') : resolve(io.cwd, output);
  const plan = await planOutput(folder, contracts, overlays);
  const stale = compareOutput(folder, plan.expected, positionals.length === 0);
  return flags['check'] === true ? report(plan, stale, io) : write(plan, stale, io);
}

function report(plan: OutputPlan, stale: readonly StaleFile[], io: CliIo): number {
  for (const file of stale) {
    const command = plan.commands.get(file.path.split('/')[0] ?? '') ?? 'hookspec generate';
    const remedy = file.problem === 'unexpected' && !file.ours ? 'move it elsewhere' : `run \`${command}\``;
    io.stdout(`${shown(plan, file, io)}: ${PROBLEMS[file.problem]}; ${remedy}\n`);
  }
  const total = plan.expected.size;
  if (stale.length === 0) io.stdout(`${count(total, 'file')} fresh (${subject(plan)}).\n`);
  else io.stderr(`${count(stale.length, 'file')} not fresh.\n`);
  return stale.length === 0 ? 0 : 1;
}

function write(plan: OutputPlan, stale: readonly StaleFile[], io: CliIo): number {
  const left = new Set(writeOutput(plan.folder, plan.expected, stale));
  for (const file of stale) {
    if (left.has(file)) io.stderr(`${shown(plan, file, io)}: not generated, left as it is; move it elsewhere\n`);
    else io.stdout(`${file.problem === 'unexpected' ? 'removed' : 'wrote'} ${shown(plan, file, io)}\n`);
  }
  const fresh = plan.expected.size - stale.filter((file) => file.problem !== 'unexpected').length;
  if (fresh > 0) io.stdout(`${count(fresh, 'file')} already fresh (${subject(plan)}).\n`);
  return 0;
}

const PROBLEMS = {
  missing: 'missing',
  changed: 'differs from what the contract gives',
  unexpected: 'should not be there',
} as const;

function shown(plan: OutputPlan, file: StaleFile, io: CliIo): string {
  return relative(io.cwd, join(plan.folder, file.path));
}

function subject(plan: OutputPlan): string {
  return [...plan.commands.keys()].join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? ' is' : 's are'}`;
}
