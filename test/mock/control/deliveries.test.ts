import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMock, type Mock } from '../../../src/mock/start.ts';
import { createCall, tokenOf } from '../support/call.ts';
import { createControl, type WatchedControl } from './support.ts';

let mock: Mock;
let control: WatchedControl;
beforeAll(async () => {
  mock = await startMock(['lava', 'leadlex'], { seed: 3 });
  control = createControl(mock.url);
});
beforeEach(async () => {
  mock.reset();
  for (const key of ['default', 'other']) {
    const call = createCall(mock, 'lava', tokenOf(mock, 'lava', key));
    await call('POST', '/webhooks', { name: key, url: `https://elsewhere.example.com/${key}` });
  }
});
afterAll(() => mock?.close());

const event = { contract: 'lava', event: 'customer.created' };
const urls = (attempts: readonly { url: string }[] | undefined) => attempts!.map(({ url }) => url.split('/').at(-1));

test('triggers an event in every tenant, or in that of a key', async () => {
  const all = await control.POST('/trigger', { body: event });
  expect(urls(all.data!.attempts)).toEqual(['default', 'other']);
  const one = await control.POST('/trigger', {
    body: { ...event, key: 'other', payload: { token: 'of-the-payload' } },
  });
  expect(urls(one.data!.attempts)).toEqual(['other']);
  expect(JSON.stringify(one.data)).not.toContain('of-the-payload');
  const none = await control.POST('/trigger', { body: { ...event, tenant: 'nobody' } });
  expect(none.data!.attempts).toEqual([]);
});

test('lists and forgets deliveries, all of them or those of a key', async () => {
  await control.POST('/trigger', { body: event });
  const list = async (query: object = {}) => urls((await control.GET('/deliveries', { params: { query } })).data);
  expect(await list()).toEqual(['other', 'default']);
  expect(await list({ contract: 'lava', key: 'default' })).toEqual(['default']);
  expect(await list({ limit: 1 })).toEqual(['other']);
  await control.DELETE('/deliveries', { params: { query: { contract: 'lava', key: 'other' } } });
  expect(await list()).toEqual(['default']);
  await control.DELETE('/deliveries');
  expect(await list()).toEqual([]);
});

test.each<[object, number, string]>([
  [{}, 400, 'triggerEvent needs a contract'],
  [{ contract: 'lava' }, 400, 'triggerEvent needs an event'],
  [{ contract: 'lva', event: 'x' }, 404, 'No contract is named "lva"; served are lava, leadlex. Did you mean lava?'],
  [
    { contract: 'lava', event: 'customer.create' },
    404,
    'lava has no event "customer.create". Did you mean customer.created?',
  ],
])('refuses to trigger %j', async (body, status, detail) => {
  const { response, error } = await control.POST('/trigger', { body: body as never });
  expect([response.status, error!.detail]).toEqual([status, detail]);
});

test('says what a body must be', async () => {
  const send = async (body: string) =>
    ((await (await fetch(`${mock.url}/_hookspec/trigger`, { method: 'POST', body })).json()) as { detail: string })
      .detail;
  expect(await send('[]')).toBe('triggerEvent takes a JSON object with contract, event, payload, tenant, key');
  expect(await send('{')).toBe('The body of triggerEvent is no JSON');
});
