import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import type { Reply } from '../../src/delivery/send.ts';
import { createMockApp } from '../../src/mock/app.ts';

const leadlex = await loadContract('leadlex');
const root = '/leadlex/functions/v1/api-gateway';
const { token } = leadlex.behaviour.keys!.list.find(({ name }) => name === 'unmetered')!;

/** A mock with one webhook, and an event that is on its way to it until `answer` is called; later attempts succeed. */
async function setUp() {
  const first = Promise.withResolvers<Reply>();
  let sent = 0;
  const send = () => (sent++ === 0 ? first.promise : Promise.resolve({ status: 200, body: '' }));
  const forward = [{ from: 'https://crm.example.com', to: 'http://127.0.0.1:9' }];
  const now = () => Date.parse('2026-05-01T12:00:00Z');
  const app = createMockApp([leadlex], { seed: 1, now, forward }, { send });
  const call = async (method: string, path: string, body?: object) => {
    const headers = { host: 'localhost', authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const bytes = new TextEncoder().encode(body ? JSON.stringify(body) : '');
    const response = await app.serve({ method, path, query: '', headers, body: bytes });
    return response.body ? JSON.parse(String(response.body)) : undefined;
  };
  const hook = { url: 'https://crm.example.com/a', events: ['contact.created'], active: true };
  const { data } = await call('POST', `${root}/v1/webhooks`, hook);
  const triggered = call('POST', '/_hookspec/trigger', { contract: 'leadlex', event: 'contact.created' });
  await expect.poll(() => sent).toBe(1);
  const answer = async (status: number) => {
    first.resolve({ status, body: '' });
    await triggered;
  };
  const advance = () => call('POST', '/_hookspec/time/advance', { by: 'P2D' });
  return { app, call, advance, answer, countSent: () => sent, id: String(data.webhook.id) };
}

test('gives up when the webhook is deleted after a reload that came while an attempt was under way', async () => {
  const { app, call, advance, answer, countSent, id } = await setUp();
  app.replace([leadlex]);
  await answer(500);
  expect(app.log.attempts()).toMatchObject([{ outcome: 'retry' }]);
  await call('DELETE', `${root}/v1/webhooks/${id}`);
  await advance();
  expect(app.log.attempts()).toMatchObject([
    { outcome: 'dead', errorDetail: 'given up: the endpoint was deleted', nextAttemptAt: null },
  ]);
  expect(countSent()).toBe(1);
});

test('gives up what waits for a contract that a reload takes away', async () => {
  const { app, advance, answer, countSent } = await setUp();
  await answer(500);
  app.replace([]);
  await advance();
  expect(app.log.attempts()).toMatchObject([
    { outcome: 'dead', errorDetail: 'given up: the contract is no longer served', nextAttemptAt: null },
  ]);
  expect(countSent()).toBe(1);
});
