import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createControl } from '../mock/control/support.ts';
import { startCliMock } from '../support/cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-steering-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('sets faults, time, state and a token, and writes the log as HAR at the end', async () => {
  await using first = await startCliMock(['lava', '--time', '2026-01-31T12:00:00Z,frozen']);
  const before = createControl(first.started.url);
  expect((await before.GET('/time')).data).toMatchObject({ time: '2026-01-31T12:00:00.000Z', frozen: true });
  await before.POST('/state/{contract}', {
    params: { path: { contract: 'lava' } },
    body: { key: 'default', resources: { webhook: [{ name: 'kept', url: 'https://example.com/hook' }] } },
  });
  await before.POST('/snapshots', { body: { name: 'one' } });
  const { data } = await before.GET('/snapshots/{name}', { params: { path: { name: 'one' } } });
  await writeFile(join(folder, 'state.json'), JSON.stringify(data));

  const har = join(folder, 'log.har');
  const token = 'a-token-of-sixteen-characters';
  const flags = ['--state', join(folder, 'state.json'), '--har', har, '--control-token', token, '--quiet'];
  const faults = ['--latency', '1', '--fault', 'listWebhooks:status=503,count=1'];
  await using second = await startCliMock(['lava', ...flags, ...faults]);
  const closed = createControl(second.started.url);
  expect((await closed.GET('/time')).response.status).toBe(401);
  const open = createControl(second.started.url, token);
  expect((await open.GET('/faults')).data).toEqual([
    { id: 'fault-1', latency: 1, matched: 0, hits: 0 },
    { id: 'fault-2', operation: 'listWebhooks', status: 503, count: 1, matched: 0, hits: 0 },
  ]);
  expect((await open.GET('/state')).data).toEqual([
    { contract: 'lava', tenant: expect.any(String), resources: { webhook: 1 } },
  ]);
  const { key, baseUrl } = second.started.contracts[0]!;
  const ask = async () => (await fetch(`${baseUrl}/webhooks`, { headers: { Authorization: `Bearer ${key}` } })).status;
  expect([await ask(), await ask()]).toEqual([503, 200]);
  const { stderr, stdout } = await second.stop();
  expect([stderr, stdout.includes(token)]).toEqual(['', false]);
  const written = await readFile(har, 'utf8');
  const { log } = JSON.parse(written) as { log: { entries: { response: { status: number } }[] } };
  expect(log.entries.map((entry) => entry.response.status)).toEqual([503, 200]);
  expect([written.includes(key), written.includes(token)]).toEqual([false, false]);
});

test('serves providers alone where nobody names a contract', async () => {
  await using mock = await startCliMock([]);
  expect(mock.started.contracts.map(({ name }) => name)).toEqual(['lava', 'encrata', 'agentmessage', 'leadlex']);
});

test('makes a token where others reach the mock, and shows it once', async () => {
  await using mock = await startCliMock(['lava', '--host', '0.0.0.0']);
  const { controlToken } = mock.started as typeof mock.started & { controlToken: string };
  expect(controlToken).toMatch(/^[0-9a-f]{48}$/);
  const url = `http://127.0.0.1:${mock.started.port}`;
  expect((await createControl(url).GET('/health')).response.status).toBe(200);
  expect((await createControl(url).GET('/contracts')).response.status).toBe(401);
  expect((await createControl(url, controlToken).GET('/contracts')).response.status).toBe(200);
  const { stdout, stderr } = await mock.stop();
  expect([stdout.split(controlToken).length, stderr.includes(controlToken)]).toEqual([2, false]);
});

const TIME = 'is no time: write 2026-01-31T12:00:00Z, the same with ",frozen", or frozen';
test.each([
  [['--time', 'noon'], `--time noon ${TIME}`],
  [['--time', '2026-13-31T12:00:00Z'], `--time 2026-13-31T12:00:00Z ${TIME}`],
  [['--latency', 'x'], '--latency x is no latency: write 200, 100-300 or p50:20/p99:800, in ms'],
  [['--fault', 'status=1'], '--fault status=1 is no fault: The status of a fault is no status from 200 to 599'],
  [
    ['--fault', 'listWebhook:drop'],
    'A fault cannot be set: No operation is named "listWebhook". Did you mean listWebhooks?',
  ],
  [
    ['--fault', '@nobody:drop'],
    'A fault cannot be set: No contract has a key of this name, or knows tokens of this form',
  ],
  [['--control-token', 'short'], 'The control token must have at least 16 characters'],
  [['--har', 'none/log.har'], '--har none/log.har cannot be written (ENOENT)'],
  [['--state', '.'], '--state . cannot be read (EISDIR)'],
  [['--state', 'none.json'], '--state none.json does not exist'],
  [['--state', 'text.json'], '--state text.json: This is no snapshot: it lacks "hookspec": "snapshot"'],
  [['--state', 'other.json'], 'The snapshot holds other, which is not served; name it on the command line'],
])('says in one sentence what is wrong with %j', async (flags, sentence) => {
  await writeFile(join(folder, 'text.json'), 'hello');
  const state = { sequence: 0, tenants: [], quotas: [] };
  const snapshot = { hookspec: 'snapshot', version: 1, savedAt: '2026-01-31T12:00:00Z', contracts: { other: state } };
  await writeFile(join(folder, 'other.json'), JSON.stringify(snapshot));
  let text = '';
  const exitCode = await main(['mock', 'lava', '--port', '0', ...flags], {
    stdout: () => expect.unreachable(),
    stderr: (out) => void (text += out),
    cwd: folder,
    env: {},
    signal: AbortSignal.timeout(10_000),
  });
  expect([exitCode, text.split('\n')[0]]).toEqual([2, `hookspec: ${sentence}${sentence.endsWith('?') ? '' : '.'}`]);
});
