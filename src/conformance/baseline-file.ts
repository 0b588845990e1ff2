/** Reads and writes the file of known findings. */
import { readFileSync, writeFileSync } from 'node:fs';
import { toShownFile } from '../contract/source/shown-place.ts';
import { isObject } from '../contract/value.ts';
import { HookspecError } from '../errors.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';

/**
 * @param contract name of the contract that the file has to be about
 * @returns undefined when there is no such file
 * @throws HookspecError UnreadableFile, InvalidBaseline
 */
export function loadBaseline(file: string, contract: string, cwd: string): Baseline | undefined {
  const shown = toShownFile(file, cwd);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new HookspecError('UnreadableFile', `The baseline ${shown} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const invalid = (why: string): HookspecError =>
    new HookspecError('InvalidBaseline', `${shown} is no baseline: ${why}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(`it is not JSON (${(error as Error).message})`);
  }
  if (!isObject(value) || typeof value['contract'] !== 'string' || !Array.isArray(value['findings']))
    throw invalid('it needs the members `contract` and `findings`');
  if (value['contract'] !== contract)
    throw invalid(`it is about ${value['contract']}, and the run is about ${contract}`);
  const wrong = value['findings'].findIndex((entry) => !isEntry(entry));
  if (wrong >= 0) throw invalid(`/findings/${wrong} needs a fingerprint of 16 hex digits, a code and a message`);
  return { contract, findings: value['findings'] as BaselineEntry[] };
}

/** @throws HookspecError UnreadableFile */
export function writeBaseline(file: string, baseline: Baseline, cwd: string): void {
  try {
    writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    const message = `The baseline ${toShownFile(file, cwd)} cannot be written: ${(error as Error).message}`;
    throw new HookspecError('UnreadableFile', message, { cause: error });
  }
}

function isEntry(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { fingerprint, code, message, operation, reason } = value;
  const isText = (entry: unknown): boolean => entry === undefined || typeof entry === 'string';
  return (
    typeof fingerprint === 'string' &&
    /^[0-9a-f]{16}$/.test(fingerprint) &&
    typeof code === 'string' &&
    typeof message === 'string' &&
    isText(operation) &&
    isText(reason)
  );
}
