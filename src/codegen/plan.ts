/** Which folder and files a run of `generate` is about. */
import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { Contract } from '../contract/types.ts';
import { HookspecError } from '../errors.ts';
import { generate } from './generate.ts';

/** What a run of `generate` should leave behind. */
export interface OutputPlan {
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** Text by path relative to the folder, with `/`. */
  readonly expected: ReadonlyMap<string, string>;
  /** Command that makes each contract's folder again, by the name of the contract. */
  readonly commands: ReadonlyMap<string, string>;
}

/** A contract and how the user named it. */
export interface PlannedContract {
  readonly contract: Contract;
  /** Name in the registry, or the absolute path of its file. */
  readonly source: string;
}

/**
 * Generates every contract in memory.
 * @param overlays absolute paths of the overlays given with `--overlay`
 * @throws HookspecError `Usage` when two contracts would share a folder
 */
export async function planOutput(
  folder: string,
  contracts: readonly PlannedContract[],
  overlays: readonly string[],
): Promise<OutputPlan> {
  const expected = new Map<string, string>();
  const commands = new Map<string, string>();
  for (const { contract, source } of contracts) {
    if (commands.has(contract.name)) {
      throw new HookspecError('Usage', `Two contracts are named ${contract.name} and would share ${contract.name}/.`, {
        hint: 'Generate them one by one, each with its own --output.',
      });
    }
    const command = toCommand({ contract: source, overlays, output: folder });
    commands.set(contract.name, command);
    for (const file of await generate(contract, { command })) expected.set(`${contract.name}/${file.name}`, file.text);
  }
  return { folder, expected, commands };
}

/**
 * The command that makes a contract's files again, as the header names it: run in the folder that holds the output
 * folder. It does not depend on the current folder or the machine, so that the bytes do not either.
 * @param input `contract`: a name of the registry, or the absolute path of a file; `overlays`, `output`: absolute paths
 */
export function toCommand(input: {
  readonly contract: string;
  readonly overlays: readonly string[];
  readonly output: string;
}): string {
  const base = dirname(input.output);
  const words = [
    isAbsolute(input.contract) ? relativePath(base, input.contract) : input.contract,
    ...input.overlays.flatMap((overlay) => ['--overlay', relativePath(base, overlay)]),
  ];
  const output = relativePath(base, input.output);
  if (output !== 'generated') words.push('--output', output);
  return `hookspec generate ${words.map((word) => (/^[\w./@-]+$/.test(word) ? word : `'${word}'`)).join(' ')}`;
}

function relativePath(from: string, to: string): string {
  return relative(from, to).split(sep).join('/');
}
