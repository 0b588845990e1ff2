import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLava } from './lava.ts';
import { connect } from './support/client.ts';
import { receive } from './support/receiver.ts';

const token = 'aks_test_reference0000000001';
const start = () => connect(createLava(), token);
const webhook = { name: 'one', url: 'https://example.com/hook' };

test('keeps three webhooks, shows the secret once and forgets what is deleted', async () => {
  await using lava = await start();
  const created = await lava.call('POST /webhooks', webhook);
  const { webhook_secret: secret, ...shown } = created.body;
  expect([created.status, Object.keys(created.body)]).toEqual([
    201,
    ['webhook_id', 'name', 'url', 'webhook_secret', 'created_at'],
  ]);
  expect(secret).toMatch(/^whsec_/);
  const path = `/webhooks/${shown.webhook_id}`;
  expect((await lava.call(`GET ${path}`)).body).toEqual(shown);
  expect((await lava.call(`PATCH ${path}`, { name: 'two' })).body).toEqual({ ...shown, name: 'two' });
  for (const _ of [2, 3]) await lava.call('POST /webhooks', webhook);
  const fourth = await lava.call('POST /webhooks', webhook);
  expect([fourth.status, fourth.body.error.status, fourth.body.error.code]).toEqual([
    400,
    400,
    'webhook_limit_reached',
  ]);
  expect((await lava.call(`DELETE ${path}`)).body).toEqual({ id: shown.webhook_id, deleted: true });
  for (const method of ['GET', 'DELETE']) expect((await lava.call(`${method} ${path}`)).status).toBe(404);
});

test('hands out pages that follow each other', async () => {
  await using lava = await start();
  const ids: string[] = [];
  for (const _ of [1, 2, 3]) ids.push((await lava.call('POST /webhooks', webhook)).body.webhook_id);
  const first = (await lava.call('GET /webhooks?limit=2')).body;
  const second = (await lava.call(`GET /webhooks?limit=2&cursor=${first.next_cursor}`)).body;
  expect([first.has_more, second.has_more, 'next_cursor' in second]).toEqual([true, false, false]);
  expect([...first.data, ...second.data].map((entry: { webhook_id: string }) => entry.webhook_id)).toEqual(ids);
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=x']) {
    expect([query, (await lava.call(`GET /webhooks?${query}`)).status]).toEqual([query, 400]);
  }
});

test('names every wrong field, and refuses callers without a good key', async () => {
  await using lava = await start();
  const issuesOf = async (body: unknown) =>
    (await lava.call('POST /webhooks', body)).body.error.issues.map(({ path }: { path: string[] }) => path);
  expect(await issuesOf({})).toEqual([['name'], ['url']]);
  expect(await issuesOf({ name: 1, url: 'nowhere' })).toEqual([['name'], ['url']]);
  expect((await lava.call('POST /webhooks', '{')).status).toBe(400);
  for (const other of [null, 'aks_', 'sk_live_reference0000000001', 'aks_test_acmeRevoked00000000000000'])
    expect((await lava.call('GET /webhooks', undefined, other)).status).toBe(401);
  const wrong = await lava.call('PUT /webhooks', {});
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST']);
});

test('signs the raw body with the whole secret', async () => {
  await using receiver = await receive();
  const reference = createLava({ forward: () => receiver.url });
  await using lava = await connect(reference, token);
  const { webhook_secret: secret } = (await lava.call('POST /webhooks', webhook)).body;
  await reference.emit(token, 'customer.created', { customer_id: 'con_1' });
  const [{ body, headers }] = receiver.requests as [(typeof receiver.requests)[0]];
  expect(JSON.parse(body.toString())).toEqual({ event: 'customer.created', data: { customer_id: 'con_1' } });
  expect(headers['x-webhook-signature']).toBe(createHmac('sha256', secret).update(body).digest('hex'));
});

test('shares what it keeps among the keys of a merchant and nobody else', async () => {
  await using lava = await start();
  const [first, second, other] = ['acmeDefault0', 'acmeSecond00', 'globexDefault'].map((name) =>
    `aks_test_${name}`.padEnd(34, '0'),
  );
  const { webhook_id: id } = (await lava.call('POST /webhooks', webhook, first)).body;
  expect((await lava.call(`GET /webhooks/${id}`, undefined, second)).status).toBe(200);
  expect((await lava.call(`GET /webhooks/${id}`, undefined, other)).status).toBe(404);
});
