/** The files that results go to, each in a form of its own. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { didYouMean } from '../contract/nearest.ts';
import { HookspecError } from '../errors.ts';
import { findFormOf } from '../report/form-of-file.ts';
import type { CliIo } from './command.ts';

/** Bytes that GitHub takes as the summary of a step. */
export const MOST_SUMMARY = 1024 * 1024;

/** A file, and the form of what is written there. */
export interface FileOutput<Form> {
  readonly reporter: Form;
  readonly file: string;
}

/**
 * Reads the values of `--output`, and looks at every file, so that nobody waits for a result that cannot be written.
 * Folders are made, but no file: a run that cannot begin leaves the results of the last one.
 * @param format form of files whose name asks for none
 * @throws HookspecError Usage for an unknown form, UnreadableFile
 */
export function openFiles<Form extends { readonly name: string; readonly extensions: readonly string[] }>(
  values: readonly string[],
  format: string | undefined,
  forms: readonly Form[],
  cwd: string,
): FileOutput<Form>[] {
  const find = (name: string): Form | undefined => forms.find((form) => form.name === name);
  const names = forms.map(({ name }) => name);
  const files = values.map((value): FileOutput<Form> => {
    const [, name, rest] = /^([a-z]+)=(.+)$/s.exec(value) ?? [];
    const path = rest ?? value;
    const reporter = name === undefined ? (findFormOf(path, forms) ?? (format && find(format))) : find(name);
    if (!reporter) {
      const what = name === undefined ? `the end of ${path} names no form` : `${name} is no form`;
      const hint = `Write --output FORMAT=FILE with one of ${names.join(', ')}.${name === undefined ? '' : didYouMean(name, names)}`;
      throw new HookspecError('Usage', `--output ${value}: ${what}`, { hint });
    }
    return { reporter, file: resolve(cwd, path) };
  });
  const twice = files.find(({ file }, index) => files.findIndex((other) => other.file === file) !== index);
  if (twice) throw new HookspecError('Usage', `--output names ${twice.file} twice`);
  for (const { file } of files) assertWritable(file);
  return files;
}

/** Writes a result. @throws HookspecError UnreadableFile */
export function attemptWrite(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const message = `The result cannot be written to ${file}: ${(error as Error).message}`;
    throw new HookspecError('UnreadableFile', message, { cause: error });
  }
}

/** As https://no-color.org and https://force-color.org have it: any text switches, the user's no goes first. */
export function takesColor({ env, terminal }: CliIo, stream: 'stdout' | 'stderr'): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return terminal?.[stream] === true && env['TERM'] !== 'dumb';
}

function assertWritable(file: string): void {
  attemptWrite(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
  });
}
