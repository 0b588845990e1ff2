/** The baseline of a check: known findings, read before the run and written after it. */
import { resolve } from 'node:path';
import { loadBaseline, writeBaseline } from '../conformance/baseline-file.ts';
import { type Baseline, updateBaseline } from '../conformance/baseline.ts';
import { HookspecError } from '../errors.ts';
import type { CheckReport } from '../report/check-report.ts';
import { textFlag } from './arguments.ts';
import type { CliIo, Flag, FlagValues } from './command.ts';

/** The flags that decide what counts. */
export const baselineFlags: Readonly<Record<string, Flag>> = {
  baseline: {
    type: 'string',
    value: 'FILE',
    group: 'Verdict',
    summary: 'Findings that are known: only new ones count',
  },
  'update-baseline': {
    type: 'boolean',
    group: 'Verdict',
    summary: 'Write what was found to that file; nothing counts',
  },
};

/** What the baseline makes of a run. */
export interface CheckBaseline {
  /** Undefined without the flag; empty when the file is about to be made. */
  readonly known: Baseline | undefined;
  /** Writes the file where that was asked for, and counts. @returns 1 when an error is new, else 0 */
  finish(report: CheckReport): number;
}

/**
 * @param contract name of the contract that is judged
 * @throws HookspecError Usage, FileNotFound, UnreadableFile, InvalidBaseline
 */
export function openCheckBaseline(flags: FlagValues, io: CliIo, contract: string): CheckBaseline {
  const given = textFlag(flags, 'baseline');
  const isUpdate = flags['update-baseline'] === true;
  if (given === undefined) {
    if (isUpdate) throw new HookspecError('Usage', '--update-baseline needs --baseline FILE: the file to write');
    return { known: undefined, finish: countErrors };
  }
  const file = resolve(io.cwd, given);
  const found = loadBaseline(file, contract, io.cwd);
  if (!found && !isUpdate) {
    throw new HookspecError('FileNotFound', `There is no baseline ${given}`, {
      hint: 'Check the path, or add --update-baseline to make it.',
    });
  }
  return {
    known: found ?? { contract, findings: [] },
    finish(report) {
      if (!isUpdate || report.interrupted) return countErrors(report);
      writeBaseline(file, updateBaseline(report, found), io.cwd);
      return 0;
    },
  };
}

function countErrors({ findings }: CheckReport): number {
  return findings.some(({ severity, state }) => severity === 'error' && state !== 'known') ? 1 : 0;
}
