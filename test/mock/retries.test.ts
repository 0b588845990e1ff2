import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMock, type Mock, type MockOptions } from '../../src/mock/start.ts';
import { createCall, tokenOf } from './support/call.ts';
import { startReceiver, type Receiver } from './support/receiver.ts';

const START = '2026-05-01T12:00:00.000Z';
const SECONDS = [0, 5, 35, 335, 3935, 25_535];
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
  receiver.answer(500, 'broken');
});
afterEach(() => receiver[Symbol.asyncDispose]());

/** A mock whose clock stands, with one webhook. */
async function setUp(options: MockOptions = {}, contract = 'leadlex') {
  const forward = [{ from: 'https://crm.example.com', to: `http://127.0.0.1:${receiver.port}` }];
  const at = Date.parse(START);
  const mock = await startMock(contract, { seed: 7, time: { at, frozen: true }, forward, ...options });
  const control = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${mock.url}/_hookspec${path}`, { method, body: body ? JSON.stringify(body) : null });
    return response.status === 204 ? undefined : ((await response.json()) as { attempts: unknown[]; time: string });
  };
  const call = createCall(mock, 'leadlex', tokenOf(mock, 'leadlex', 'unmetered'));
  const hook = { url: 'https://crm.example.com/a', events: ['contact.created'], active: true };
  const { body } = await call('POST', '/v1/webhooks', hook);
  const { id } = body.data.webhook as { id: string };
  return { mock, control, call, id, [Symbol.asyncDispose]: () => mock.close() };
}

const trigger = { contract: 'leadlex', event: 'contact.created' };
const history = (mock: Mock) =>
  mock.log
    .attempts()
    .reverse()
    .map(({ attempt, occurredAt, outcome }) => [attempt, (Date.parse(occurredAt) - Date.parse(START)) / 1000, outcome]);

test('tries again at the times of the contract while the clock is moved, and gives up', async () => {
  await using setup = await setUp();
  await setup.control('POST', '/trigger', trigger);
  const { time } = (await setup.control('POST', '/time/advance', { by: 'P1D' }))!;
  expect(time).toBe('2026-05-02T12:00:00.000Z');
  const outcomes = ['retry', 'retry', 'retry', 'retry', 'retry', 'dead'];
  expect(history(setup.mock)).toEqual(outcomes.map((outcome, index) => [index + 1, SECONDS[index], outcome]));
  expect(receiver.received).toHaveLength(6);
  expect(new Set(receiver.received.map(({ headers }) => headers['x-leadlex-delivery-id'])).size).toBe(1);
});

test('stops when the receiver is well again', async () => {
  await using setup = await setUp();
  await setup.control('POST', '/trigger', trigger);
  await setup.control('POST', '/time/advance', { by: 'PT10S' });
  receiver.answer(200, 'OK');
  await setup.control('PUT', '/time', { time: '2026-05-03T12:00:00.000Z' });
  expect(history(setup.mock).map(([, , outcome]) => outcome)).toEqual(['retry', 'retry', 'success']);
});

test('gives up as soon as the webhook is deleted', async () => {
  await using setup = await setUp();
  await setup.control('POST', '/trigger', trigger);
  await setup.call('DELETE', `/v1/webhooks/${setup.id}`);
  expect(setup.mock.log.attempts()).toMatchObject([
    { outcome: 'dead', errorDetail: 'given up: the endpoint was deleted' },
  ]);
  await setup.control('POST', '/time/advance', { by: 'P1D' });
  expect(receiver.received).toHaveLength(1);
});

test('gives up when the webhook is paused', async () => {
  await using setup = await setUp();
  await setup.control('POST', '/trigger', trigger);
  await setup.call('PATCH', `/v1/webhooks/${setup.id}`, { active: false });
  await setup.control('POST', '/time/advance', { by: 'P1D' });
  expect(setup.mock.log.attempts()).toMatchObject([
    { outcome: 'dead', errorDetail: 'given up: the endpoint is switched off' },
  ]);
});

test('forgets what waits when it is reset', async () => {
  await using setup = await setUp();
  await setup.control('POST', '/trigger', trigger);
  setup.mock.reset();
  await setup.control('POST', '/time/advance', { by: 'P1D' });
  expect([setup.mock.log.attempts(), receiver.received.length]).toEqual([[], 1]);
});

test('follows a known schedule in place of the contract’s, and switches off who is gone', async () => {
  await using setup = await setUp({ deliveries: 'standard-webhooks' });
  receiver.answer(410, 'gone');
  await setup.control('POST', '/trigger', trigger);
  const { body } = await setup.call('GET', '/v1/webhooks');
  expect(body.data.webhooks).toMatchObject([{ id: setup.id, active: false }]);
  expect((await setup.control('POST', '/trigger', trigger))!.attempts).toEqual([]);
});

test('sends once when told to', async () => {
  await using setup = await setUp({ deliveries: 'none' });
  await setup.control('POST', '/trigger', trigger);
  await setup.control('POST', '/time/advance', { by: 'P1D' });
  expect(history(setup.mock)).toEqual([[1, 0, 'dead']]);
});

test('tries again by itself, sooner when its clock is faster', async () => {
  await using setup = await setUp({ time: undefined, timeScale: 100 });
  await setup.control('POST', '/trigger', trigger);
  receiver.answer(200, 'OK');
  await expect.poll(() => setup.mock.log.attempts()[0]?.outcome, { timeout: 10_000, interval: 5 }).toBe('success');
  const [second, first] = setup.mock.log.attempts();
  expect(Date.parse(second!.occurredAt) - Date.parse(first!.occurredAt)).toBeGreaterThanOrEqual(5000);
});

test('sends a test that is answered at once a single time', async () => {
  const forward = [{ from: 'https://crm.example.com', to: `http://127.0.0.1:${receiver.port}` }];
  await using mock = await startMock('encrata', { seed: 7, deliveries: 'svix', forward });
  const call = createCall(mock, 'encrata', tokenOf(mock, 'encrata', 'unmetered'));
  const { body } = await call('POST', '/api/webhooks', {
    url: 'https://crm.example.com/a',
    events: ['lookup.completed'],
  });
  await call('POST', '/api/webhooks/test', { id: body.id });
  expect(mock.log.attempts()).toMatchObject([{ event: 'test', outcome: 'dead', nextAttemptAt: null }]);
});
