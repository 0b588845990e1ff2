/** Where the result of a check goes: stdout in one form, files in any, progress on stderr. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { findingCodes } from '../conformance/codes.ts';
import { formatCheckMarkdown } from '../report/check-markdown.ts';
import { createCheckProgress } from '../report/check-progress.ts';
import type { CheckEvent, CheckReport } from '../report/check-report.ts';
import { formatCheckPlan } from '../report/check-text.ts';
import type { ReportContext } from '../report/reporter.ts';
import { findReporter, reporters } from '../report/reporters.ts';
import { listFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { attemptWrite, MOST_SUMMARY, openFiles, takesColor } from './output-files.ts';
import { readVersion } from './version.ts';

/** The flags that say where the result goes. */
export const outputFlags: Readonly<Record<string, Flag>> = {
  format: {
    type: 'string',
    value: 'FORMAT',
    choices: reporters.map(({ name }) => name),
    default: 'text',
    summary: `Form of the result on stdout: ${reporters.map(({ name }) => name).join(', ')}`,
  },
  output: {
    type: 'string',
    multiple: true,
    value: '[FORMAT=]FILE',
    summary: 'Write the result there too; the form by its name or by the end of the file name',
  },
  quiet: { type: 'boolean', summary: 'No progress on stderr' },
};

/** Takes the events of one run. */
export interface CheckOutputs {
  /** Shows progress and writes what streams. */
  event(event: CheckEvent): void;
  /** Writes the whole result. @throws HookspecError UnreadableFile */
  finish(report: CheckReport): void;
}

/**
 * Looks at every file before the run, so that nobody waits for a result that cannot be written.
 * @param codes what the codes of findings mean. Default: those of `check`
 * @throws HookspecError Usage for an unknown form, UnreadableFile
 */
export function openCheckOutputs(
  flags: FlagValues,
  io: CliIo,
  isPlan: boolean,
  codes: ReportContext['codes'] = findingCodes,
): CheckOutputs {
  const format = textFlag(flags, 'format');
  const printed = findReporter(format ?? 'text')!;
  const files = openFiles(listFlag(flags, 'output'), format, reporters, io.cwd);
  // A form that was asked for and has a file of its own is not printed as well.
  const isPrinted = format === undefined || !files.some(({ reporter }) => reporter === printed);
  const color = takesColor(io, 'stdout');
  const context: ReportContext = { version: readVersion(), codes };
  const progress = createCheckProgress({
    live: io.terminal?.stderr === true && !io.env['CI'] && io.env['TERM'] !== 'dumb',
    color: takesColor(io, 'stderr'),
    columns: io.terminal?.columns ?? 80,
    now: () => performance.now(),
  });
  const isSilent = flags.quiet === true || isPlan;
  return {
    event(event) {
      if (!isSilent) io.stderr(progress.show(event));
      if (isPrinted && printed.stream) io.stdout(printed.stream(event));
      for (const { reporter, file } of files) {
        const { stream } = reporter;
        const write = event.type === 'run' ? writeFileSync : appendFileSync;
        if (stream) attemptWrite(file, () => write(file, stream(event)));
      }
    },
    finish(report) {
      for (const { reporter, file } of files) {
        const { render } = reporter;
        if (render) attemptWrite(file, () => writeFileSync(file, render(report, context)));
      }
      const isText = printed.name === 'text';
      if (isPrinted && isPlan && isText) io.stdout(formatCheckPlan(report));
      else if (isPrinted && printed.render) io.stdout(printed.render(report, { ...context, color }));
      const summary = io.env['GITHUB_STEP_SUMMARY'];
      const isGithub = printed.name === 'github' || files.some(({ reporter }) => reporter.name === 'github');
      // Three bytes are the most that one UTF-16 unit takes.
      if (isGithub && summary && !isPlan)
        attemptWrite(summary, () => appendFileSync(summary, formatCheckMarkdown(report, MOST_SUMMARY / 3)));
    },
  };
}
