import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLeadlex } from './leadlex.ts';
import { connect } from './support/client.ts';
import { receive } from './support/receiver.ts';

const token = 'wbk_live_reference0000000001';
const reader = 'wbk_live_acmeReader0000000000000000000000';
const start = () => connect(createLeadlex(), token);
const webhook = { url: 'https://example.com/hook', events: ['contact.created'] };

test('wraps what it answers and shows updated_at on update alone', async () => {
  await using leadlex = await start();
  const created = (await leadlex.call('POST /v1/webhooks', { ...webhook, description: 'd' })).body.data.webhook;
  expect(Object.keys(created)).toEqual(['id', 'url', 'events', 'description', 'active', 'secret', 'created_at']);
  expect(created.secret).toMatch(/^whsec_[0-9a-f]{48}$/);
  const path = `/v1/webhooks/${created.id}`;
  const updated = (await leadlex.call(`PATCH ${path}`, { active: false })).body.data.webhook;
  expect([Object.keys(updated), updated.active]).toEqual([
    ['id', 'url', 'events', 'description', 'active', 'updated_at'],
    false,
  ]);
  const { secret: _, ...kept } = created;
  const listed = { ...kept, active: false, last_delivery_status: null, last_delivery_at: null };
  expect((await leadlex.call('GET /v1/webhooks')).body).toEqual({ data: { webhooks: [listed] } });
  expect((await leadlex.call(`DELETE ${path}`)).body).toEqual({ data: { deleted: true, id: created.id } });
  expect((await leadlex.call(`DELETE ${path}`)).body.error.code).toBe('webhook_not_found');
  expect((await leadlex.call(`GET ${path}`)).status).toBe(405);
});

test.each([
  ['missing_required_field', { events: webhook.events }],
  ['missing_required_field', { url: webhook.url }],
  ['invalid_url', { ...webhook, url: 'http://example.com' }],
  ['invalid_url', { ...webhook, url: 'https://10.1.2.3/x' }],
  ['invalid_url', { ...webhook, url: 'https://2130706433/' }],
  ['invalid_url', { ...webhook, url: 'https://[::ffff:192.168.0.1]/' }],
  ['invalid_url', { ...webhook, url: 'https://printer.local/' }],
  ['invalid_events', { ...webhook, events: ['contact.lost'] }],
  ['validation_error', { ...webhook, description: 'x'.repeat(201) }],
  ['validation_error', { ...webhook, active: 'yes' }],
])('refuses a create with %s: %j', async (code, body) => {
  await using leadlex = await start();
  const answer = await leadlex.call('POST /v1/webhooks', body);
  expect([answer.status, answer.body.error.code]).toEqual([400, code]);
});

test('refuses a second webhook for a URL, a key without the permission and one that expired', async () => {
  await using leadlex = await start();
  await leadlex.call('POST /v1/webhooks', webhook);
  const codeOf = async (call: string, body?: unknown, other?: string) =>
    (await leadlex.call(call, body, other)).body.error.code;
  expect(await codeOf('POST /v1/webhooks', webhook)).toBe('duplicate_webhook');
  expect(await codeOf('POST /v1/webhooks', webhook, reader)).toBe('insufficient_permissions');
  expect(await codeOf('GET /v1/webhooks', undefined, 'wbk_live_acmeExpired000000000000000000000')).toBe('invalid_key');
});

test('counts ten requests a minute on the smallest plan', async () => {
  let time = 1_777_204_800_000;
  const starter = 'wbk_live_smallfirmStarter0000000000000000';
  await using leadlex = await connect(createLeadlex({ now: () => time }), starter);
  for (let i = 0; i < 10; i++) expect((await leadlex.call('GET /v1/webhooks')).status).toBe(200);
  const refused = await leadlex.call('GET /v1/webhooks');
  expect([refused.status, refused.body.error.code, refused.headers.get('x-ratelimit-remaining')]).toEqual([
    429,
    'rate_limited',
    '89',
  ]);
  time += 60_000;
  expect((await leadlex.call('GET /v1/webhooks')).status).toBe(200);
});

test('lists 27 events, and those of a category', async () => {
  await using leadlex = await start();
  expect((await leadlex.call('GET /v1/events/catalog')).body.data.total).toBe(27);
  const tasks = (await leadlex.call('GET /v1/events/catalog?category=task')).body.data.events;
  expect(tasks.map(({ type }: { type: string }) => type)).toEqual([
    'task.created',
    'task.updated',
    'task.approved',
    'task.dismissed',
  ]);
  expect((await leadlex.call('GET /v1/events/catalog?category=cats')).status).toBe(400);
});

test('delivers what is subscribed to and logs it', async () => {
  await using receiver = await receive(500);
  const reference = createLeadlex({ forward: () => receiver.url });
  await using leadlex = await connect(reference, token);
  const { id, secret } = (await leadlex.call('POST /v1/webhooks', webhook)).body.data.webhook;
  await reference.emit(token, 'deal.created', {});
  await reference.emit(token, 'contact.created', { contact: { id: '1' } });
  const [{ body, headers }] = receiver.requests as [(typeof receiver.requests)[0]];
  expect(receiver.requests.length).toBe(1);
  expect(headers['x-leadlex-signature']).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const { data, meta } = (await leadlex.call(`GET /v1/webhooks/${id}/logs?status=failed`)).body;
  expect(meta).toEqual({ page: 1, per_page: 50, total: 1 });
  expect(data.logs[0]).toMatchObject({
    event: 'contact.created',
    status: 'failed',
    response_status_code: 500,
    error: 'http_error',
    attempt: 1,
  });
  expect(headers['x-leadlex-delivery-id']).toBe(data.logs[0].delivery_id);
  expect((await leadlex.call('GET /v1/webhooks')).body.data.webhooks[0].last_delivery_status).toBe('failed');
});
