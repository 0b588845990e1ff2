import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, record, type Recorded, root } from '../conformance/support.ts';
import { runCli } from '../support/cli.ts';

/** Starts a check and kills it with SIGKILL as soon as the server holds something of it. */
async function kill(server: Recorded, temporary: string): Promise<void> {
  const args = ['check', 'agentmessage', '--server', server.url, '--token', server.token, '--quiet'];
  const child = spawn(process.execPath, [join(root, 'src/cli/bin.ts'), ...args], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary },
  });
  const closed = new Promise((done) => child.once('close', done));
  await server.until(({ method, response }) => method === 'POST' && response.status === 201);
  child.kill('SIGKILL');
  await closed;
}

function journalsIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name));
}

test('removes what a killed run left behind, and finds its journal by itself', async () => {
  await using server = await record('agentmessage');
  await server.ask('POST', '/v1/webhooks', { url: 'https://shop.example.com/mine', events: ['lookup.completed'] });
  const temporary = await makeFolder();
  await kill(server, temporary);
  expect((await server.ask('GET', '/v1/webhooks')).data.length).toBeGreaterThan(1);
  const [journal] = journalsIn(temporary);
  expect(readFileSync(journal!, 'utf8')).not.toContain(server.token);

  const env = { TMPDIR: temporary };
  expect(await runCli(['check', '--cleanup'], { env })).toMatchObject({ exitCode: 2, stdout: '' });
  const { exitCode, stdout, stderr } = await runCli(['check', '--cleanup'], {
    env: { ...env, HOOKSPEC_TOKEN: server.token },
  });
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout.replace(server.url, 'URL')).toMatch(
    /^Removed \d resources? of a run against URL; what carries its mark was looked for too\.\n$/,
  );
  const left = (await server.ask('GET', '/v1/webhooks')).data as { url: string }[];
  expect(left.map(({ url }) => url)).toEqual(['https://shop.example.com/mine']);
  expect(existsSync(journal!)).toBe(false);
  expect(await runCli(['check', '--cleanup'], { env })).toEqual({
    exitCode: 0,
    stdout: 'No run left a journal behind: there is nothing to remove.\n',
    stderr: '',
  });
});

test('takes a journal by name, also one whose last line was cut', async () => {
  await using server = await record('agentmessage');
  const temporary = await makeFolder();
  await kill(server, temporary);
  const [journal] = journalsIn(temporary);
  writeFileSync(journal!, `${readFileSync(journal!, 'utf8')}{"event":"crea`);
  const { exitCode } = await runCli(['check', '--cleanup', journal!, '--token', server.token]);
  expect(exitCode).toBe(0);
  expect((await server.ask('GET', '/v1/webhooks')).data).toEqual([]);
});

test('sends a token to one server alone', async () => {
  const temporary = await makeFolder();
  for (const port of [1, 2]) {
    const folder = join(temporary, `hookspec-${process.getuid!()}`);
    const run = { event: 'run', contract: 'lava', server: `http://127.0.0.1:${port}/v1` };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `lava-hookspec-aaaaaaaa-999999${port}.jsonl`), `${JSON.stringify(run)}\n`);
  }
  const { exitCode, stdout, stderr } = await runCli(['check', '--cleanup', '--token', 'aks_test_x'], {
    env: { TMPDIR: temporary },
  });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('The journals name 2 servers, and a token is for one of them');
});

test('keeps the journal and exits 1 when something cannot be removed', async () => {
  await using server = await record('agentmessage', {
    wrap: (handle) => (request) =>
      request.method === 'DELETE' ? { status: 403, json: { error: { code: 'no', message: 'no' } } } : handle(request),
  });
  const temporary = await makeFolder();
  await kill(server, temporary);
  const [journal] = journalsIn(temporary);
  const { exitCode, stdout } = await runCli(['check', '--cleanup', journal!, '--token', server.token]);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    /^Removed 0 resources .*\n(Not removed: endpoint \S+: the delete was answered 403 \(journal: .*\)\n)+$/,
  );
  expect(existsSync(journal!)).toBe(true);
});
