/** Where the result of a diff goes: stdout in one form, files in any. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { formatDiffMarkdown } from '../report/diff-markdown.ts';
import type { DiffRun } from '../report/diff-report.ts';
import { type DiffContext, diffReporters } from '../report/diff-reporters.ts';
import { listFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { attemptWrite, MOST_SUMMARY, openFiles, takesColor } from './output-files.ts';
import { readVersion } from './version.ts';

const names = diffReporters.map(({ name }) => name);

/** The flags that say where the result goes. */
export const diffOutputFlags: Readonly<Record<string, Flag>> = {
  format: {
    type: 'string',
    value: 'FORMAT',
    choices: names,
    default: 'text',
    summary: `Form of the result on stdout: ${names.join(', ')}`,
  },
  output: {
    type: 'string',
    multiple: true,
    value: '[FORMAT=]FILE',
    summary: 'Write the result there too; the form by its name or by the end of the file name',
  },
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
  const format = textFlag(flags, 'format');
  const printed = diffReporters.find(({ name }) => name === (format ?? 'text'))!;
  const files = openFiles(listFlag(flags, 'output'), format, diffReporters, io.cwd);
  // A form that was asked for and has a file of its own is not printed as well.
  const isPrinted = format === undefined || !files.some(({ reporter }) => reporter === printed);
  const context: DiffContext = { version: readVersion(), ...rules, verbose: flags['verbose'] === true };
  return (run) => {
    for (const { reporter, file } of files)
      attemptWrite(file, () => writeFileSync(file, reporter.render(run, context)));
    if (isPrinted) io.stdout(printed.render(run, { ...context, color: takesColor(io, 'stdout') }));
    const summary = io.env['GITHUB_STEP_SUMMARY'];
    const isGithub = printed.name === 'github' || files.some(({ reporter }) => reporter.name === 'github');
    // Three bytes are the most that one UTF-16 unit takes.
    if (isGithub && summary)
      attemptWrite(summary, () =>
        appendFileSync(summary, formatDiffMarkdown(run, { most: MOST_SUMMARY / 3, remedies: rules.remedies })),
      );
  };
}
