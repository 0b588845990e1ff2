/** Where the result of a check goes: stdout in one form, files in any, progress on stderr. */
import { accessSync, appendFileSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { findingCodes } from '../conformance/codes.ts';
import { didYouMean } from '../contract/nearest.ts';
import { HookspecError } from '../errors.ts';
import { formatCheckMarkdown } from '../report/check-markdown.ts';
import { createCheckProgress } from '../report/check-progress.ts';
import type { CheckEvent, CheckReport } from '../report/check-report.ts';
import { formatCheckPlan } from '../report/check-text.ts';
import type { ReportContext, Reporter } from '../report/reporter.ts';
import { findReporter, findReporterOf, reporters } from '../report/reporters.ts';
import { listFlag, textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { readVersion } from './version.ts';

/** Bytes that GitHub takes as the summary of a step. */
const MOST_SUMMARY = 1024 * 1024;

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

interface FileOutput {
  readonly reporter: Reporter;
  readonly file: string;
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
  const files = toFiles(listFlag(flags, 'output'), format, io.cwd);
  for (const { file } of files) assertWritable(file);
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
        if (stream) attempt(file, () => write(file, stream(event)));
      }
    },
    finish(report) {
      for (const { reporter, file } of files) {
        const { render } = reporter;
        if (render) attempt(file, () => writeFileSync(file, render(report, context)));
      }
      const isText = printed.name === 'text';
      if (isPrinted && isPlan && isText) io.stdout(formatCheckPlan(report));
      else if (isPrinted && printed.render) io.stdout(printed.render(report, { ...context, color }));
      const summary = io.env['GITHUB_STEP_SUMMARY'];
      const isGithub = printed.name === 'github' || files.some(({ reporter }) => reporter.name === 'github');
      // Three bytes are the most that one UTF-16 unit takes.
      if (isGithub && summary && !isPlan)
        attempt(summary, () => appendFileSync(summary, formatCheckMarkdown(report, MOST_SUMMARY / 3)));
    },
  };
}

/** @throws HookspecError Usage */
function toFiles(values: readonly string[], format: string | undefined, cwd: string): FileOutput[] {
  const files = values.map((value): FileOutput => {
    const [, name, rest] = /^([a-z]+)=(.+)$/s.exec(value) ?? [];
    const path = rest ?? value;
    const reporter =
      name === undefined ? (findReporterOf(path) ?? (format && findReporter(format))) : findReporter(name);
    const names = reporters.map((known) => known.name);
    if (!reporter) {
      const what = name === undefined ? `the end of ${path} names no form` : `${name} is no form`;
      const hint = `Write --output FORMAT=FILE with one of ${names.join(', ')}.${name === undefined ? '' : didYouMean(name, names)}`;
      throw new HookspecError('Usage', `--output ${value}: ${what}`, { hint });
    }
    return { reporter, file: resolve(cwd, path) };
  });
  const twice = files.find(({ file }, index) => files.findIndex((other) => other.file === file) !== index);
  if (twice) throw new HookspecError('Usage', `--output names ${twice.file} twice`);
  return files;
}

/** Folders are made, but no file: a run that cannot begin leaves the results of the last one. */
function assertWritable(file: string): void {
  attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
  });
}

/** @throws HookspecError UnreadableFile */
function attempt<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const message = `The result cannot be written to ${file}: ${(error as Error).message}`;
    throw new HookspecError('UnreadableFile', message, { cause: error });
  }
}

/** As https://no-color.org and https://force-color.org have it: any text switches, the user's no goes first. */
function takesColor({ env, terminal }: CliIo, stream: 'stdout' | 'stderr'): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return terminal?.[stream] === true && env['TERM'] !== 'dumb';
}
