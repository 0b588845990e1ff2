import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createEncrata } from './encrata.ts';
import { connect } from './support/client.ts';
import { receive } from './support/receiver.ts';

const token = 'enc_live_reference0000000001';
const webhook = { url: 'https://example.com/hook', events: ['lookup.completed'] };

test('takes the id from the query or the body and answers in bare forms', async () => {
  await using encrata = await connect(createEncrata(), token);
  const created = await encrata.call('POST /api/webhooks', webhook);
  const { secret, ...shown } = created.body;
  expect([created.status, /^whsec_[0-9a-f]{64}$/.test(secret), shown.is_active, shown.description]).toEqual([
    201,
    true,
    true,
    '',
  ]);
  expect((await encrata.call('GET /api/webhooks')).body).toEqual([shown]);
  const { id } = shown;
  expect((await encrata.call('PUT /api/webhooks', { id, url: webhook.url, is_active: false })).body).toEqual({
    status: 'updated',
  });
  expect((await encrata.call(`GET /api/webhooks?id=${id}`)).body).toMatchObject({
    id,
    is_active: false,
    events: webhook.events,
  });
  const gone = await encrata.call('DELETE /api/webhooks', { id });
  expect([gone.status, gone.body]).toEqual([204, undefined]);
  expect((await encrata.call(`GET /api/webhooks?id=${id}`)).body).toEqual({ error: 'Webhook not found' });
});

test.each([
  ['url is required', { events: webhook.events }],
  ['events is required', { url: webhook.url }],
  ['url must be an HTTPS URL', { ...webhook, url: 'http://example.com' }],
  [
    'events must name at least one of lookup.completed, apikey.created, apikey.revoked, credits.low, credits.exhausted',
    { ...webhook, events: [] },
  ],
  ['description must be a string', { ...webhook, description: 1 }],
])('refuses a create: %s', async (error, body) => {
  await using encrata = await connect(createEncrata(), token);
  const answer = await encrata.call('POST /api/webhooks', body);
  expect([answer.status, answer.body]).toEqual([400, { error }]);
});

test('counts 30 requests a minute for each key', async () => {
  let time = 1_777_204_800_000;
  await using encrata = await connect(createEncrata({ now: () => time }), token);
  const first = await encrata.call('GET /api/webhooks');
  expect(['limit', 'remaining', 'reset'].map((name) => first.headers.get(`x-ratelimit-${name}`))).toEqual([
    '30',
    '29',
    '1777204860',
  ]);
  for (let i = 2; i <= 30; i++) expect((await encrata.call('GET /api/webhooks')).status).toBe(200);
  time += 15_000;
  const refused = await encrata.call('GET /api/webhooks');
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('x-ratelimit-remaining')]).toEqual([
    429,
    '45',
    '0',
  ]);
  expect((await encrata.call('GET /api/webhooks', undefined, 'enc_live_reference0000000002')).status).toBe(200);
  time += 45_000;
  expect((await encrata.call('GET /api/webhooks')).status).toBe(200);
});

test('sends a test event signed over sorted keys and records it', async () => {
  await using receiver = await receive();
  await using encrata = await connect(createEncrata({ forward: () => receiver.url }), token);
  const { id, secret, url } = (await encrata.call('POST /api/webhooks', webhook)).body;
  const sent = (await encrata.call('POST /api/webhooks/test', { id })).body;
  const [{ body, headers }] = receiver.requests as [(typeof receiver.requests)[0]];
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  expect([sent, headers['x-encrata-signature']]).toEqual([{ status: 'sent', url, signature }, signature]);
  expect(Object.keys(JSON.parse(body.toString()))).toEqual(['created_at', 'data', 'event']);
  const [delivery] = (await encrata.call(`GET /api/webhooks/deliveries?webhook_id=${id}`)).body;
  expect(delivery).toMatchObject({
    webhook_id: id,
    event_type: 'test',
    status: 'success',
    attempts: 1,
    response_status: 200,
  });
  expect((await encrata.call('GET /api/webhooks/deliveries')).status).toBe(400);
});
