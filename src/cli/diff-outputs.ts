/** Where the result of a diff goes. */
import { formatDiffMarkdown } from '../report/diff-markdown.ts';
import type { DiffRun } from '../report/diff-report.ts';
import { type DiffContext, diffReporters } from '../report/diff-reporters.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { openOutputs, toOutputFlags } from './outputs.ts';
import { readVersion } from './version.ts';

/** The flags that say where the result goes. */
export const diffOutputFlags: Readonly<Record<string, Flag>> = {
  ...toOutputFlags(diffReporters),
  verbose: { type: 'boolean', summary: 'Show what is proved harmless in the text too' },
};

/**
 * Looks at every file before the run.
 * @param rules what the rules say, and what to do instead: id → sentence
 * @returns what writes the result
 * @throws HookspecError Usage for an unknown form, UnreadableFile
 */
export function openDiffOutputs(
  flags: FlagValues,
  io: CliIo,
  rules: Required<Pick<DiffContext, 'codes' | 'remedies'>>,
): (run: DiffRun) => void {
  const context: DiffContext = { version: readVersion(), ...rules, verbose: flags['verbose'] === true };
  const { remedies } = rules;
  return openOutputs(flags, io, diffReporters, context, (run, most) => formatDiffMarkdown(run, { most, remedies }));
}
