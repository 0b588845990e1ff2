import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { createSender } from '../../src/delivery/send.ts';
import { createPrismClient } from '../../src/mock/prism-client.ts';
import { createCallbackSender, type CallbackOutcome } from '../../src/mock/schema-answers/callback-sender.ts';
import { createSchemaEngine, type CallbackCall, type SchemaEngine } from '../../src/mock/schema-answers/engine.ts';
import { root } from '../support/cli.ts';
import { startReceiver, type Receiver } from './support/receiver.ts';

// OpenAPI callbacks: sent after the answer, to this machine or a mapped host, and to nobody else.
vi.setConfig({ testTimeout: 40_000 });
const contract = await loadContract(join(root, 'test/fixtures/prism/features.yaml'));
const operation = contract.operations.find(({ id }) => id === 'subscribe')!;
let receiver: Receiver;
let engine: SchemaEngine;
const outcomes: CallbackOutcome[] = [];
let told: (() => void) | undefined;

beforeAll(async () => {
  receiver = await startReceiver();
  const sendCallback = createCallbackSender({
    send: createSender(),
    forward: [{ from: 'https://hooks.example.com', to: `http://127.0.0.1:${receiver.port}` }],
    onOutcome(outcome) {
      outcomes.push(outcome);
      told?.();
    },
  });
  engine = createSchemaEngine(contract, { prism: createPrismClient(), sendCallback });
});
afterAll(async () => {
  await Promise.all([receiver[Symbol.asyncDispose](), engine.close()]);
});

const subscribe = (url: string, whole = false) => {
  const body = new TextEncoder().encode(JSON.stringify({ url }));
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
  const request = { method: 'POST', path: '/callback', query: '', headers, body };
  return whole ? engine.whole(request) : engine.answer(operation, request);
};
const nextOutcome = async (act: () => unknown): Promise<CallbackOutcome> => {
  const settled = new Promise<void>((resolve) => (told = resolve));
  await act();
  await settled;
  return outcomes.at(-1)!;
};

test.each([false, true])(
  'sends a callback with its example to a receiver on this machine (compat %s)',
  async (whole) => {
    const outcome = await nextOutcome(() => subscribe(`http://127.0.0.1:${receiver.port}/hook`, whole));
    expect([outcome.status, outcome.call.name, outcome.call.method]).toEqual([200, 'onEvent', 'POST']);
    expect(outcome.call.url).toBe(`http://127.0.0.1:${receiver.port}/hook?id=s1`);
    expect(receiver.received.at(-1)).toMatchObject({
      body: '{"event":"made"}',
      headers: { 'content-type': 'application/json' },
    });
  },
);

test('sends a callback to a mapped host and refuses every other one', async () => {
  expect((await nextOutcome(() => subscribe('https://hooks.example.com/x'))).status).toBe(200);
  for (const url of ['https://elsewhere.example.com/x', 'http://169.254.169.254/', 'file:///etc/passwd', 'no url']) {
    expect((await nextOutcome(() => subscribe(url))).error).toBe('refused');
  }
});

test('reports a receiver that is not there, and answers all the same', async () => {
  const outcome = await nextOutcome(async () => expect((await subscribe('http://127.0.0.1:1/')).status).toBe(201));
  expect(outcome.error).toBe('connection_refused');
});

test('drops callbacks beyond the number that may be under way', () => {
  const kept: CallbackOutcome[] = [];
  const send = createCallbackSender({
    most: 2,
    send: () => new Promise(() => {}),
    onOutcome: (outcome) => kept.push(outcome),
  });
  const call: CallbackCall = { operation, name: 'x', method: 'POST', url: 'http://127.0.0.1:9/', headers: {} };
  for (let index = 0; index < 5; index++) send(call);
  expect(kept.map(({ error }) => error)).toEqual(['busy', 'busy', 'busy']);
});
