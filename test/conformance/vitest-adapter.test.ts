import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../servers/faults/catalogue.ts';
import { makeFolder, record, root } from './support.ts';

interface JsonReport {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly failureMessages: string[];
    }[];
  }[];
}

/** Runs the suite of `npm run conformance` in a process of its own, without what this test run left in the environment. */
async function runSuite(env: Record<string, string>): Promise<{ exitCode: number | null; report: JsonReport }> {
  const outputFile = join(await makeFolder(), 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    'conformance',
    '--reporter=json',
    `--outputFile=${outputFile}`,
  ];
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|HOOKSPEC_|TEST$|NODE_ENV$|NODE_OPTIONS$)/.test(name),
  );
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: root,
    env: { ...Object.fromEntries(kept), ...env },
    stdio: 'ignore',
  });
  const exitCode = await new Promise<number | null>((done) => child.once('close', done));
  return { exitCode, report: JSON.parse(await readFile(outputFile, 'utf8')) as JsonReport };
}

test('registers one test per case, all of which pass on a correct server', async () => {
  await using server = await record('lava');
  const { exitCode, report } = await runSuite({
    HOOKSPEC_SERVER: server.url,
    HOOKSPEC_CONTRACT: 'lava',
    HOOKSPEC_TOKEN: server.token,
  });
  expect(exitCode).toBe(0);
  const results = report.testResults[0]!.assertionResults;
  const others = results.filter(({ status }) => status !== 'passed').map(({ title }) => title);
  expect(others).toEqual(['delivery webhook delivery-arrives: delivers each event to the URL of a webhook']);
  const titles = results.map(({ title }) => title);
  expect(titles).toContain('behaviour webhook secret-once: shows the secret of a webhook once');
  expect((await server.ask('GET', '/webhooks')).data).toEqual([]);
});

test('fails the tests of the cases that met a fault, and says how to repeat it', async () => {
  const fault = catalogue.lava.find(({ name }) => name === 'accepts a create without a name')!;
  await using server = await record('lava', { wrap: fault.wrap });
  const { exitCode, report } = await runSuite({
    HOOKSPEC_SERVER: server.url,
    HOOKSPEC_CONTRACT: 'lava',
    HOOKSPEC_TOKEN: server.token,
  });
  expect(exitCode).toBe(1);
  const failed = report.testResults[0]!.assertionResults.filter(({ status }) => status === 'failed');
  expect(failed.map(({ title }) => title)).toEqual([
    'negative createWebhook body /name required: refuses createWebhook when /name breaks "required"',
  ]);
  expect(failed[0]!.failureMessages.join()).toContain(
    'InvalidInputAccepted: POST /webhooks answered 201 although /name is missing',
  );
  expect(failed[0]!.failureMessages.join()).toContain('$HOOKSPEC_TOKEN');
});

test('says what it needs when it is not told where the server is', async () => {
  const { exitCode, report } = await runSuite({ HOOKSPEC_SERVER: '', HOOKSPEC_CONTRACT: '' });
  expect([exitCode, report.numTotalTests]).toEqual([1, 0]);
  expect(JSON.stringify(report)).toContain('Set HOOKSPEC_SERVER to the base URL');
});
