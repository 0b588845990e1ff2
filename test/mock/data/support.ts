/** A mock on a data file, without a socket. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Contract } from '../../../src/contract/types.ts';
import { createMockApp, type AppOptions, type MockApp } from '../../../src/mock/app.ts';
import { openDataFile } from '../../../src/mock/data/data-file.ts';
import type { MountState } from '../../../src/mock/mount.ts';

/** A running mock. */
export interface DataMock {
  readonly app: MockApp;
  call(
    method: string,
    path: string,
    token: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
  state(contract: string): MountState;
  close(): void;
}

/** Path of a data file that is not there yet, in a folder that goes with the test. */
export async function createDataPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hookspec-data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'state.db');
}

/** Starts a mock on a file. */
export function openMock(file: string, contracts: readonly Contract[], options: AppOptions = {}): DataMock {
  const data = openDataFile(file, options.seed);
  onTestFinished(() => data.close([]));
  const app = createMockApp(contracts, options, { persistence: data });
  data.restore(app.mounts.values());
  return {
    app,
    async call(method, path, token, body) {
      const response = await app.serve({
        method,
        path: path.replace(/\?.*/, ''),
        query: path.split('?')[1] ?? '',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
      });
      const text = String(response.body ?? '');
      return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
    },
    state: (contract) => app.mounts.get(contract)!.export(),
    close: () => data.close(app.mounts.values()),
  };
}
