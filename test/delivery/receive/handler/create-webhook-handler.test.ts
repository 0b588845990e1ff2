import { describe, expect, test } from 'vitest';
import { leadlexWebhooks } from '../../../../generated/leadlex/webhooks.ts';
import { createSeenDeliveries } from '../../../../src/delivery/receive/webhooks.ts';
import { create, good, HOOK_URL, SECRET, sign, toRequest, type Setup } from './setup.ts';

async function post(setup: Setup, body: string | Uint8Array, headers?: Record<string, string>) {
  const response = await setup.hooks.fetch(toRequest(body, headers));
  return [response.status, await response.json()];
}

test('hands a verified event, parsed, to the function of its name', async () => {
  const setup = create();
  expect(await post(setup, good)).toEqual([200, { received: 'contact.created' }]);
  expect(setup.handled).toEqual([['contact.created', 'evt_1', JSON.parse(good)]]);
});

test.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
  ['an altered body', good, { 'X-LeadLex-Signature': sign(`${good} `) }, 401, 'SignatureMismatch'],
  ['a header of another form', good, { 'X-LeadLex-Signature': 'x' }, 401, 'MalformedHeader'],
  ['what is no JSON', 'hello', {}, 400, 'NotJson'],
  ['bytes that are no text', new Uint8Array([0x22, 0xff, 0x22]), {}, 400, 'NotJson'],
  ['no body', '', {}, 400, 'NotJson'],
  ['no name of an event', '{"id":"evt_1"}', {}, 400, 'NoEventName'],
  ['a payload that is no object', 'null', {}, 400, 'NoEventName'],
])('refuses %s, and says so to onInvalid', async (_, body, headers, status, code) => {
  const setup = create();
  expect(await post(setup, body, headers)).toEqual([status, { error: code, message: expect.any(String) as string }]);
  expect(setup.invalid).toMatchObject([{ status, code }]);
  expect([setup.handled, setup.errors]).toEqual([[], []]);
});

test('refuses an unsigned delivery and any other method', async () => {
  const setup = create();
  expect((await setup.hooks.fetch(new Request(HOOK_URL, { method: 'POST', body: good }))).status).toBe(401);
  const get = await setup.hooks.fetch(new Request(HOOK_URL));
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  expect(setup.invalid.map(({ code }) => code)).toEqual(['MissingHeader', 'MethodNotAllowed']);
});

test('refuses a body above the limit before it is verified, and takes one that fits exactly', async () => {
  const { length } = Buffer.from(good);
  expect((await post(create({ maxBody: length - 1 }), good))[0]).toBe(413);
  expect((await post(create({ maxBody: length }), good))[0]).toBe(200);
});

test('gives the verdict on the age to whoever sets a tolerance', async () => {
  const setup = create({ toleranceSeconds: 300, now: () => new Date('2026-05-01T12:00:00Z') });
  const at = (time: string) => post(setup, good, { 'X-LeadLex-Timestamp': time });
  expect((await at('2026-05-01T11:56:00Z'))[0]).toBe(200);
  expect(await at('2026-05-01T11:50:00Z')).toMatchObject([401, { error: 'StaleTimestamp' }]);
  expect(await at('2026-05-01T12:10:00Z')).toMatchObject([401, { error: 'FutureTimestamp' }]);
});

test('accepts an event without a function, or gives it to otherwise', async () => {
  const body = good.replace('contact.created', 'contact.exploded');
  expect(await post(create(), body)).toEqual([200, { received: 'contact.exploded', handled: false }]);
  const others: unknown[] = [];
  const setup = create({ otherwise: (_, { event }) => others.push(event) });
  expect(await post(setup, body)).toEqual([200, { received: 'contact.exploded' }]);
  expect(others).toEqual(['contact.exploded']);
  expect(await post(setup, good.replace('contact.created', '__proto__'))).toMatchObject([200, {}]);
});

test('answers 500 without the reason when a function throws, and tells onError', async () => {
  const setup = create({ on: { 'contact.created': () => Promise.reject(new Error('password is hunter2')) } });
  expect(await post(setup, good)).toEqual([
    500,
    { error: 'ReceiverFailed', message: 'The receiver failed; send the event again' },
  ]);
  expect(setup.errors).toEqual([new Error('password is hunter2')]);
});

