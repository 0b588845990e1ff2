import { copyFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import { HookspecError } from '../../../src/errors.ts';
import type { StoreJournal } from '../../../src/mock/store-state.ts';
import type { MountState } from '../../../src/mock/mount.ts';
import { takeSnapshot } from '../../../src/mock/snapshots.ts';
import { createStore } from '../../../src/mock/store.ts';
import { createMockApp } from '../../../src/mock/app.ts';
import { openDataFile } from '../../../src/mock/data/data-file.ts';
import { openDatabase } from '../../../src/mock/data/database.ts';
import { createJournal } from '../../../src/mock/data/journal.ts';
import { createDataPath, openMock, type DataMock } from './support.ts';

const [lava, agentmessage, leadlex] = await Promise.all([
  loadContract('lava'),
  loadContract('agentmessage'),
  loadContract('leadlex'),
]);
const token = 'aks_test_dataDataData00001';
const hook = (name: string) => ({ name, url: 'https://example.com/hook' });

test('has the same state after a restart: resources, tenants, secrets that expire, and quotas', async () => {
  const file = await createDataPath();
  const now = () => Date.parse('2026-05-04T09:30:00Z');
  const first = openMock(file, [agentmessage, leadlex], { seed: 1, now });
  const key = 'am_live_dataDataData00000001';
  const body = { url: 'https://hooks.example.com/in', events: ['lookup.completed'] };
  const created = await first.call('POST', '/agentmessage/v1/webhooks', key, body);
  expect(created.status).toBe(201);
  // Its predecessor stays valid for five minutes.
  const rotated = await first.call('POST', '/agentmessage/v1/webhook-secret/rotate', key);
  expect(rotated.status).toBe(200);
  const path = leadlex.basePath;
  const other = leadlex.behaviour.keys!.list[0]!.token;
  expect((await first.call('GET', `/leadlex${path}/v1/webhooks`, other)).status).toBe(200);
  const before = [first.state('agentmessage'), first.state('leadlex')];
  expect(before[0]!.tenants.map(({ resources }) => resources['endpoint']!.length)).toEqual([1]);
  expect(before[1]!.quotas.length).toBeGreaterThan(0);
  first.close();

  const second = openMock(file, [agentmessage, leadlex], { now });
  expect(JSON.stringify(before[0])).toContain('"validUntil":1777887');
  expect(second.state('agentmessage')).toEqual(before[0]);
  expect(second.state('leadlex').quotas).toEqual(before[1]!.quotas);
  expect((await second.call('GET', '/agentmessage/v1/webhooks', key)).body['data']).toMatchObject([
    { id: created.body['id'], org_id: created.body['org_id'] },
  ]);
});

test('begins quotas anew after an end that wrote none', async () => {
  const file = await createDataPath();
  const key = leadlex.behaviour.keys!.list[0]!.token;
  const used: number[] = [];
  for (const isOrderly of [true, false, true]) {
    const data = openDataFile(file, 1);
    const app = createMockApp([leadlex], {}, { persistence: data });
    data.restore(app.mounts.values());
    used.push(app.mounts.get('leadlex')!.limiter.export()[0]?.used ?? 0);
    const headers = { authorization: `Bearer ${key}` };
    const path = `/leadlex${leadlex.basePath}/v1/webhooks`;
    await app.serve({ method: 'GET', path, query: '', headers, body: new Uint8Array() });
    data.close(isOrderly ? app.mounts.values() : []);
  }
  expect(used).toEqual([0, 1, 0]);
});

test('keeps a limit over restarts', async () => {
  const file = await createDataPath();
  const statuses: number[] = [];
  for (const name of ['one', 'two', 'three', 'four']) {
    const mock = openMock(file, [lava]);
    statuses.push((await mock.call('POST', '/lava/v1/webhooks', token, hook(name))).status);
    mock.close();
  }
  expect(statuses).toEqual([201, 201, 201, 400]);
});

test('gives no id, secret or sequence twice, although the seed is the same and the last resource is gone', async () => {
  const file = await createDataPath();
  const seen: unknown[] = [];
  const sequences: number[] = [];
  for (let run = 0; run < 3; run++) {
    const mock = openMock(file, [lava], { seed: 7 });
    const { body } = await mock.call('POST', '/lava/v1/webhooks', token, hook('one'));
    seen.push(body['webhook_id'], body['webhook_secret']);
    sequences.push(mock.state('lava').sequence);
    await mock.call('DELETE', `/lava/v1/webhooks/${String(body['webhook_id'])}`, token);
    mock.close();
  }
  expect([new Set(seen).size, sequences]).toEqual([6, [1, 2, 3]]);
});

test('keeps what a tenant is said to be, also of one that has nothing', async () => {
  const file = await createDataPath();
  const tenants = ['am_live_nothingNothing000001', 'am_live_nothingNothing000002'];
  const read = async () => {
    const mock = openMock(file, [agentmessage]);
    for (const key of tenants) await mock.call('GET', '/agentmessage/v1/webhooks', key);
    const properties = mock.state('agentmessage').tenants.map((tenant) => tenant.properties);
    mock.close();
    return properties;
  };
  const first = await read();
  expect(first).toHaveLength(2);
  expect(await read()).toEqual(first);
});

test('forgets what is reset or deleted, and nothing else', async () => {
  const file = await createDataPath();
  const first = openMock(file, [lava, agentmessage]);
  await first.call('POST', '/lava/v1/webhooks', token, hook('one'));
  const body = { url: 'https://hooks.example.com/in', events: ['lookup.completed'] };
  await first.call('POST', '/agentmessage/v1/webhooks', 'am_live_dataDataData00000001', body);
  first.app.mounts.get('lava')!.reset();
  first.close();
  const second = openMock(file, [lava, agentmessage]);
  expect(second.state('lava')).toEqual({ sequence: 1, tenants: [], quotas: [] });
  expect(second.state('agentmessage').tenants).toHaveLength(1);
});

test('remembers every tenant, however many there are', async () => {
  const file = await createDataPath();
  const first = openMock(file, [lava], { maxTenants: 10 });
  for (let index = 0; index < 60; index++) {
    await first.call('POST', '/lava/v1/webhooks', `aks_test_many${String(index).padStart(16, '0')}`, hook('one'));
  }
  first.close();
  expect(openMock(file, [lava]).state('lava').tenants).toHaveLength(60);
});

test('writes what a reload carries over, and reads a contract that a reload adds', async () => {
  const file = await createDataPath();
  const first = openMock(file, [lava]);
  await first.call('POST', '/lava/v1/webhooks', token, hook('one'));
  first.app.replace([lava]);
  await first.call('POST', '/lava/v1/webhooks', token, hook('two'));
  const before = first.state('lava');
  first.close();
  const second = openMock(file, [lava]);
  expect(second.state('lava')).toEqual(before);
  expect(before.tenants[0]!.resources['webhook']).toHaveLength(2);
});

test('imports a snapshot whole or not at all', async () => {
  const file = await createDataPath();
  const first = openMock(file, [lava]);
  await first.call('POST', '/lava/v1/webhooks', token, hook('kept'));
  const kept = first.state('lava');
  const [tenant] = kept.tenants;
  const [record] = tenant!.resources['webhook']!;
  const unwritable = { ...record!, sequence: 9, id: 'b', value: { ...record!.value, webhook_id: 'b', name: 1n } };
  const resources = { webhook: [{ ...record!, id: 'a' }, unwritable] };
  expect(() =>
    first.app.mounts.get('lava')!.import({ ...kept, tenants: [{ ...tenant!, tenant: 'new', resources }] }),
  ).toThrow(TypeError);
  expect(first.state('lava')).toEqual(kept);
  first.close();
  expect(openMock(file, [lava]).state('lava').tenants).toEqual(kept.tenants);
});

test('restores all contracts of a snapshot in one step', async () => {
  const file = await createDataPath();
  const first = openMock(file, [lava, agentmessage]);
  const control = (method: string, path: string, body: unknown) =>
    first.app.serve({
      method,
      path: `/_hookspec${path}`,
      query: '',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(body)),
    });
  const key = 'am_live_dataDataData00000001';
  const create = async (name: string) => {
    await first.call('POST', '/lava/v1/webhooks', token, hook(name));
    const body = { url: `https://hooks.example.com/${name}`, events: ['lookup.completed'] };
    await first.call('POST', '/agentmessage/v1/webhooks', key, body);
  };
  const read = (mock: DataMock) => [mock.state('lava').tenants, mock.state('agentmessage').tenants];
  await create('one');
  const snapshot = takeSnapshot(first.app.mounts.values(), 0);
  const old = read(first);
  await create('two');
  const present = read(first);
  // What a kill would leave behind when the first contract is restored and the second is not.
  const mount = first.app.mounts.get('agentmessage')!;
  const { import: restore } = mount;
  const killed = await createDataPath();
  Object.assign(mount, {
    import(state: MountState) {
      for (const end of ['', '-wal']) copyFileSync(file + end, killed + end);
      restore(state);
    },
  });
  expect((await control('PUT', '/snapshots/before', snapshot)).status).toBe(200);
  const restored = await control('POST', '/snapshots/before/restore', {});
  expect([restored.status, read(first)]).toEqual([204, old]);
  expect(read(openMock(killed, [lava, agentmessage]))).toEqual(present);
  first.close();
  expect(read(openMock(file, [lava, agentmessage]))).toEqual(old);
});

