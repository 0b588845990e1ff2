import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMock, type Mock } from '../../../src/mock/start.ts';
import { createCall, tokenOf, type Call } from '../support/call.ts';
import { createControl, type WatchedControl } from './support.ts';

let mock: Mock;
let control: WatchedControl;
let call: Call;
beforeAll(async () => {
  mock = await startMock(['lava', 'leadlex'], { seed: 3 });
  control = createControl(mock.url);
  call = createCall(mock, 'lava', tokenOf(mock, 'lava', 'default'));
});
beforeEach(() => mock.reset());
afterAll(() => mock?.close());

const lava = { params: { path: { contract: 'lava' } } };
const seed = (body: object) => control.POST('/state/{contract}', { ...lava, body: body as never });
const url = 'https://example.com/hook';

test('seeds resources that the provider’s operations then show', async () => {
  const { data } = await seed({ key: 'default', resources: { webhook: [{ name: 'a', url }] } });
  const [{ id, value, secrets }] = data!.resources.webhook as [{ id: string; value: object; secrets: number }];
  expect(secrets).toBe(1);
  expect(value).toEqual({
    webhook_id: id,
    name: 'a',
    url,
    created_at: expect.any(String),
    webhook_secret: '[redacted]',
  });
  expect((await call('GET', `/webhooks/${id}`)).body).toMatchObject({ webhook_id: id, name: 'a', url });
  expect((await control.GET('/state')).data).toEqual([
    { contract: 'lava', tenant: data!.tenant, resources: { webhook: 1 } },
  ]);
});

test('replaces the resource with the same id, and all of them where asked', async () => {
  const webhook_id = 'd3f3a542-225f-45b2-9fb4-6779e480a510';
  await seed({
    key: 'default',
    resources: {
      webhook: [
        { webhook_id, name: 'a', url },
        { name: 'b', url },
      ],
    },
  });
  await seed({ key: 'default', resources: { webhook: [{ webhook_id, name: 'c', url }] } });
  const names = async () =>
    (await call('GET', '/webhooks')).body.data.map((webhook: { name: string }) => webhook.name).toSorted();
  expect(await names()).toEqual(['b', 'c']);
  await seed({ key: 'default', replace: true, resources: { webhook: [{ name: 'd', url }] } });
  expect(await names()).toEqual(['d']);
});

test('stores nothing unless everything fits the contract', async () => {
  const { error, response } = await seed({
    key: 'default',
    resources: {
      webhook: [
        { name: 'a', url },
        { name: 7, url },
      ],
    },
  });
  expect([response.status, error!.detail]).toEqual([
    422,
    '/resources/webhook/1 does not fit lava: name must be a string, got number',
  ]);
  expect((await call('GET', '/webhooks')).body.data).toEqual([]);
});

test.each<[object, number, string]>([
  [{ resources: {} }, 400, 'seedState needs a tenant or a key: resources belong to somebody'],
  [{ key: 'default', tenant: 'x', resources: {} }, 400, 'Give a key or a tenant, not both'],
  [
    { key: 'default', resources: { webhok: [] } },
    404,
    'lava has no resource "webhok"; it has webhook. Did you mean webhook?',
  ],
  [{ key: 'default', resources: { webhook: {} } }, 400, 'The resources of webhook must be a list'],
  [{ key: 'default', resources: { webhook: [1] } }, 400, '/resources/webhook/0 must be an object'],
  [
    { key: 'nobody!', resources: {} },
    404,
    'lava has no key of this name, and no token of this form; its listed keys are default, second, other, revoked',
  ],
  [
    { key: 'default', resource: {} },
    400,
    'seedState has no "resource"; it knows tenant, key, resources, replace. Did you mean resources?',
  ],
])('refuses the seed %j', async (body, status, detail) => {
  const { error, response } = await seed(body);
  expect([response.status, error!.detail]).toEqual([status, detail]);
});

test('resets one tenant and leaves the others', async () => {
  const other = createCall(mock, 'lava', tokenOf(mock, 'lava', 'other'));
  await call('POST', '/webhooks', { name: 'a', url });
  await other('POST', '/webhooks', { name: 'b', url });
  expect((await control.POST('/reset', { body: { contract: 'lava', key: 'default' } })).response.status).toBe(204);
  expect([(await call('GET', '/webhooks')).body.data, (await other('GET', '/webhooks')).body.data]).toEqual([
    [],
    [expect.objectContaining({ name: 'b' })],
  ]);
  await control.POST('/reset', { body: { contract: 'leadlex' } });
  expect((await other('GET', '/webhooks')).body.data).toHaveLength(1);
  await control.POST('/reset');
  expect((await control.GET('/state')).data).toEqual([]);
});

