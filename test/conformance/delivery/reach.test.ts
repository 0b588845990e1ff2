import { expect, test } from 'vitest';
import { checkConformance } from '../../../src/conformance/check-conformance.ts';
import type { ConformanceOptions } from '../../../src/conformance/options.ts';
import type { Provider } from '../../servers/faults/dialect.ts';
import { loadDelivery, runDelivery } from './run-delivery.ts';

const plan = async (name: Provider, options: Partial<ConformanceOptions>) => {
  const contract = await loadDelivery(name);
  const report = await checkConformance(contract, {
    server: 'http://127.0.0.1:9',
    phases: ['delivery'],
    plan: true,
    ...options,
  });
  return report.cases.map(({ check, reason }) => `${check}: ${reason}`);
};

test.each<readonly [string, Provider, Partial<ConformanceOptions>]>([
  ['nothing sets off a delivery: the contract declares no test operation; give --trigger', 'lava', {}],
  ['the contract takes no URL of this machine; give --receiver-url or --receiver-port', 'encrata', {}],
  ['no delivery reaches this machine; give --receiver-url', 'agentmessage', { server: 'https://api.example.com' }],
])('says in one case %j', async (reason, name, options) => {
  expect(await plan(name, options)).toEqual([`delivery-arrives: ${reason}`]);
});

test.each<readonly [string, Provider, Partial<ConformanceOptions>]>([
  ['a contract that takes a URL of this machine', 'lava', { trigger: 'true' }],
  ['a port that the mock forwards to', 'encrata', { receiverPort: 4020 }],
  ['a tunnel', 'agentmessage', { server: 'https://api.example.com', receiverUrl: 'https://abc.tunnel.example' }],
])('plans all cases for %s', async (_, name, options) => {
  const cases = await plan(name, options);
  expect(cases.length).toBeGreaterThan(12);
  expect(cases.every((entry) => entry.endsWith(': plan'))).toBe(true);
});

test('skips every case with the reason when nothing arrives, and waits for it once', async () => {
  const report = await runDelivery('lava', {}, { trigger: async () => {} });
  const reasons = new Set(report.cases.map(({ verdict, reason }) => `${verdict}: ${reason}`));
  expect([...reasons]).toEqual([
    expect.stringMatching(
      /^skipped: no delivery came within 60 s; https:\/\/receiver\.example\.com has to lead to port \d+ of this machine$/,
    ),
  ]);
  expect(report.coverage.events.covered).toBe(0);
});

test.each<readonly [string, RegExp]>([
  ['exit 3', /^--trigger ended with 3 for customer\.created$/],
  ['echo no such event >&2; exit 1', /^--trigger ended with 1 for customer\.created: no such event$/],
  ['http://127.0.0.1:9/trigger', /^--trigger http:\/\/127\.0\.0\.1:9 did not answer: /],
])('skips what the trigger %j cannot set off, with what it said', async (trigger, reason) => {
  const report = await runDelivery('lava', {}, { trigger, only: ['delivery-arrives'] });
  expect(report.cases.map(({ verdict }) => verdict)).toEqual(['skipped']);
  expect(report.cases[0]!.reason).toMatch(reason);
});

test('judges what a test operation sends where there is no trigger, and says what needs one', async () => {
  const report = await runDelivery('encrata', {}, { trigger: undefined, skip: ['delivery-timeout'] });
  expect(report.findings).toEqual([]);
  const skipped = report.cases.filter(({ verdict }) => verdict === 'skipped').map(({ check }) => check);
  expect(skipped).toEqual(['delivery-subscription', 'delivery-inactive', 'delivery-deleted']);
});

test('sees as much of a schedule as fits into the wait where time cannot be skipped', async () => {
  const report = await runDelivery('leadlex', { isFull: true }, { clockUrl: undefined, maxWaitMs: 4000 });
  const skipped = report.cases
    .filter(({ verdict }) => verdict === 'skipped')
    .map(({ check, reason }) => `${check}: ${reason}`);
  expect(skipped).toEqual([
    'delivery-gone: a retry may take 9 s, longer than --max-wait; give --clock-url',
    'delivery-timeout: the first retry may take 11 s, longer than --max-wait; give --clock-url',
    'delivery-retry: the first retry may take 9 s, longer than --max-wait; give --clock-url',
    'delivery-retry-after: a retry after Retry-After may take 48 s, longer than --max-wait; give --clock-url',
  ]);
});

test('wants the port at which a tunnel ends', async () => {
  await expect(runDelivery('lava', {}, { receiverPort: undefined })).rejects.toMatchObject({
    code: 'Usage',
    message: '--receiver-url needs --receiver-port: where it leads to on this machine',
  });
  await expect(runDelivery('lava', {}, { receiverUrl: 'abc.tunnel.example' })).rejects.toMatchObject({
    code: 'Usage',
    message: '--receiver-url abc.tunnel.example is no http or https URL without query',
  });
});
