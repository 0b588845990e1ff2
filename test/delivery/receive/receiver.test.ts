import { createHmac } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import { openReceiver, type ReceivedDelivery, type ReceiverOptions } from '../../../src/delivery/receive/receiver.ts';
import { startReceiver } from '../../../src/delivery/receive/start-receiver.ts';
import { startReceiver as startTarget } from '../support/receiver.ts';

const SECRET = 'whsec_of_a_test';
/** Bodies that are passed on; `HOOKSPEC_BODIES=10000` for a longer run. */
const RUNS = Number(process.env['HOOKSPEC_BODIES'] ?? 500);

const leadlex = await loadContract('leadlex');
const sign = (body: Uint8Array | string) => `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
const good = JSON.stringify(leadlex.events.find(({ name }) => name === 'contact.created')!.body!.examples[0]!.value);

async function open(options: Partial<ReceiverOptions> = {}) {
  const seen: ReceivedDelivery[] = [];
  const receiver = await openReceiver({
    contract: leadlex,
    secrets: [SECRET],
    now: () => Date.parse('2026-05-01T12:00:00Z'),
    onDelivery: (delivery) => seen.push(delivery),
    ...options,
  });
  const post = async (body: Uint8Array | string, headers: Record<string, string> = {}) => {
    const all = { 'Content-Type': 'application/json', 'X-LeadLex-Signature': sign(body), ...headers };
    const response = await fetch(receiver.url, { method: 'POST', headers: all, body: body as string });
    return { status: response.status, text: await response.text() };
  };
  return { receiver, seen, post, [Symbol.asyncDispose]: receiver.close };
}

describe('openReceiver', () => {
  test('takes what is right, and says of which event it is', async () => {
    await using setup = await open();
    expect(await setup.post(good)).toEqual({ status: 200, text: '' });
    expect(setup.seen).toMatchObject([
      {
        number: 1,
        time: '2026-05-01T12:00:00.000Z',
        method: 'POST',
        path: '/',
        event: 'contact.created',
        signature: 'valid',
        problems: [],
        status: 200,
      },
    ]);
    expect(Buffer.from(setup.seen[0]!.body).toString()).toBe(good);
  });

  test.each<[string, string | Uint8Array, Record<string, string>, number, string[]]>([
    ['a wrong signature', good, { 'X-LeadLex-Signature': sign('other') }, 401, ['SignatureMismatch']],
    ['no signature', good, { 'X-LeadLex-Signature': '' }, 401, ['MalformedHeader']],
    ['what is no JSON', 'hello', {}, 200, ['NotJson']],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe]), {}, 200, ['NotJson']],
    ['an unknown event', '{"type":"contact.exploded"}', {}, 200, ['UnknownEvent']],
    ['no event', '{"data":{}}', {}, 200, ['UnknownEvent']],
    [
      'a payload that breaks its schema',
      '{"type":"contact.created"}',
      {},
      200,
      ['PayloadInvalid', 'PayloadInvalid', 'PayloadInvalid'],
    ],
    ['another content type', good, { 'Content-Type': 'text/plain' }, 200, ['ContentTypeWrong']],
  ])('says what is wrong with %s', async (_, body, headers, status, codes) => {
    await using setup = await open();
    expect((await setup.post(body, headers)).status).toBe(status);
    expect(setup.seen[0]!.problems.map(({ code }) => code)).toEqual(codes);
  });

  test('does not speak of signatures without a secret, and answers as told', async () => {
    await using setup = await open({ secrets: [], status: 503 });
    expect((await setup.post(good, { 'X-LeadLex-Signature': 'x' })).status).toBe(503);
    expect(setup.seen).toMatchObject([{ signature: 'unchecked', problems: [] }]);
  });

  test('refuses a body that is too long', async () => {
    await using setup = await open({ maxBody: 100 });
    expect((await setup.post('x'.repeat(101))).status).toBe(413);
    expect(setup.seen).toEqual([]);
  });

  test('passes path, query, headers and body on, and answers what comes back', async () => {
    await using target = await startTarget((response) =>
      response.writeHead(202, { 'Content-Type': 'text/plain' }).end('mine'),
    );
    await using setup = await open({ forward: new URL(`${target.url}/app`) });
    const response = await fetch(`${setup.receiver.url}/in?a=1`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-LeadLex-Signature': sign(good),
        'X-Own': 'ü'.normalize('NFD').length > 1 ? 'x' : 'y',
      },
      body: good,
    });
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      202,
      'mine',
      'text/plain',
    ]);
    const [request_] = target.requests;
    expect([request_!.path, request_!.headers['x-own'], request_!.headers['x-leadlex-signature']]).toEqual([
      '/app/in?a=1',
      'x',
      sign(good),
    ]);
    expect(request_!.body.toString()).toBe(good);
  });

  test('answers 502 and says why when nobody listens where it passes on', async () => {
    await using setup = await open({ forward: new URL('http://127.0.0.1:1/') });
    expect((await setup.post(good)).status).toBe(502);
    expect(setup.seen).toMatchObject([{ status: 502, passedOn: { error: 'connect ECONNREFUSED 127.0.0.1:1' } }]);
  });

  test('passes any bytes on as they are, so that they still verify', { timeout: 30_000 + RUNS * 20 }, async () => {
    const arrived: { body: Buffer; signature: string }[] = [];
    const target = createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        arrived.push({ body: Buffer.concat(chunks), signature: String(incoming.headers['x-leadlex-signature']) });
        response.end();
      });
    });
    await new Promise<void>((ready) => target.listen(0, '127.0.0.1', ready));
    const { port } = target.address() as AddressInfo;
    await using setup = await open({ forward: new URL(`http://127.0.0.1:${port}/`) });
    const bodies = fc.sample(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.json().map((text) => Buffer.from(text)),
      ),
      { numRuns: RUNS, seed: 9 },
    );
    for (const body of bodies) {
      await post(setup.receiver.url, body);
      const last = arrived.at(-1)!;
      expect(Buffer.compare(last.body, body)).toBe(0);
      expect(last.signature).toBe(sign(last.body));
    }
    expect([arrived.length, setup.seen.every(({ signature }) => signature === 'valid')]).toEqual([RUNS, true]);
    await new Promise((done) => target.close(done));
  });
});