test('asks a function for the secrets at each request, so they may rotate', async () => {
  let secrets: string[] = ['whsec_old'];
  const setup = create({ secrets: () => secrets });
  expect((await post(setup, good))[0]).toBe(401);
  secrets = ['whsec_old', SECRET];
  expect((await post(setup, good))[0]).toBe(200);
  secrets = [];
  expect((await post(setup, good))[0]).toBe(500);
  expect(String(setup.errors[0])).toBe(
    'TypeError: secrets holds no secret, or an empty one. Is the variable of the environment set?',
  );
});

describe('with seen', () => {
  test('handles a delivery once that comes twice', async () => {
    const setup = create({ seen: new Set<string>() });
    expect(await post(setup, good)).toEqual([200, { received: 'contact.created' }]);
    expect(await post(setup, good)).toEqual([200, { received: 'contact.created', duplicate: true }]);
    expect(setup.handled.length).toBe(1);
  });

  test('handles a delivery once whose copies come together, and answers both alike', async () => {
    let [reads, calls] = [0, 0];
    let bothAreHere = () => {};
    const gate = new Promise<void>((done) => (bothAreHere = done));
    const on = {
      'contact.created': async () => {
        calls += 1;
        await gate;
      },
    };
    const setup = create({ id: { header: 'X-Delivery' }, seen: createSeenDeliveries(), on });
    const headers = {
      'x-leadlex-signature': sign(good),
      // The last thing that is read before a delivery is handled.
      get 'x-delivery'() {
        if (++reads === 2) setImmediate(bothAreHere);
        return 'd_1';
      },
    };
    const answers: unknown[] = [];
    const deliver = () =>
      setup.hooks.node(
        {
          method: 'POST',
          headers,
          [Symbol.asyncIterator]: async function* () {
            yield Buffer.from(good);
          },
        },
        { writeHead: (status) => answers.push(status), end: (body) => answers.push(body) },
      );
    await Promise.all([deliver(), deliver()]);
    expect([calls, answers]).toEqual([
      1,
      [200, '{"received":"contact.created"}', 200, '{"received":"contact.created"}'],
    ]);
  });

  test('handles a delivery again whose function failed', async () => {
    let tries = 0;
    const on = {
      'contact.created': () => {
        if (++tries === 1) throw new Error('the database is away');
      },
    };
    const setup = create({ seen: createSeenDeliveries(), on });
    const statuses = [await post(setup, good), await post(setup, good), await post(setup, good)].map(([it]) => it);
    expect([statuses, tries]).toEqual([[500, 200, 200], 2]);
  });

  test('answers 500 when the memory fails', async () => {
    const setup = create({ seen: { has: () => Promise.reject(new Error('away')), add: () => {} } });
    expect((await post(setup, good))[0]).toBe(500);
    expect(setup.handled).toEqual([]);
  });

  test('tells deliveries apart by their bytes where the provider sends no id', async () => {
    const setup = create({ id: 'body', seen: createSeenDeliveries() });
    for (const body of [good, `${good} `, good]) await post(setup, body);
    expect(setup.handled.length).toBe(2);
  });

  test('keeps the latest ids alone', () => {
    const seen = createSeenDeliveries(2);
    for (const id of ['a', 'b', 'c']) seen.add(id);
    expect(['a', 'b', 'c'].map((id) => seen.has(id))).toEqual([false, true, true]);
  });
});

test.each<[string, object, string]>([
  ['no secret', { secrets: [] }, 'secrets holds no secret, or an empty one. Is the variable of the environment set?'],
  [
    'a variable that is not set',
    { secrets: undefined },
    'secrets holds no secret, or an empty one. Is the variable of the environment set?',
  ],
  [
    'an unknown event',
    { on: { 'contact.create': () => {} } },
    'on has a handler for "contact.create", which is no event. Did you mean contact.created?',
  ],
  [
    'seen without an id',
    { id: undefined, seen: new Set() },
    "seen needs id: say where a delivery's id stands, e.g. id: { property: '/id' } or id: 'body'",
  ],
  [
    'no url where it is signed',
    { scheme: { ...leadlexWebhooks.scheme, content: ['$url', '$body'] } },
    'The provider signs the URL of the receiver: give url, as it is registered there',
  ],
])('throws at once for %s', (_, options, message) => {
  expect(() => create(options)).toThrow(new TypeError(message));
});
