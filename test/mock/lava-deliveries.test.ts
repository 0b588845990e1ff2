import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { createCall, tokenOf, type Call } from './support/call.ts';
import { startReceiver, type Receiver } from './support/receiver.ts';

let receiver: Receiver;
let mock: Mock;
let call: Call;

beforeAll(async () => {
  receiver = await startReceiver();
  mock = await startMock('lava', { seed: 7, now: () => Date.parse('2026-05-04T09:30:00Z') });
  call = createCall(mock, 'lava', tokenOf(mock, 'lava', 'default'));
});
beforeEach(() => {
  mock.reset();
  receiver.answer(200, 'OK');
});
afterAll(async () => {
  await mock?.close();
  await receiver?.[Symbol.asyncDispose]();
});

async function createWebhook(name: string) {
  const { body } = await call('POST', '/webhooks', { name, url: `http://127.0.0.1:${receiver.port}/${name}` });
  return body as { webhook_id: string; webhook_secret: string };
}

async function trigger(event: string): Promise<{ endpointId: string; outcome: string }[]> {
  const response = await fetch(`${mock.url}/_hookspec/trigger`, {
    method: 'POST',
    body: JSON.stringify({ contract: 'lava', event }),
  });
  const { attempts } = (await response.json()) as { attempts: { endpointId: string; outcome: string }[] };
  return attempts.map(({ endpointId, outcome }) => ({ endpointId, outcome }));
}

const customer = {
  customer_id: 'con_test_01EXAMPLE00000000000000001',
  reference_id: 'usr_abc123',
  contact: { phone: '+14155552671', email: 'user@example.com', first_name: 'Jane', last_name: 'Smith' },
  subscription: null,
  metadata: null,
  created_at: '2023-05-15T08:35:42Z',
};
const subscription = {
  subscription_id: 'sub_01EXAMPLE00000000000000001',
  plan_id: 'plan_01EXAMPLE00000000000000001',
  name: 'Pro',
  status: 'active',
};

test.each([
  ['customer.created', customer],
  ['customer.wallet.balance.updated', { ...customer, subscription }],
  ['customer.deleted', customer],
])('sends %s to every webhook, each signed with its own secret', async (event, data) => {
  const webhooks = [await createWebhook('a'), await createWebhook('b')];
  const before = receiver.received.length;
  expect(await trigger(event)).toEqual(
    webhooks.map(({ webhook_id }) => ({ endpointId: webhook_id, outcome: 'success' })),
  );
  const deliveries = receiver.received.slice(before);
  expect(deliveries.map(({ body }) => body)).toEqual(webhooks.map(() => JSON.stringify({ event, data })));
  const signatures = webhooks.map(({ webhook_secret }, index) =>
    createHmac('sha256', webhook_secret).update(deliveries[index]!.body).digest('hex'),
  );
  expect(deliveries.map(({ headers }) => headers['x-webhook-signature']).sort()).toEqual(signatures.sort());
  expect(new Set(signatures).size).toBe(2);
  expect(deliveries.map(({ headers }) => headers['content-type'])).toEqual(['application/json', 'application/json']);
});

test('takes 200 alone for a success and tries once, for no schedule is documented', async () => {
  const { webhook_id: endpointId } = await createWebhook('a');
  const outcomes: (string | undefined)[] = [];
  const before = receiver.received.length;
  for (const status of [200, 204, 500]) {
    receiver.answer(status);
    outcomes.push((await trigger('customer.created'))[0]?.outcome);
  }
  expect(outcomes).toEqual(['success', 'dead', 'dead']);
  expect(receiver.received).toHaveLength(before + 3);
  expect(mock.log.attempts().map((attempt) => attempt.endpointId)).toEqual([endpointId, endpointId, endpointId]);
});

test('keeps the secret when the URL changes, and sends to the new one', async () => {
  const { webhook_id: id, webhook_secret: secret } = await createWebhook('old');
  await call('PATCH', `/webhooks/${id}`, { url: `http://127.0.0.1:${receiver.port}/new` });
  await trigger('customer.created');
  expect(mock.log.attempts().map(({ url }) => url)).toEqual([`http://127.0.0.1:${receiver.port}/new`]);
  const { headers, body } = receiver.received.at(-1)!;
  expect(headers['x-webhook-signature']).toBe(createHmac('sha256', secret).update(body).digest('hex'));
});

test('sends nothing to a webhook that was deleted', async () => {
  const { webhook_id: id } = await createWebhook('a');
  await call('DELETE', `/webhooks/${id}`);
  const before = receiver.received.length;
  expect([await trigger('customer.created'), receiver.received.length]).toEqual([[], before]);
});
