/** Reads a replay file. */
import { readFileSync } from 'node:fs';
import { toShownFile } from '../../contract/source/shown-place.ts';
import { isObject } from '../../contract/value.ts';
import { HookspecError } from '../../errors.ts';
import type { ReplayFile } from './replay-file.ts';

const KINDS = [
  'longer',
  'sound',
  'status',
  'header',
  'headerDiffers',
  'headerSchema',
  'contentType',
  'body',
  'equals',
  'differs',
  'schema',
  'lacks',
  'contains',
  'unlike',
];

/** @throws HookspecError FileNotFound, UnreadableFile, InvalidReplay */
export function loadReplay(file: string, cwd: string): ReplayFile {
  const shown = toShownFile(file, cwd);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new HookspecError('FileNotFound', `There is no file ${shown}`);
    throw new HookspecError('UnreadableFile', `${shown} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const why = describeFault(text);
  if (why !== undefined) throw new HookspecError('InvalidReplay', `${shown} is no replay: ${why}`);
  return JSON.parse(text) as ReplayFile;
}

/** What is wrong with a text that should be a replay. */
function describeFault(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `it is not JSON (${(error as Error).message})`;
  }
  if (!isObject(value) || value['replay'] !== 1) return 'it does not say `"replay": 1`';
  const { finding, steps, cleanup, expect, basePath, secrets } = value;
  if (!isObject(finding) || typeof finding['code'] !== 'string') return 'it names no finding';
  if (typeof basePath !== 'string' || !Array.isArray(secrets)) return 'it needs `basePath` and `secrets`';
  for (const [name, list] of Object.entries({ steps, cleanup })) {
    const wrong = Array.isArray(list) ? list.findIndex((step) => !isStep(step)) : 0;
    if (!Array.isArray(list) || wrong >= 0)
      return `/${name}/${wrong} is no step with id, method, path, headers, answered`;
  }
  if (!isObject(expect) || !KINDS.includes(String(expect['kind']))) return '/expect/kind is unknown';
  const isKnown = (steps as { id: string }[]).some(({ id }) => id === expect['step']);
  return isKnown ? undefined : '/expect/step names no step';
}

function isStep(step: unknown): boolean {
  if (!isObject(step) || !isObject(step['headers'])) return false;
  const { id, method, path, answered } = step;
  return [id, method, path].every((entry) => typeof entry === 'string') && typeof answered === 'number';
}
