import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/contract/template.ts';
import { createManualClock } from '../../src/delivery/clock.ts';
import { createDispatcher } from '../../src/delivery/dispatch.ts';
import { createAttemptLog } from '../../src/delivery/log.ts';
import { createSender } from '../../src/delivery/send.ts';
import { createContract, toEndpoint } from './support/contract.ts';
import { startReceiver } from './support/receiver.ts';

const start = '2026-04-26T12:00:00.250Z';
const seconds = '1777204800';
const roots = { resource: { id: 'ep_1' }, tenant: { name: 'acme' } };

function setUp(seed = 1) {
  const log = createAttemptLog();
  const clock = createManualClock(start);
  return { log, clock, dispatcher: createDispatcher({ clock, random: createRandom(seed), log, send: createSender() }) };
}

describe('deliver', () => {
  test('sends the example, filled and signed, and records what came back', async () => {
    await using receiver = await startReceiver((response) => response.writeHead(202).end('thanks'));
    const { dispatcher, log } = setUp();
    const url = `${receiver.url}/hooks?a=1`;
    const attempt = await dispatcher.deliver({
      contract: createContract(),
      event: 'thing.made',
      endpoint: toEndpoint(url),
      roots,
    });
    const [request] = receiver.requests;
    const body = `{"id":"${attempt.eventId}","type":"thing.made","created_at":"2026-04-26T12:00:00Z","data":{"b":"ü","a":[1]},"hook":"ep_1"}`;
    const signature = createHmac('sha256', 'whsec_1').update(`${seconds}\n`).update(request!.body).digest('hex');
    const headers = {
      'Content-Type': 'application/json',
      'X-Delivery': attempt.id,
      'X-Event': 'thing.made',
      'X-Attempt': '1',
      'X-Tenant': 'acme',
      'User-Agent': 'Fixture/1.0',
      'X-Pairs-Signature': `t=${seconds},v1=${signature}`,
    };
    expect(request).toMatchObject({ method: 'POST', path: '/hooks?a=1' });
    expect(request!.body.toString()).toBe(body);
    expect(request!.headers).toEqual({
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      host: `127.0.0.1:${receiver.port}`,
      connection: 'keep-alive',
      'content-length': String(Buffer.byteLength(body)),
    });
    expect(attempt).toEqual({
      sequence: 1,
      contract: 'fixture',
      tenant: 'acme',
      resource: 'endpoint',
      id: expect.stringMatching(/^del_[0-9a-f-]{36}$/),
      attemptId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      eventId: expect.stringMatching(/^evt_[0-9a-f-]{36}$/),
      endpointId: 'ep_1',
      event: 'thing.made',
      url,
      attempt: 1,
      outcome: 'success',
      error: null,
      errorDetail: null,
      requestHeaders: headers,
      requestBody: body,
      payload: JSON.parse(body),
      bodySha256: createHash('sha256').update(request!.body).digest('hex'),
      bodyBytes: request!.body.length,
      responseStatus: 202,
      responseBody: 'thanks',
      durationMs: 0,
      occurredAt: start,
      createdAt: start,
      nextAttemptAt: null,
      signature,
    });
    expect(log.attempts()).toEqual([attempt]);
  });

  test('gives the same ids and bytes with the same seed, others with another', async () => {
    await using receiver = await startReceiver();
    const job = { contract: createContract(), event: 'thing.made', endpoint: toEndpoint(receiver.url), roots };
    const [first, second, other] = [
      await setUp(7).dispatcher.deliver(job),
      await setUp(7).dispatcher.deliver(job),
      await setUp(8).dispatcher.deliver(job),
    ];
    expect(second).toEqual(first);
    expect(other.id).not.toBe(first.id);
    expect(receiver.requests[1]!.body).toEqual(receiver.requests[0]!.body);
  });

  test('sorts the keys at every level where the contract says so', async () => {
    await using receiver = await startReceiver();
    const contract = createContract({ delivery: { keys: 'sorted', fill: {} } });
    const payload = { z: [{ y: 1, x: null }], '10': 1, '9': 2, é: 'ü', a: { __proto__: null, c: true, b: 'x' } };
    await setUp().dispatcher.deliver({ contract, event: 'thing.made', endpoint: toEndpoint(receiver.url), payload });
    expect(receiver.requests[0]!.body.toString()).toBe(
      '{"10":1,"9":2,"a":{"b":"x","c":true},"z":[{"x":null,"y":1}],"é":"ü"}',
    );
  });

  test('fills a payload of the caller like the example, without changing it', async () => {
    await using receiver = await startReceiver();
    const payload = { id: 'mine', data: { n: 1 } };
    const attempt = await setUp().dispatcher.deliver({
      contract: createContract(),
      event: 'thing.made',
      endpoint: toEndpoint(receiver.url),
      payload,
      roots,
    });
    expect(payload).toEqual({ id: 'mine', data: { n: 1 } });
    expect(attempt.payload).toEqual({
      id: attempt.eventId,
      data: { n: 1 },
      created_at: '2026-04-26T12:00:00Z',
      hook: 'ep_1',
    });
  });

  test('sends an empty object for an event that has no example', async () => {
    await using receiver = await startReceiver();
    const attempt = await setUp().dispatcher.deliver({
      contract: createContract({ delivery: { fill: {} } }),
      event: 'thing.empty',
      endpoint: toEndpoint(receiver.url),
    });
    expect(attempt.requestBody).toBe('{}');
  });

  test('signs with the current secret while a rotation overlaps', async () => {
    await using receiver = await startReceiver();
    await setUp().dispatcher.deliver({
      contract: createContract(),
      event: 'thing.made',
      endpoint: toEndpoint(receiver.url, ['new', 'old']),
    });
    const { body, headers } = receiver.requests[0]!;
    const signature = createHmac('sha256', 'new').update(`${seconds}\n`).update(body).digest('hex');
    expect(headers['x-pairs-signature']).toBe(`t=${seconds},v1=${signature}`);
  });

  test('sends unsigned what has no secret', async () => {
    await using receiver = await startReceiver();
    const attempt = await setUp().dispatcher.deliver({
      contract: createContract(),
      event: 'thing.made',
      endpoint: toEndpoint(receiver.url, []),
    });
    expect(attempt.signature).toBeNull();
    expect(Object.keys(receiver.requests[0]!.headers)).not.toContain('x-pairs-signature');
  });

  test('lets a contract choose the media type and keeps headers of the connection out of its hands', async () => {
    await using receiver = await startReceiver();
    const headers = { 'content-type': 'application/cloudevents+json', Host: 'elsewhere', 'Content-Length': '1' };
    const attempt = await setUp().dispatcher.deliver({
      contract: createContract({ delivery: { headers } }),
      event: 'thing.made',
      endpoint: toEndpoint(receiver.url, []),
    });
    expect(attempt.requestHeaders).toEqual({ 'content-type': 'application/cloudevents+json' });
    expect(attempt.outcome).toBe('success');
  });

  test('counts as success only what the contract says', async () => {
    await using receiver = await startReceiver((response, { path }) => response.writeHead(Number(path.slice(1))).end());
    const outcomeOf = async (status: number, success: (number | string)[]) => {
      const contract = createContract({ delivery: { success } });
      const { outcome, error, responseStatus } = await setUp().dispatcher.deliver({
        contract,
        event: 'thing.made',
        endpoint: toEndpoint(`${receiver.url}/${status}`),
      });
      return [outcome, error, responseStatus];
    };
    expect(await outcomeOf(200, [200])).toEqual(['success', null, 200]);
    expect(await outcomeOf(204, [200])).toEqual(['dead', 'http_error', 204]);
    expect(await outcomeOf(204, ['2xx'])).toEqual(['success', null, 204]);
    expect(await outcomeOf(500, ['2XX'])).toEqual(['dead', 'http_error', 500]);
    expect(await outcomeOf(410, ['2XX', 410])).toEqual(['success', null, 410]);
  });

  test('refuses an event the contract does not have, and a header that cannot be sent', async () => {
    const { dispatcher, log } = setUp();
    const endpoint = toEndpoint('http://127.0.0.1:9');
    await expect(dispatcher.deliver({ contract: createContract(), event: 'thing.lost', endpoint })).rejects.toThrow(
      'fixture has no event "thing.lost"',
    );
    const contract = createContract({ delivery: { headers: { 'X-Name': '$resource#/name' } } });
    const job = { contract, event: 'thing.made', endpoint, roots: { resource: { name: 'a\nb' } } };
    await expect(dispatcher.deliver(job)).rejects.toThrow('The header X-Name cannot carry "a\\nb"');
    expect(log.attempts()).toEqual([]);
  });
});

