/** Keeps results, so that an interrupted benchmark goes on where it ended. */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Provider } from '../../servers/faults/dialect.ts';
import { type Result, toKey } from './job.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'node_modules/.cache/hookspec/bench-conformance');

/** Results of one provider, and where to put more. */
export interface Store {
  readonly results: Map<string, Result>;
  add(result: Result): void;
}

/** Opens the store of a provider. A change in what is measured makes it empty. */
export function openStore(provider: Provider): Store {
  const file = join(folder, `${provider}-${toVersion()}.ndjson`);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (name.startsWith(`${provider}-`) && join(folder, name) !== file) rmSync(join(folder, name));
  const results = new Map<string, Result>();
  for (const line of read(file).split('\n').filter(Boolean)) {
    const result = JSON.parse(line) as Result;
    results.set(toKey(result.job), result);
  }
  return {
    results,
    add(result) {
      results.set(toKey(result.job), result);
      // A run that failed is tried again next time.
      if (result.crash === undefined) appendFileSync(file, `${JSON.stringify(result)}\n`);
    },
  };
}

/** Digest of all that a result depends on. */
function toVersion(): string {
  const hash = createHash('sha256');
  for (const part of [
    'src/conformance',
    'src/contract',
    'src/report',
    'openapi',
    'test/servers',
    'test/conformance/run.ts',
  ])
    for (const file of listFiles(join(root, part))) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

function listFiles(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
