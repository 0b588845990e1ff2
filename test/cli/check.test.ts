import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, record, root } from '../conformance/support.ts';
import { catalogue } from '../servers/faults/catalogue.ts';
import { runCli } from '../support/cli.ts';

const wrong = catalogue.lava.find(({ name }) => name === 'answers a create with 200')!;
/** How many cases and requests there are changes with the checks. */
const withoutNumbers = (text: string): string => text.replaceAll(/\b\d+(\.\d+)?\b/g, 'N');

test('exits 0 on a correct server, with the result on stdout and the progress on stderr', async () => {
  await using server = await record('lava');
  const { exitCode, stdout, stderr } = await runCli([
    'check',
    'lava',
    '--server',
    server.url,
    '--token',
    server.token,
    '--seed',
    '1',
  ]);
  expect(exitCode).toBe(0);
  expect(withoutNumbers(stdout.replace(server.url, 'URL'))).toMatchInlineSnapshot(`
    "lava at URL: no findings.
    N cases: N passed, N failed, N warned, N skipped.
      N skipped: nothing sets off a delivery: the contract declares no test operation; give --trigger
    Met N of N operations, N of N documented responses, N of N request constraints; deliveries were not judged.
    N requests in N s.
    "
  `);
  expect(withoutNumbers(stderr.replace(server.url, 'URL'))).toMatchInlineSnapshot(`
    "Checking lava at URL: N cases, seed N
    examples: N cases
    schema: N cases
    auth: N cases
    protocol: N cases
    behaviour: N cases
    negative: N cases
    fuzz: N cases
    delivery: N case
    "
  `);
});

test('exits 1 on a wrong server and gives one JSON value', async () => {
  await using server = await record('lava', { wrap: wrong.wrap });
  const env = { HOOKSPEC_TOKEN: server.token };
  const { exitCode, stdout, stderr } = await runCli(
    ['check', 'lava', '--server', server.url, '--format', 'json', '--quiet'],
    { env },
  );
  expect([exitCode, stderr]).toEqual([1, '']);
  const report = JSON.parse(stdout) as { findings: { code: string }[]; summary: { failed: number } };
  expect(report.findings.map(({ code }) => code)).toEqual(['StatusUndocumented']);
  expect(report.summary.failed).toBeGreaterThan(0);
});

test('writes JUnit to a file', async () => {
  await using server = await record('lava', { wrap: wrong.wrap });
  const file = join(await makeFolder(), 'report.xml');
  const args = [
    'check',
    'lava',
    '--server',
    server.url,
    '--token',
    server.token,
    '--format',
    'junit',
    '--output',
    file,
    '--quiet',
  ];
  expect(await runCli(args)).toEqual({ exitCode: 1, stdout: '', stderr: '' });
  const xml = await readFile(file, 'utf8');
  expect(xml).toContain('<testsuite name="lava examples" tests="5" failures="1" errors="0" skipped="0"');
  expect(xml).toContain(
    '<failure type="StatusUndocumented" message="POST /webhooks answered 200, which is not documented; documented are 201, 400, 401.">',
  );
});

test('finds the server with or without the base path', async () => {
  await using server = await record('lava');
  for (const url of [server.url, server.url.replace('/v1', ''), `${server.url}/`]) {
    const { exitCode, stdout } = await runCli(['check', 'lava', '--server', url, '--token', server.token, '--quiet']);
    expect([exitCode, stdout.split('\n')[0]]).toEqual([0, `lava at ${server.url}: no findings.`]);
  }
});

test('lists the cases of a plan without a server', async () => {
  const { exitCode, stdout, stderr } = await runCli(['check', 'agentmessage', '--plan']);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toContain('behaviour endpoint limit: allows 50 endpoints and no more\n');
  expect(stdout).toContain(
    'examples rotateWebhookSecret: answers a valid rotateWebhookSecret as documented (skipped: needs --destructive: it reaches beyond what a run creates)\n',
  );
  expect(stdout).toMatch(/\d+ cases, \d+ of them would be run\. Nothing was sent\.\n$/);
});

test('says in one sentence what it was not given', async () => {
  const cases = [
    [['check', 'lava'], 2, 'check needs --server URL'],
    [['check', 'lava', '--server', 'http://127.0.0.1:9'], 2, 'no token was given'],
    [['check', 'lava', '--server', 'http://127.0.0.1:9?x=1', '--token', 't'], 2, 'is no http or https URL'],
    [
      ['check', 'lava', '--server', 'http://127.0.0.1:65000', '--token', 't'],
      3,
      'http://127.0.0.1:65000 does not answer: connect ECONNREFUSED',
    ],
    [
      ['check', 'lava', '--server', 'http://127.0.0.1:9', '--token', 't', '--max-time', 'soon'],
      2,
      '--max-time soon is no whole number',
    ],
  ] as const;
  for (const [args, code, text] of cases) {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr).toContain(text);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(4);
  }
});

test('cleans up after Ctrl-C and exits 130', async () => {
  await using server = await record('agentmessage');
  const bin = join(root, 'src/cli/bin.ts');
  const args = [bin, 'check', 'agentmessage', '--server', server.url, '--token', server.token];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('behaviour:')) child.kill('SIGINT');
  });
  const exitCode = await new Promise((done) => child.once('close', done));
  expect(exitCode).toBe(130);
  expect(stdout).toContain('The run was interrupted.\n');
  expect((await server.ask('GET', '/v1/webhooks')).data).toEqual([]);
});
