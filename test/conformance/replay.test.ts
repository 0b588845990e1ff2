import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReplayFile } from '../../src/conformance/replay/replay-file.ts';
import { faults } from '../servers/faults/catalogue.ts';
import { dialects, type Provider } from '../servers/faults/dialect.ts';
import { runCli } from '../support/cli.ts';
import { run } from './run.ts';
import { makeFolder, record } from './support.ts';

/** Judges a wrong server and gives its only replay. */
async function findReplay(id: string): Promise<{ file: string; replay: ReplayFile; provider: Provider }> {
  const { provider, wrap } = faults.find((fault) => fault.id === id)!;
  const folder = join(await makeFolder(), 'replays');
  const report = await run(provider, { wrap }, { replays: folder, cwd: folder });
  const files = await readdir(folder);
  expect(report.findings.map((finding) => finding.replay)).toEqual(files);
  const file = join(folder, files[0]!);
  return { file, provider, replay: JSON.parse(await readFile(file, 'utf8')) as ReplayFile };
}

async function replayOn(provider: Provider, file: string, id?: string) {
  const wrap = faults.find((fault) => fault.id === id)?.wrap;
  await using server = await record(provider, wrap ? { wrap } : {});
  const { main, second = '', limited = '' } = dialects[provider].tokens;
  const env = { HOOKSPEC_TOKEN: main, HOOKSPEC_SECOND_TOKEN: second, HOOKSPEC_LIMITED_TOKEN: limited };
  const result = await runCli(['replay', file, '--server', server.url], { env });
  const { calls } = server;
  return { ...result, calls: calls.map(({ method, response }) => `${method} ${response.status}`) };
}

test.for([
  ['lava/status/create-200', 1],
  ['lava/secret/in-list', 2],
  ['lava/state/limit-high', 4],
  ['lava/state/list-newest', 3],
  ['leadlex/state/twice', 2],
  ['agentmessage/auth/tenant-read', 2],
] as const)(
  'finds %s again on the wrong server, and not on the right one',
  { timeout: 60_000 },
  async ([id, steps]) => {
    const fault = faults.find((entry) => entry.id === id);
    expect(fault?.id).toBe(id);
    const { file, replay, provider } = await findReplay(id);
    expect(replay.steps.length).toBeLessThanOrEqual(steps);
    const wrong = await replayOn(provider, file, id);
    expect([wrong.exitCode, wrong.stderr]).toEqual([1, '']);
    expect(wrong.stdout).toMatch(/\nThe fault is still there: .+\n$/);
    const right = await replayOn(provider, file);
    expect([right.exitCode, right.stderr]).toEqual([0, '']);
    expect(right.stdout).toMatch(/\nThe fault is gone\. It was: .+\n$/);
  },
);

