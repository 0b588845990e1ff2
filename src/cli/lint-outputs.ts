/** Where the result of a lint run goes. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatLintMarkdown } from '../report/lint-markdown.ts';
import type { LintReport } from '../report/lint-report.ts';
import { lintReporters } from '../report/lint-reporters.ts';
import type { LintContext } from '../report/lint-reporters.ts';
import { ruleSummaries } from '../review/rules/registry.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';
import { openOutputs, toOutputFlags } from './outputs.ts';
import { readVersion } from './version.ts';

/** The flags that say where the result goes. */
export const lintOutputFlags: Readonly<Record<string, Flag>> = toOutputFlags(lintReporters);

/**
 * Looks at every file before the run.
 * @returns what writes the result
 * @throws HookspecError Usage for an unknown form, UnreadableFile
 */
export function openLintOutputs(flags: FlagValues, io: CliIo): (report: LintReport) => void {
  const context: LintContext = { version: readVersion(), codes: ruleSummaries, readLines: createLineReader(io.cwd) };
  return openOutputs(flags, io, lintReporters, context, formatLintMarkdown);
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
