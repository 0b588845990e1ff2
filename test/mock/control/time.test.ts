import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMock, type Mock } from '../../../src/mock/start.ts';
import { createMockClock } from '../../../src/mock/clock.ts';
import { createCall, tokenOf } from '../support/call.ts';
import { createControl, type WatchedControl } from './support.ts';

const START = Date.parse('2026-01-31T12:00:00Z');
let mock: Mock;
let control: WatchedControl;
let real = START;
beforeAll(async () => {
  mock = await startMock(['leadlex', 'agentmessage', 'lava'], { seed: 3, now: () => real });
  control = createControl(mock.url);
});
beforeEach(async () => {
  real = START;
  mock.reset();
  await control.DELETE('/time');
  await control.PUT('/rate-limits', { body: { mode: 'exact' } });
});
afterAll(() => mock?.close());

test('sets, advances, freezes and goes back to real time', async () => {
  const time = async () => (await control.GET('/time')).data;
  expect(await time()).toEqual({ time: '2026-01-31T12:00:00.000Z', frozen: false, aheadMs: 0 });
  await control.POST('/time/advance', { body: { by: 'PT1H' } });
  real += 1000;
  expect(await time()).toEqual({ time: '2026-01-31T13:00:01.000Z', frozen: false, aheadMs: 3_600_000 });
  await control.PUT('/time', { body: { time: '2020-01-01T00:00:00Z', frozen: true } });
  real += 1000;
  expect((await time())!.time).toBe('2020-01-01T00:00:00.000Z');
  await control.POST('/time/advance', { body: { by: 'P1D' } });
  expect(await time()).toMatchObject({ time: '2020-01-02T00:00:00.000Z', frozen: true });
  await control.PUT('/time', { body: { frozen: false } });
  real += 1000;
  expect(await time()).toMatchObject({ time: '2020-01-02T00:00:01.000Z', frozen: false });
  expect((await control.DELETE('/time')).data).toEqual({
    time: '2026-01-31T12:00:03.000Z',
    frozen: false,
    aheadMs: 0,
  });
});

test('freezes at exactly the time it is given, however long that takes', async () => {
  let ticking = START;
  await using ticked = await startMock('lava', { now: () => (ticking += 1) });
  const { data } = await createControl(ticked.url).PUT('/time', {
    body: { time: '2020-01-01T00:00:00Z', frozen: true },
  });
  expect(data!.time).toBe('2020-01-01T00:00:00.000Z');
});

test('leaves the clock running that it refuses to set', async () => {
  await control.PUT('/time', { body: { time: '1969-12-31T23:59:59Z', frozen: true } });
  expect((await control.GET('/time')).data!.frozen).toBe(false);
});

test.each<[object, string]>([
  [{}, 'setTime needs a time, frozen, or both'],
  [{ time: 'noon' }, 'The time of setTime must be a time such as 2026-01-31T12:00:00Z'],
  [{ time: '1969-12-31T23:59:59Z' }, 'The clock goes from 1970 to 9999'],
  [{ frozen: 'yes' }, 'The frozen of setTime must be true or false'],
])('refuses to set %j', async (body, detail) => {
  const { response, error } = await control.PUT('/time', { body: body as never });
  expect([response.status, error!.detail]).toEqual([400, detail]);
});

test('says which durations there are', async () => {
  expect((await control.POST('/time/advance', { body: { by: '5 minutes' } })).error!.detail).toBe(
    'advanceTime takes an ISO 8601 duration: "5 minutes" is not a duration such as PT10S, PT5M or P30D',
  );
});

test('keeps a clock still that was set while it was frozen', () => {
  const clock = createMockClock(() => 5);
  clock.freeze();
  clock.set(100);
  expect(clock.read()).toEqual({ now: 100, frozen: true, ahead: 95 });
  clock.freeze();
  clock.unfreeze();
  clock.unfreeze();
  expect(clock.read()).toEqual({ now: 100, frozen: false, ahead: 95 });
});

const starter = () => createCall(mock, 'leadlex', tokenOf(mock, 'leadlex', 'starter'));
const window = { contract: 'leadlex', key: 'starter' };

test('lets a quota be used up and end when its time is over', async () => {
  const call = starter();
  const { data } = await control.PUT('/rate-limits/windows', {
    body: { ...window, quota: 'perMinute', exhausted: true },
  });
  expect(data!.windows).toEqual([
    {
      quota: 'perMinute',
      per: 'tenant',
      owner: expect.any(String),
      limit: 10,
      used: 10,
      start: '2026-01-31T12:00:00.000Z',
      end: '2026-01-31T12:01:00.000Z',
    },
  ]);
  expect((await call('GET', '/v1/webhooks')).status).toBe(429);
  await control.POST('/time/advance', { body: { by: 'PT1M' } });
  expect((await call('GET', '/v1/webhooks')).status).toBe(200);
});

test('sets how much is used, and begins anew', async () => {
  const call = starter();
  await control.PUT('/rate-limits/windows', { body: { ...window, used: 9 } });
  expect([(await call('GET', '/v1/webhooks')).status, (await call('GET', '/v1/webhooks')).status]).toEqual([200, 429]);
  await control.DELETE('/rate-limits/windows', { params: { query: window } });
  expect((await call('GET', '/v1/webhooks')).status).toBe(200);
});

test('enforces quotas as the mode says', async () => {
  const call = starter();
  await control.PUT('/rate-limits/windows', { body: { ...window, exhausted: true } });
  await control.PUT('/rate-limits', { body: { mode: 'headers-only', contract: 'leadlex' } });
  expect((await call('GET', '/v1/webhooks')).status).toBe(200);
  const { data } = await control.GET('/rate-limits');
  expect(data!.map(({ contract, mode }) => [contract, mode])).toEqual([
    ['leadlex', 'headers-only'],
    ['agentmessage', 'exact'],
    ['lava', 'exact'],
  ]);
});

test.each<[object, number, string]>([
  [{ ...window }, 400, 'setRateLimitUse needs "used" or "exhausted": true, not both'],
  [{ ...window, used: 1, exhausted: true }, 400, 'setRateLimitUse needs "used" or "exhausted": true, not both'],
  [
    { ...window, used: 1, quota: 'perMinut' },
    404,
    'leadlex has no quota "perMinut"; it has perMinute, perDay. Did you mean perMinute?',
  ],
  [{ contract: 'lava', key: 'default', used: 1 }, 404, 'lava declares no quotas'],
])('refuses the use %j', async (body, status, detail) => {
  const { response, error } = await control.PUT('/rate-limits/windows', { body: body as never });
  expect([response.status, error!.detail]).toEqual([status, detail]);
});

test('lets the old secret of an organisation end', async () => {
  const admin = createCall(mock, 'agentmessage', tokenOf(mock, 'agentmessage', 'admin'));
  const valid = async () => {
    const { data } = await control.GET('/state/{contract}', { params: { path: { contract: 'agentmessage' } } });
    return data!.flatMap(({ resources }) => resources.organizationSecret!.map(({ secrets }) => secrets));
  };
  const { body } = await admin('POST', '/v1/webhook-secret/rotate');
  expect(body.previous_valid_until).toBe('2026-01-31T12:05:00Z');
  expect(await valid()).toEqual([2]);
  await control.POST('/time/advance', { body: { by: 'PT5M' } });
  expect(await valid()).toEqual([1]);
});