test('writes the requests down with references, without the token and without secrets', async () => {
  const { replay } = await findReplay('lava/secret/in-list');
  const text = JSON.stringify(replay);
  expect(text).not.toContain(dialects.lava.tokens.main);
  expect(text).not.toMatch(/whsec_[0-9a-f]{8}/);
  const { steps, expect: wanted, cleanup } = replay;
  expect(
    steps.map(({ id, method, path, headers, capture }) => ({
      id,
      method,
      path,
      auth: headers['authorization'],
      capture,
    })),
  ).toEqual([
    {
      id: 'create',
      method: 'POST',
      path: '/webhooks',
      auth: 'Bearer ${token}',
      capture: { webhook_id: '/webhook_id', webhook_secret: '/webhook_secret' },
    },
    { id: 'list', method: 'GET', path: '/webhooks', auth: 'Bearer ${token}', capture: undefined },
  ]);
  expect(wanted).toEqual({ step: 'list', kind: 'lacks', text: '${create.webhook_secret}' });
  expect(cleanup.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /webhooks/${create.webhook_id}']);
});

test('removes what it created, on wrong servers and on right ones', { timeout: 60_000 }, async () => {
  const { file } = await findReplay('lava/status/create-200');
  for (const id of ['lava/status/create-200', undefined])
    expect((await replayOn('lava', file, id)).calls.at(-1)).toBe('DELETE 200');
});

test('prints every exchange', async () => {
  const { file, replay } = await findReplay('lava/status/create-200');
  const { stdout } = await replayOn('lava', file, 'lava/status/create-200');
  const shown = stdout
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/wh_\w+/g, 'wh_ID')
    .replace(/hookspec-\w+-\d+/g, 'MARK');
  expect(shown.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'))
    .toBe(`StatusUndocumented createWebhook ${replay.finding.fingerprint}

create: POST http://HOST/v1/webhooks
  {"name":"Production Webhook MARK","url":"https://your-app.example.com/webhooks/lava/MARK"}
  answered 200
  {"webhook_id":"wh_ID","name":"Production Webhook MARK","url":"https://your-app.example.com/webhooks/lava/MARK","webhook_secret":"[secret]","created_at":"TIME"}
  expected 201

remove: DELETE http://HOST/v1/webhooks/wh_ID
  answered 200
  {"id":"wh_ID","deleted":true}

The fault is still there: POST /webhooks answered 200, which is not documented; documented are 201, 400, 401.
`);
});

test('prints one JSON value, and sends the headers it is given', { timeout: 60_000 }, async () => {
  const { file, replay } = await findReplay('lava/status/create-200');
  const { wrap } = faults.find(({ id }) => id === 'lava/status/create-200')!;
  await using server = await record('lava', { wrap });
  const flags = ['--server', server.url, '--format', 'json', '--header', 'X-Environment: staging'];
  const env = { HOOKSPEC_TOKEN: dialects.lava.tokens.main };
  const { exitCode, stdout, stderr } = await runCli(['replay', file, ...flags], { env });
  expect([exitCode, stderr]).toEqual([1, '']);
  const { finding, isThere, steps } = JSON.parse(stdout) as Record<string, unknown>;
  expect({ finding, isThere }).toEqual({ finding: replay.finding, isThere: true });
  expect((steps as { id: string; status: number }[]).map(({ id, status }) => [id, status])).toEqual([
    ['create', 200],
    ['remove', 200],
  ]);
  expect(server.calls.map(({ headers }) => headers['x-environment'])).toEqual(['staging', 'staging']);
});

test('writes no file for what no single answer shows', { timeout: 60_000 }, async () => {
  for (const id of ['lava/secret/counter', 'lava/state/limit-race']) {
    const { provider, wrap } = faults.find((fault) => fault.id === id)!;
    const folder = join(await makeFolder(), 'replays');
    const { findings } = await run(provider, { wrap }, { replays: folder, cwd: folder });
    expect(findings.map(({ replay }) => replay)).toEqual([undefined]);
    expect(await readdir(folder)).toEqual([]);
  }
});

test('says in one sentence why a replay cannot be run', { timeout: 60_000 }, async () => {
  const folder = await makeFolder();
  const good = await readFile((await findReplay('lava/secret/in-list')).file, 'utf8');
  const write = async (name: string, text: string) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  await using server = await record('lava');
  const file = await write('good.json', good);
  const replay = JSON.parse(good) as ReplayFile;
  const unknown = {
    ...replay,
    steps: replay.steps.map((step) => ({ ...step, path: '/${gone.id}' })),
  };
  const cases = [
    [[file], 2, 'replay needs --server URL'],
    [[file, '--server', server.url], 2, 'The replay needs a token, and --token was not given'],
    [[file, '--server', server.url, '--token', 'aks_wrong_key'], 2, 'The step create was answered 401, and 201 when'],
    [[file, '--server', 'http://127.0.0.1:9', '--token', 't'], 3, 'http://127.0.0.1:9 does not answer'],
    [[join(folder, 'none.json'), '--server', server.url], 2, 'There is no file'],
    [[await write('broken.json', '{'), '--server', server.url], 2, 'is no replay: it is not JSON'],
    [[await write('other.json', '{}'), '--server', server.url], 2, 'is no replay: it does not say'],
    [
      [await write('reference.json', JSON.stringify(unknown)), '--server', server.url, '--token', 't'],
      2,
      'refers to ${gone.id}, which no earlier step captures',
    ],
  ] as const;
  for (const [args, code, text] of cases) {
    const { exitCode, stderr } = await runCli(['replay', ...args]);
    expect([exitCode, stderr.includes(text) ? text : stderr]).toEqual([code, text]);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(3);
  }
});
