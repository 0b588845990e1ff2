/** Where a result that is known as a whole goes: stdout in one form, files in any. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { listFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { attemptWrite, MOST_SUMMARY, openFiles, takesColor } from './output-files.ts';

/** One form of a result. */
interface Form<Result, Context> {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly render: (result: Result, context: Context) => string;
}

/** The flags that say where a result goes. */
export function toOutputFlags(forms: readonly { readonly name: string }[]): Readonly<Record<string, Flag>> {
  const names = forms.map(({ name }) => name);
  return {
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
  };
}

/**
 * Looks at every file before the run, so that nobody waits for a result that cannot be written.
 * @param toSummary the result in Markdown of so many characters at most, for the summary of a step of GitHub Actions
 * @returns what writes the result
 * @throws HookspecError Usage for an unknown form, UnreadableFile
 */
export function openOutputs<Result, Context extends { readonly color?: boolean }>(
  flags: FlagValues,
  io: CliIo,
  forms: readonly Form<Result, Context>[],
  context: Context,
  toSummary: (result: Result, most: number) => string,
): (result: Result) => void {
  const format = textFlag(flags, 'format');
  const printed = forms.find(({ name }) => name === (format ?? 'text'))!;
  const files = openFiles(listFlag(flags, 'output'), format, forms, io.cwd);
  // A form that was asked for and has a file of its own is not printed as well.
  const isPrinted = format === undefined || !files.some(({ reporter }) => reporter === printed);
  return (result) => {
    for (const { reporter, file } of files) {
      attemptWrite(file, () => writeFileSync(file, reporter.render(result, context)));
    }
    if (isPrinted) io.stdout(printed.render(result, { ...context, color: takesColor(io, 'stdout') }));
    const summary = io.env['GITHUB_STEP_SUMMARY'];
    const isGithub = printed.name === 'github' || files.some(({ reporter }) => reporter.name === 'github');
    // Three bytes are the most that one UTF-16 unit takes.
    if (isGithub && summary) {
      attemptWrite(summary, () => appendFileSync(summary, toSummary(result, MOST_SUMMARY / 3)));
    }
  };
}
