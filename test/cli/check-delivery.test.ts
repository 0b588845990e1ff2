import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { startMock } from '../../src/mock/start.ts';
import { runCli } from '../support/cli.ts';

const token = 'aks_test_reference0000000001';

test('judges what the mock sends, set off by its control API, in real time', { timeout: 60_000 }, async () => {
  await using mock = await startMock(await loadContract('lava'), {});
  const control = `${new URL(mock.urls['lava']!).origin}/_hookspec`;
  const where = ['--server', mock.urls['lava']!, '--token', token, '--phase', 'delivery', '--quiet'];
  const how = ['--trigger', `${control}/trigger`, '--clock-url', `${control}/time/advance`];
  const { exitCode, stdout } = await runCli(['check', 'lava', ...where, ...how, '--skip', 'delivery-timeout']);
  expect([exitCode, /deliveries of 3 of 3 events/.test(stdout), stdout.split('\n')[0]]).toEqual([
    0,
    true,
    `lava at ${mock.urls['lava']!}: no findings.`,
  ]);
});

test.each([
  [['--clock-url', 'soon'], 'hookspec: --clock-url soon is no http or https URL.'],
  [['--receiver-port', 'http'], 'hookspec: --receiver-port http is no whole number from 1 to 65535.'],
  [['--receiver-url', 'tunnel'], 'hookspec: --receiver-url tunnel is no http or https URL without query.'],
  [['--max-wait', '0'], 'hookspec: --max-wait 0 is no whole number from 1 to 86400.'],
])('refuses %j in one sentence', async (flags, sentence) => {
  const { exitCode, stderr } = await runCli(['check', 'lava', '--plan', ...flags]);
  expect([exitCode, stderr.split('\n')[0]]).toEqual([2, sentence]);
});