describe('start', () => {
  test('records the attempt as pending before the receiver answers, and its end in the same place', async () => {
    let finish = () => {};
    await using receiver = await startReceiver((response) => (finish = () => response.end('late')));
    const { dispatcher, log, clock } = setUp();
    const { attempt, done } = dispatcher.start({
      contract: createContract(),
      event: 'thing.made',
      endpoint: toEndpoint(receiver.url),
    });
    expect(log.attempts()).toEqual([attempt]);
    expect([attempt.outcome, attempt.responseStatus, log.latest('fixture', 'ep_1')]).toEqual([
      'pending',
      null,
      undefined,
    ]);
    await expect.poll(() => receiver.requests.length).toBe(1);
    clock.advance(1234);
    finish();
    const ended = await done;
    expect(ended).toEqual({
      ...attempt,
      outcome: 'success',
      responseStatus: 200,
      responseBody: 'late',
      durationMs: 1234,
    });
    expect(log.attempts()).toEqual([ended]);
  });
});

describe('deliver again', () => {
  test('sends the same data under a new delivery and event id', async () => {
    await using receiver = await startReceiver();
    const { dispatcher, log } = setUp();
    const job = { contract: createContract(), endpoint: toEndpoint(receiver.url), roots };
    const first = await dispatcher.deliver({ ...job, event: 'thing.made', payload: { data: { n: 1 } } });
    const again = await dispatcher.deliver({ ...job, event: first.event, payload: first.payload });
    expect(again).toMatchObject({
      event: 'thing.made',
      attempt: 1,
      outcome: 'success',
      payload: { data: { n: 1 }, id: again.eventId },
    });
    expect(new Set([first.id, again.id, first.eventId, again.eventId]).size).toBe(4);
    expect(log.attempts()).toEqual([again, first]);
  });
});

test('records a delivery as refused, and says why, where nothing can be sent', async () => {
  const log = createAttemptLog();
  const dispatcher = createDispatcher({ clock: createManualClock(start), random: createRandom(1), log });
  const endpoint = toEndpoint('http://127.0.0.1:9/hook');
  const attempt = await dispatcher.deliver({ contract: createContract(), event: 'thing.made', endpoint, roots });
  expect(attempt).toMatchObject({
    outcome: 'refused',
    error: 'refused',
    errorDetail: 'this mock sends nothing: it runs where it has no network of its own, as in a browser',
    requestHeaders: {},
    responseStatus: null,
  });
  expect(log.attempts()).toEqual([attempt]);
});
