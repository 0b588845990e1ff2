import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { loadContract, type LoadOptions } from '../../../src/contract/load.ts';
import type { Contract, JsonObject } from '../../../src/contract/types.ts';
import { pointersOf } from './pointers-of.ts';

/** Gives the test a cache folder of its own, or the given value of `HOOKSPEC_CACHE`. Returns the folder. */
export function useCache(folder = mkdtempSync(join(realpathSync(tmpdir()), 'hookspec-cache-'))): string {
  vi.stubEnv('HOOKSPEC_CACHE', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Names of the entries in a cache folder. */
export function entriesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.plan'));
}

/** Loads from the files, whatever is kept. */
export async function loadCold(source: string | JsonObject, options: LoadOptions = {}): Promise<Contract> {
  const before = process.env.HOOKSPEC_CACHE ?? '';
  process.env.HOOKSPEC_CACHE = 'off';
  try {
    return await loadContract(source, options);
  } finally {
    process.env.HOOKSPEC_CACHE = before;
  }
}

/** A contract as plain data: its functions are asked about every node of the document. */
export function toData({ locate, evidence, ...contract }: Contract): unknown {
  const answers = pointersOf(contract.document).map((pointer) => [pointer, locate(pointer), evidence(pointer)]);
  return { ...contract, answers };
}
