/** Where the result of a lint run goes: stdout in one form, files in any. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatLintMarkdown } from '../report/lint-markdown.ts';
import type { LintReport } from '../report/lint-report.ts';
import { lintReporters } from '../report/lint-reporters.ts';
import type { LintContext } from '../report/lint-reporters.ts';
import { ruleSummaries } from '../review/rules/registry.ts';
import { listFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { attemptWrite, MOST_SUMMARY, openFiles, takesColor } from './output-files.ts';
import { readVersion } from './version.ts';

const names = lintReporters.map(({ name }) => name);

/** The flags that say where the result goes. */
export const lintOutputFlags: Readonly<Record<string, Flag>> = {
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

/** Takes the result of one run. */
export interface LintOutputs {
  /** @throws HookspecError UnreadableFile */
  write(report: LintReport): void;
}

/**
 * Looks at every file first, so that nobody waits for a result that cannot be written.
 * @throws HookspecError Usage for an unknown form, UnreadableFile
 */
export function openLintOutputs(flags: FlagValues, io: CliIo): LintOutputs {
  const format = textFlag(flags, 'format');
  const printed = lintReporters.find(({ name }) => name === (format ?? 'text'))!;
  const files = openFiles(listFlag(flags, 'output'), format, lintReporters, io.cwd);
  const context: LintContext = { version: readVersion(), codes: ruleSummaries, readLines: createLineReader(io.cwd) };
  return {
    write(report) {
      for (const { reporter, file } of files) {
        attemptWrite(file, () => writeFileSync(file, reporter.render(report, context)));
      }
      // A form that was asked for and has a file of its own is not printed as well.
      if (format === undefined || !files.some(({ reporter }) => reporter === printed)) {
        io.stdout(printed.render(report, { ...context, color: takesColor(io, 'stdout') }));
      }
      const summary = io.env['GITHUB_STEP_SUMMARY'];
      const isGithub = printed.name === 'github' || files.some(({ reporter }) => reporter.name === 'github');
      // Three bytes are the most that one UTF-16 unit takes.
      if (isGithub && summary) {
        attemptWrite(summary, () => appendFileSync(summary, formatLintMarkdown(report, MOST_SUMMARY / 3)));
      }
    },
  };
}

/** Reads each file once; what cannot be read (an address, a file that is gone) has no lines. */
function createLineReader(cwd: string): LintContext['readLines'] {
  const known = new Map<string, readonly string[] | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readLines(resolve(cwd, file)));
    return known.get(file);
  };
}

function readLines(file: string): readonly string[] | undefined {
  try {
    return readFileSync(file, 'utf8').split(/\r\n|\n|\r/);
  } catch {
    return undefined;
  }
}