test('changes nothing in memory when the disk is full, and says so', async () => {
  const file = await createDataPath();
  const database = openDatabase(file, 'state.db');
  const journal = createJournal(database, 'state.db', 'lava', () => false);
  const resources = lava.behaviour.resources;
  const options = { resources, describe: () => ({}), isTransient: () => true, maxTenants: 10 };
  const store = createStore({ ...options, journal });
  const tenant = store.tenant('acme');
  const put = (sequence: number) =>
    store.put(tenant, resources[0]!, {
      sequence,
      id: String(sequence),
      value: { name: 'x'.repeat(2000) },
      secrets: [],
    });
  put(1);
  const { page_count } = database.sql.prepare('PRAGMA page_count').get() as { page_count: number };
  database.sql.exec(`PRAGMA max_page_count = ${page_count + 1}`);
  let written = 1;
  const fill = () => {
    for (; written < 1000; written++) put(written + 1);
  };
  expect(fill).toThrow('The data file state.db cannot be written: the disk is full');
  expect(store.export().tenants[0]!.resources['webhook']).toHaveLength(written);
  const { count } = database.sql.prepare('SELECT count(*) AS count FROM resources').get() as { count: number };
  expect(count).toBe(written);
  database.close();
});

test('answers 500 with the reason when a change cannot be written, and does not make it', async () => {
  const refuse = () => {
    throw new HookspecError('UnusableData', 'The data file state.db cannot be written: the disk is full');
  };
  const journal: StoreJournal = {
    putTenant: () => {},
    putResource: refuse,
    removeResource: refuse,
    clear: refuse,
    setSequence: refuse,
    atomically: (run) => run(),
  };
  const app = createMockApp(
    [lava],
    {},
    {
      persistence: {
        seed: 1,
        run: 0,
        atomically: (run) => run(),
        journal: () => journal,
        attempts: { add: async () => refuse(), end: refuse, remove: refuse },
      },
    },
  );
  const send = (method: string, body: string) =>
    app.serve({
      method,
      path: '/lava/v1/webhooks',
      query: '',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: new TextEncoder().encode(body),
    });
  const refused = await send('POST', JSON.stringify(hook('one')));
  expect([refused.status, JSON.parse(String(refused.body))]).toEqual([
    500,
    {
      title: 'Internal Server Error',
      status: 500,
      detail: 'The data file state.db cannot be written: the disk is full',
    },
  ]);
  expect((await send('GET', '')).body).toContain('"data":[]');
});
