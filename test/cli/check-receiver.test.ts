import { exec } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CheckReport } from '../../src/report/check-report.ts';
import { startReceiver } from '../servers/receivers/receiver.ts';
import { receiverFaults } from '../servers/receivers/faults/catalogue.ts';
import { startFor } from '../servers/receivers/judge.ts';
import { schemes } from '../servers/receivers/schemes.ts';
import { root, runCli } from '../support/cli.ts';

const { leadlex } = schemes;
const check = (...args: string[]) => runCli(['check-receiver', ...args]);
const startWrong = (id: string) => startFor(receiverFaults.find((fault) => fault.id === id)!);

describe('hookspec check-receiver', () => {
  test('exits 0 for a right receiver and says what it has met', { timeout: 60_000 }, async () => {
    await using receiver = await startReceiver(leadlex);
    const { exitCode, stdout, stderr } = await check(
      receiver.url,
      '--contract',
      'leadlex',
      '--secret',
      leadlex.secret,
      '--quiet',
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`leadlex at ${receiver.url}: no findings.`);
    expect(stdout).toContain('Met 27 of 27 events.');
    expect(stdout).not.toContain(leadlex.secret);
  });

  test('exits 1 for a wrong one and names the fault, in every form', { timeout: 60_000 }, async () => {
    await using receiver = await startWrong('leadlex/accepts-unsigned');
    const folder = await mkdtemp(join(tmpdir(), 'hookspec-receiver-'));
    const files = ['a.txt', 'a.ndjson', 'a.xml', 'a.ctrf.json', 'a.sarif', 'a.md', 'a.html'];
    const outputs = [...files.map((file) => join(folder, file)), `github=${join(folder, 'a.github')}`];
    const flags = ['--contract', 'leadlex', '--secret', leadlex.secret, '--format', 'json', '--quiet', '--seed', '7'];
    const { exitCode, stdout } = await check(
      receiver.url,
      ...flags,
      '--only',
      'unsigned',
      '--only',
      'other-secret',
      ...outputs.flatMap((output) => ['--output', output]),
    );
    expect(exitCode).toBe(1);
    const report = JSON.parse(stdout) as CheckReport;
    expect(report.findings.map(({ code, check: name, operation }) => [code, name, operation])).toEqual([
      ['UnsignedAccepted', 'unsigned', 'contact.created'],
    ]);
    expect([report.subject, report.seed, report.summary.cases]).toEqual(['receiver', 7, 2]);
    for (const file of [...files, 'a.github']) {
      // oxlint-disable-next-line no-await-in-loop
      const text = await readFile(join(folder, file), 'utf8');
      expect(text).toContain('UnsignedAccepted');
      expect(text).not.toContain(leadlex.secret);
    }
  });

  test(
    'prints a line that repeats the finding when it is pasted, signed at that time',
    { timeout: 60_000 },
    async () => {
      await using receiver = await startWrong('till/unknown-event-500');
      const contract = 'test/servers/receivers/till.openapi.yaml';
      const { secret } = schemes.till;
      const args = [
        '--contract',
        contract,
        '--secret',
        secret,
        '--only',
        'unknown-event',
        '--format',
        'json',
        '--quiet',
      ];
      const report = JSON.parse((await check(receiver.url, ...args)).stdout) as CheckReport;
      const line = report.findings[0]!.reproduce!.replace('hookspec sign', `${process.execPath} src/cli/bin.ts sign`);
      expect(line).toMatch(/^body='.*'; printf %s "\$body" \| .* \| curl -i -H @- /);
      const printed = await new Promise<string>((resolve) =>
        exec(line, { cwd: root, env: { ...process.env, HOOKSPEC_SECRET: secret } }, (_, stdout) => resolve(stdout)),
      );
      expect(printed).toMatch(/^HTTP\/1\.1 500 /);
    },
  );

  test.each(['url', 'command'])('asks how many deliveries were handled: by a $0', { timeout: 60_000 }, async (kind) => {
    await using receiver = await startWrong('leadlex/duplicate-twice');
    const counter = createServer((_, response) =>
      response.end(JSON.stringify({ count: receiver.state.handled.length })),
    );
    await new Promise<void>((ready) => counter.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(counter.address() as AddressInfo).port}/`;
    const effects = kind === 'url' ? url : `curl -s ${url}`;
    const flags = ['--contract', 'leadlex', '--secret', leadlex.secret, '--effects', effects, '--only', 'duplicate'];
    const { exitCode, stdout } = await check(receiver.url, ...flags, '--format', 'json', '--quiet');
    counter.closeAllConnections();
    counter.close();
    expect(exitCode).toBe(1);
    expect((JSON.parse(stdout) as CheckReport).findings.map(({ code, received }) => [code, received])).toEqual([
      ['DuplicateHandledTwice', '2 effects'],
    ]);
  });

  test('takes what it is told to send: one event, changed values, headers, the secret of the environment', async () => {
    const seen: { readonly headers: Record<string, unknown>; readonly body: string }[] = [];
    await using receiver = await startReceiver(leadlex, (right) => ({
      take(payload, request, body) {
        seen.push({ headers: request.headers, body: body.toString() });
        return right.take(payload, request, body);
      },
    }));
    const flags = [
      '--contract',
      'leadlex',
      '--event',
      'deal.created',
      '--set',
      'data.deal.name=Ours',
      '--header',
      'X-Stage: 7',
    ];
    const { exitCode } = await runCli(
      ['check-receiver', receiver.url, ...flags, '--only', 'good-delivery', '--quiet'],
      {
        env: { HOOKSPEC_SECRET: leadlex.secret },
      },
    );
    expect(exitCode).toBe(0);
    expect(seen.map(({ headers }) => headers['x-stage'])).toEqual(['7']);
    expect(seen.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { type: 'deal.created', data: { deal: { name: 'Ours' } } },
    ]);
  });

  test('keeps what is known in a baseline and counts only what is new', { timeout: 60_000 }, async () => {
    await using receiver = await startWrong('lava/get-200');
    const file = join(await mkdtemp(join(tmpdir(), 'hookspec-receiver-')), 'known.json');
    const flags = [
      '--contract',
      'lava',
      '--secret',
      schemes.lava.secret,
      '--only',
      'wrong-method',
      '--strict',
      '--quiet',
    ];
    const run = (...more: string[]) => check(receiver.url, ...flags, '--baseline', file, ...more);
    expect((await run('--update-baseline')).exitCode).toBe(0);
    expect((await run()).exitCode).toBe(0);
    await writeFile(file, '{"contract":"lava","findings":[]}');
    expect((await run()).exitCode).toBe(1);
  });

  test('lists its cases with --plan and sends nothing', async () => {
    const { exitCode, stdout, stderr } = await check('http://127.0.0.1:9/', '--contract', 'lava', '--plan');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('unsigned: refuses a delivery without a signature\n');
    expect(stdout).toContain(
      'stale-timestamp: refuses a rightly signed delivery that is too old (skipped: deliveries carry no time)\n',
    );
    expect(stdout).toMatch(/Nothing was sent\.\n$/);
  });
});

describe('a mistake gets one clear sentence', () => {
  const url = 'http://127.0.0.1:9/webhooks';
  test.each([
    [[url], 2, 'hookspec: check-receiver needs --contract CONTRACT: whose deliveries the receiver takes.\n'],
    [[url, '--contract', 'lava'], 2, 'hookspec: lava signs its deliveries, and no secret was given.\n'],
    [[url, '--contract', 'lawa', '--secret', 's'], 2, 'hookspec: There is no contract lawa; known are '],
    [
      ['nowhere', '--contract', 'lava', '--secret', 's'],
      2,
      'hookspec: nowhere is no URL of a receiver; write it as http://127.0.0.1:3000/webhooks.\n',
    ],
    [
      [url, '--contract', 'lava', '--secret', 's', '--event', 'customer.create'],
      2,
      'hookspec: lava has no event "customer.create". Did you mean customer.created?\n',
    ],
    [
      [url, '--contract', 'lava', '--secret', 's', '--only', 'unsign'],
      2,
      'hookspec: --only unsign names no check. Did you mean unsigned?\n',
    ],
    [[url, '--contract', 'lava', '--secret', 's', '--data', '{}'], 2, 'hookspec: A payload goes with one event.\n'],
    [
      [url, '--contract', 'test/servers/receivers/till.openapi.yaml', '--secret', 'no base64!'],
      2,
      'hookspec: --secret cannot sign: The secret is not valid base64.\n',
    ],
    [
      [url, '--contract', 'lava', '--secret', 's', '--quiet'],
      3,
      'hookspec: http://127.0.0.1:9/webhooks does not answer: connect ECONNREFUSED 127.0.0.1:9.\n',
    ],
  ])('%j', async (args, code, sentence) => {
    const { exitCode, stdout, stderr } = await check(...args);
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr.slice(0, sentence.length)).toBe(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('also where --effects tells no number', { timeout: 30_000 }, async () => {
    await using receiver = await startReceiver(leadlex);
    const flags = [
      '--contract',
      'leadlex',
      '--secret',
      leadlex.secret,
      '--effects',
      'echo many',
      '--only',
      'handled',
      '--quiet',
    ];
    const { exitCode, stderr } = await check(receiver.url, ...flags);
    expect([exitCode, stderr.split('\n')[0]]).toEqual([
      2,
      'hookspec: --effects echo many tells no number: "many" is no number.',
    ]);
  });
});