function post(url: string, body: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'X-LeadLex-Signature': sign(body), Connection: 'close' };
    const outgoing = request(url, { method: 'POST', headers }, (response) => response.resume().on('end', resolve));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('startReceiver', () => {
  test('sends itself a signed event in three lines', async () => {
    await using hooks = await startReceiver('leadlex', { secret: SECRET });
    await hooks.trigger('contact.created', { id: 'evt_mine' });
    expect(await hooks.next('contact.created')).toMatchObject({ signature: 'valid', problems: [] });
  });

  test('hands each delivery out once, in order, by its event', async () => {
    await using hooks = await startReceiver(leadlex, { secret: SECRET, patience: 50 });
    await hooks.trigger('contact.created', {}, { seed: 1 });
    await hooks.trigger('contact.updated');
    await hooks.trigger('contact.created', {}, { seed: 2 });
    const names = [await hooks.next('contact.updated'), await hooks.next(), await hooks.next()].map(
      ({ event, number }) => [event, number],
    );
    expect(names).toEqual([
      ['contact.updated', 2],
      ['contact.created', 1],
      ['contact.created', 3],
    ]);
    await expect(hooks.next('contact.deleted')).rejects.toThrow(
      'No delivery of contact.deleted arrived within 50 ms; what arrived: contact.created, contact.updated, contact.created',
    );
  });

  test('waits for what is still to come, and says when nothing came', async () => {
    await using hooks = await startReceiver(leadlex, { secret: SECRET, patience: 50 });
    await expect(hooks.next()).rejects.toThrow('No delivery arrived within 50 ms; nothing arrived at all');
    const next = hooks.next('contact.created');
    await hooks.trigger('contact.created');
    expect((await next).number).toBe(1);
  });

  test('sends to the receiver under test, also wrong on purpose', async () => {
    await using app = await startTarget((response, { headers, body }) =>
      response.writeHead(headers['x-leadlex-signature'] === sign(body) ? 204 : 401).end(),
    );
    await using hooks = await startReceiver(leadlex, { secret: SECRET, to: app.url });
    expect((await hooks.trigger('contact.created')).attempt.responseStatus).toBe(204);
    const { isRight, attempt } = await hooks.trigger('contact.created', {}, { fault: 'bad-signature' });
    expect([isRight, attempt.responseStatus, hooks.deliveries]).toEqual([true, 401, []]);
  });

  test('knows each event of each contract by its delivery', async () => {
    for (const name of ['lava', 'encrata', 'agentmessage', 'leadlex']) {
      const contract = await loadContract(name);
      await using hooks = await startReceiver(contract);
      for (const { name: event } of contract.events) {
        await hooks.trigger(event);
        const delivery = await hooks.next();
        expect([name, delivery.event, delivery.problems]).toEqual([name, event, []]);
      }
    }
  });

  test('refuses an event that the contract does not have', async () => {
    await using hooks = await startReceiver(leadlex);
    await expect(hooks.trigger('contact.create')).rejects.toThrow(
      'leadlex has no event "contact.create". Did you mean contact.created?',
    );
  });
});
