import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { startMock, type Mock } from '../../src/mock/start.ts';

const headers = { Authorization: 'Bearer aks_test_parallelParallel01', 'Content-Type': 'application/json' };

async function create(mock: Mock, name: string): Promise<string> {
  const body = JSON.stringify({ name, url: 'https://example.com/hook' });
  const response = await fetch(`${mock.urls['lava']}/webhooks`, { method: 'POST', headers, body });
  return ((await response.json()) as { webhook_id: string }).webhook_id;
}

async function listNames(mock: Mock): Promise<string[]> {
  const response = await fetch(`${mock.urls['lava']}/webhooks`, { headers });
  return ((await response.json()) as { data: { name: string }[] }).data.map(({ name }) => name);
}

test('keeps a hundred mocks of one process apart: ports, state and seeds', async () => {
  const mocks = await Promise.all(Array.from({ length: 100 }, (_, index) => startMock('lava', { seed: index % 50 })));
  try {
    expect(new Set(mocks.map(({ port }) => port)).size).toBe(100);
    // All at once, so that their requests mix.
    const ids = await Promise.all(mocks.map((mock, index) => create(mock, `hook ${index}`)));
    const names = await Promise.all(mocks.map(listNames));
    expect(names).toEqual(mocks.map((_, index) => [`hook ${index}`]));
    expect(new Set(ids).size).toBe(50);
    expect(ids.slice(50)).toEqual(ids.slice(0, 50));
    mocks[0]!.reset();
    expect([await listNames(mocks[0]!), await listNames(mocks[50]!)]).toEqual([[], ['hook 50']]);
  } finally {
    await Promise.all(mocks.map((mock) => mock.close()));
  }
}, 60_000);

interface Seen {
  readonly port: number;
  readonly statuses: readonly number[];
  readonly id: string;
  readonly names: readonly string[];
}

test('keeps the mocks of twenty threads apart, as parallel test workers start them', async () => {
  const worker = new URL('./support/parallel-worker.ts', import.meta.url);
  const run = (index: number) =>
    new Promise<Seen>((resolve, reject) => {
      const thread = new Worker(worker, { workerData: { seed: index % 10, name: `thread ${index}` } });
      thread.once('message', resolve);
      thread.once('error', reject);
    });
  const seen = await Promise.all(Array.from({ length: 20 }, (_, index) => run(index)));
  expect(seen.map(({ statuses }) => statuses)).toEqual(seen.map(() => [201, 201, 201, 400]));
  expect(seen.map(({ names }) => names)).toEqual(seen.map((_, index) => Array(3).fill(`thread ${index}`)));
  expect(new Set(seen.map(({ id }) => id)).size).toBe(10);
}, 120_000);