test('knows the tenant of an invented token', async () => {
  const token = 'aks_test_invented000000000000000';
  await createCall(mock, 'lava', token)('POST', '/webhooks', { name: 'a', url });
  await call('POST', '/webhooks', { name: 'b', url });
  const { data } = await control.GET('/state', { params: { query: { key: token } } });
  expect(data).toEqual([
    { contract: 'lava', tenant: expect.stringMatching(/^fresh:[0-9a-f]{16}$/), resources: { webhook: 1 } },
  ]);
});

test('goes back to a snapshot, secrets and quotas included', async () => {
  const { body: created } = await call('POST', '/webhooks', { name: 'a', url });
  await control.POST('/snapshots', { body: { name: 'one' } });
  await call('DELETE', `/webhooks/${created.webhook_id}`);
  const path = { name: 'one' };
  const whole = await control.GET('/snapshots/{name}', { params: { path, query: { secrets: 'include' } } });
  expect(JSON.stringify(whole.data)).toContain(created.webhook_secret);
  const clean = await control.GET('/snapshots/{name}', { params: { path } });
  expect(JSON.stringify(clean.data)).not.toContain(created.webhook_secret);
  expect((await control.POST('/snapshots/{name}/restore', { params: { path } })).response.status).toBe(204);
  expect((await call('GET', `/webhooks/${created.webhook_id}`)).status).toBe(200);
  expect((await control.GET('/snapshots')).data).toEqual([
    { name: 'one', savedAt: expect.any(String), contracts: ['lava', 'leadlex'], resources: 1 },
  ]);
  expect((await control.DELETE('/snapshots/{name}', { params: { path } })).response.status).toBe(204);
  expect((await control.POST('/snapshots/{name}/restore', { params: { path } })).error!.detail).toBe(
    'No snapshot is named "one"; none is kept',
  );
});

test('makes secrets anew that a loaded document left out', async () => {
  const { body: created } = await call('POST', '/webhooks', { name: 'a', url });
  await control.POST('/snapshots', { body: { name: 'one' } });
  const { data } = await control.GET('/snapshots/{name}', { params: { path: { name: 'one' } } });
  mock.reset();
  await control.PUT('/snapshots/{name}', { params: { path: { name: 'two' } }, body: data! });
  await control.POST('/snapshots/{name}/restore', { params: { path: { name: 'two' } } });
  await control.POST('/snapshots', { body: { name: 'three' } });
  const { data: restored } = await control.GET('/snapshots/{name}', {
    params: { path: { name: 'three' }, query: { secrets: 'include' } },
  });
  const [webhook] = restored!.contracts.lava!.tenants[0]!.resources.webhook!;
  expect(webhook!.id).toBe(created.webhook_id);
  expect(webhook!.value.webhook_secret).toBe(webhook!.secrets[0]!.value);
  expect([created.webhook_secret, '[redacted]']).not.toContain(webhook!.value.webhook_secret);
});

test.each<[string, unknown, number, string]>([
  ['one', [], 400, 'This is no snapshot: it lacks "hookspec": "snapshot"'],
  ['one', { hookspec: 'snapshot', version: 2 }, 400, 'Snapshots of version 2 cannot be read, only of version 1'],
  [
    'one',
    { hookspec: 'snapshot', version: 1, savedAt: '2026-01-01T00:00:00Z', contracts: { lava: { sequence: 1 } } },
    400,
    'The snapshot cannot be used: in lava, the tenants are no list',
  ],
  [
    'a b',
    { hookspec: 'snapshot', version: 1, savedAt: '2026-01-01T00:00:00Z', contracts: {} },
    400,
    'A snapshot has a name of up to 100 letters, digits, dots, hyphens and underscores',
  ],
])('refuses to load as %s %j', async (name, body, status, detail) => {
  const { response, error } = await control.PUT('/snapshots/{name}', {
    params: { path: { name } },
    body: body as never,
  });
  expect([response.status, error!.detail]).toEqual([status, detail]);
});

test('restores no snapshot of a contract that is not served', async () => {
  const contracts = { other: { sequence: 0, tenants: [], quotas: [] } };
  const body = { hookspec: 'snapshot', version: 1, savedAt: '2026-01-01T00:00:00Z', contracts } as const;
  await control.PUT('/snapshots/{name}', { params: { path: { name: 'x' } }, body });
  const { response, error } = await control.POST('/snapshots/{name}/restore', { params: { path: { name: 'x' } } });
  expect([response.status, error!.detail]).toEqual([422, 'The snapshot x holds other, which this mock does not serve']);
});
