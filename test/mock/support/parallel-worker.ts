/** A test of somebody, in a thread of its own: starts a mock, fills it to its limit, and tells what it has seen. */
import { parentPort, workerData } from 'node:worker_threads';
import { startMock } from '../../../src/mock/start.ts';

const { seed, name } = workerData as { seed: number; name: string };
await using mock = await startMock('lava', { seed });
const headers = { Authorization: 'Bearer aks_test_parallelParallel01', 'Content-Type': 'application/json' };
const url = `${mock.urls['lava']}/webhooks`;
const body = JSON.stringify({ name, url: 'https://example.com/hook' });
const statuses: number[] = [];
const ids: string[] = [];
for (let index = 0; index < 4; index++) {
  const response = await fetch(url, { method: 'POST', headers, body });
  statuses.push(response.status);
  ids.push(((await response.json()) as { webhook_id: string }).webhook_id);
}
const { data } = (await (await fetch(url, { headers })).json()) as { data: { name: string }[] };
// A thread has no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort!.postMessage({ port: mock.port, statuses, id: ids[0], names: data.map((entry) => entry.name) });
