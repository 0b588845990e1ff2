import { spawn } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, record, root } from '../conformance/support.ts';
import { runCli } from '../support/cli.ts';

const bin = join(root, 'src/cli/bin.ts');
const check = (url: string, ...args: string[]) => ['check', 'lava', '--server', url, '--read-only', ...args];
const token = (server: { token: string }) => ({ HOOKSPEC_TOKEN: server.token });

test('writes several files in one run, in forms chosen by name or by the end of the name, beside stdout', async () => {
  await using server = await record('lava');
  const folder = await makeFolder();
  const files = ['a.json', 'a.xml', 'a.ndjson', 'a.ctrf.json', 'a.sarif', 'a.md', 'deep/er/a.html'];
  const outputs = [...files, 'github=commands'].flatMap((file) => ['--output', file]);
  const run = await runCli(check(server.url, '--quiet', ...outputs), { cwd: folder, env: token(server) });
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  expect(run.stdout.split('\n')[0]).toBe(`lava at ${server.url}: no findings.`);
  const begins = Object.fromEntries(
    await Promise.all(
      [...files, 'commands'].map(async (file) => [file, (await readFile(join(folder, file), 'utf8')).slice(0, 22)]),
    ),
  );
  expect(begins).toEqual({
    'a.json': '{\n  "contract": "lava"',
    'a.xml': '<?xml version="1.0" en',
    'a.ndjson': '{"type":"run","contrac',
    'a.ctrf.json': '{\n  "reportFormat": "C',
    'a.sarif': '{\n  "$schema": "https:',
    'a.md': '## lava: ✅ no findings',
    'deep/er/a.html': '<!doctype html>\n<html ',
    commands: '::notice title=hookspe',
  });
});

test('streams events as lines, and ends with the report', async () => {
  await using server = await record('lava');
  const { stdout } = await runCli(check(server.url, '--quiet', '--format', 'ndjson'), { env: token(server) });
  const types = stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect([types[0], types.at(-1)]).toEqual(['run', 'end']);
  expect(new Set(types)).toEqual(new Set(['run', 'phase', 'case-start', 'case', 'end']));
});

test('does not print a form that was asked for and has a file of its own', async () => {
  await using server = await record('lava');
  const file = join(await makeFolder(), 'a.xml');
  const { exitCode, stdout } = await runCli(
    check(server.url, '--quiet', '--format', 'junit', '--output', file, '--output', `json=${file}.json`),
    { env: token(server) },
  );
  expect([exitCode, stdout]).toEqual([0, '']);
});

test('adds to the step summary of GitHub Actions', async () => {
  await using server = await record('lava');
  const summary = join(await makeFolder(), 'summary.md');
  await writeFile(summary, 'before\n');
  const { stdout } = await runCli(check(server.url, '--quiet', '--format', 'github'), {
    env: { ...token(server), GITHUB_STEP_SUMMARY: summary },
  });
  expect(stdout).toBe(`::notice title=hookspec check::lava at ${server.url}: 0 errors, 0 warnings\n`);
  expect(await readFile(summary, 'utf8')).toMatch(/^before\n## lava: ✅ no findings\n/);
});

test('colours where it is asked to, and not where it is told not to', async () => {
  await using server = await record('lava');
  const run = async (env: Record<string, string>) =>
    (await runCli(check(server.url, '--quiet'), { env: { ...token(server), ...env } })).stdout.split('\n')[0];
  expect(await run({ NO_COLOR: '', FORCE_COLOR: '1' })).toBe(
    `\u001B[1mlava at ${server.url}\u001B[22m: \u001B[32mno findings\u001B[39m.`,
  );
  expect(await run({ NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(`lava at ${server.url}: no findings.`);
  expect(await run({ NO_COLOR: '', FORCE_COLOR: '' })).toBe(`lava at ${server.url}: no findings.`);
}, 60_000);

test('says before the run what cannot be written, and leaves the last result alone', async () => {
  await using server = await record('lava');
  const folder = await makeFolder();
  await mkdir(join(folder, 'a.json'));
  await writeFile(join(folder, 'plain'), '');
  await writeFile(join(folder, 'old.xml'), 'old');
  const old = join(folder, 'old.xml');
  const cases: [string[], string][] = [
    [['--output', 'report.pdf'], '--output report.pdf: the end of report.pdf names no form'],
    [['--output', 'jnuit=a.xml'], '--output jnuit=a.xml: jnuit is no form'],
    [['--output', old, '--output', `json=${old}`], `--output names ${old} twice`],
    [['--output', old, '--output', join(folder, 'a.json')], 'cannot be written to'],
    [['--output', old, '--output', join(folder, 'plain/a.json')], 'cannot be written to'],
    [['--format', 'pdf'], '--format pdf is not possible; choose text, json, ndjson, junit, ctrf, sarif, github'],
  ];
  for (const [args, text] of cases) {
    const { exitCode, stdout, stderr } = await runCli(check(server.url, ...args), { env: token(server) });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
  }
  expect(server.calls).toEqual([]);
  expect(await readFile(old, 'utf8')).toBe('old');
  expect((await readdir(folder)).toSorted()).toEqual(['a.json', 'old.xml', 'plain']);
}, 60_000);

test('writes every file when it is interrupted', async () => {
  await using server = await record('agentmessage');
  const folder = await makeFolder();
  const args = [bin, 'check', 'agentmessage', '--server', server.url, '--token', server.token];
  const files = ['a.xml', 'a.ndjson', 'a.html', 'a.sarif'];
  const child = spawn(process.execPath, [...args, ...files.flatMap((file) => ['--output', join(folder, file)])], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('auth:')) child.kill('SIGINT');
  });
  expect(await new Promise((done) => child.once('close', done))).toBe(130);
  const [xml, ndjson, html, sarif] = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  expect(xml).toContain('<property name="interrupted" value="true"/>');
  expect(xml).toContain('<skipped message="interrupted"/>');
  const last = JSON.parse(ndjson!.trimEnd().split('\n').at(-1)!) as { type: string; report: { interrupted: boolean } };
  expect([last.type, last.report.interrupted]).toEqual(['end', true]);
  expect(html).toContain('<p class="is-warning">The run was interrupted.</p>');
  expect(sarif).toContain('"executionSuccessful": false');
});
