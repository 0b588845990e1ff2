import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/contract/template.ts';
import { createAgenda } from '../../src/delivery/agenda.ts';
import { createManualClock } from '../../src/delivery/clock.ts';
import { createDispatcher, type DispatcherOptions } from '../../src/delivery/dispatch.ts';
import { createAttemptLog } from '../../src/delivery/log.ts';
import { createSender } from '../../src/delivery/send.ts';
import { createContract, toEndpoint } from './support/contract.ts';
import { startReceiver, type Received } from './support/receiver.ts';

const start = Date.parse('2026-04-26T12:00:00.250Z');
const HOUR = 3_600_000;

function setUp(options: Partial<DispatcherOptions> = {}, seed = 1) {
  const log = createAttemptLog();
  const clock = createManualClock(start);
  const agenda = createAgenda({ now: clock.now });
  const random = createRandom(seed);
  const dispatcher = createDispatcher({ clock, random, log, agenda, send: createSender(), ...options });
  const travel = (ms: number) => agenda.travel(clock.now() + ms, (time) => clock.advance(time - clock.now()));
  /** Attempts, oldest first: number, milliseconds since the start, outcome. */
  const history = () =>
    log
      .attempts()
      .reverse()
      .map(({ attempt, occurredAt, outcome }) => `${attempt} +${Date.parse(occurredAt) - start} ${outcome}`);
  return { log, clock, agenda, dispatcher, travel, history };
}

/** Answers in turn; the last one again and again. */
const inTurn = (...statuses: number[]) => {
  let count = 0;
  return startReceiver((response) => response.writeHead(statuses[Math.min(count++, statuses.length - 1)]!).end());
};

const retries = ['PT5S', 'PT5M', 'PT1H'];
const job = (url: string, delivery: object = {}) => ({
  contract: createContract({ delivery: { retries, ...delivery } }),
  event: 'thing.made',
  endpoint: toEndpoint(url),
});

test('tries again after the delays of the contract until the receiver takes it', async () => {
  await using receiver = await inTurn(500, 503, 200);
  const { dispatcher, travel, history, log } = setUp();
  const first = await dispatcher.deliver(job(receiver.url));
  expect([first.outcome, first.nextAttemptAt]).toEqual(['retry', '2026-04-26T12:00:05.250Z']);
  await travel(4999);
  expect(receiver.requests).toHaveLength(1);
  await travel(HOUR);
  expect(history()).toEqual(['1 +0 retry', '2 +5000 retry', '3 +305000 success']);
  expect(log.attempts().map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([null, null, null]);
});

test('gives up after the last delay', async () => {
  await using receiver = await inTurn(500);
  const { agenda, dispatcher, travel, history } = setUp();
  await dispatcher.deliver(job(receiver.url));
  await travel(24 * HOUR);
  expect(history()).toEqual(['1 +0 retry', '2 +5000 retry', '3 +305000 retry', '4 +3905000 dead']);
  expect(agenda.size()).toBe(0);
});

test('sends the same bytes under the same id, with a number and a signature of its own', async () => {
  await using receiver = await inTurn(500, 200);
  const { dispatcher, travel } = setUp();
  await dispatcher.deliver(job(receiver.url));
  await travel(HOUR);
  const [first, second] = receiver.requests as [Received, Received];
  expect(second.body.equals(first.body)).toBe(true);
  expect(second.headers['x-delivery']).toBe(first.headers['x-delivery']);
  expect([first, second].map(({ headers }) => headers['x-attempt'])).toEqual(['1', '2']);
  const time = Math.floor((start + 5000) / 1000);
  const signature = createHmac('sha256', 'whsec_1').update(`${time}\n`).update(second.body).digest('hex');
  expect(second.headers['x-pairs-signature']).toBe(`t=${time},v1=${signature}`);
});

test('gives each attempt an id of its own where the contract says so', async () => {
  await using receiver = await inTurn(500, 200);
  const { dispatcher, travel, log } = setUp();
  await dispatcher.deliver(job(receiver.url, { stableId: false }));
  await travel(HOUR);
  const [second, first] = log.attempts();
  expect(second!.id).not.toBe(first!.id);
  expect(second!.eventId).toBe(first!.eventId);
});

test('tries again when nobody listens, and when no answer comes in time', async () => {
  await using silent = await startReceiver(() => {});
  const { dispatcher, travel, log } = setUp();
  await dispatcher.deliver(job('http://127.0.0.1:1/', { retries: ['PT5S'] }));
  await dispatcher.deliver(job(silent.url, { retries: ['PT5S'], timeout: 'PT0.05S' }));
  await travel(HOUR);
  expect(
    log
      .attempts()
      .map(({ attempt, error, outcome }) => `${attempt} ${error} ${outcome}`)
      .toSorted(),
  ).toEqual(['1 connection_refused retry', '1 timeout retry', '2 connection_refused dead', '2 timeout dead']);
});

test('sends once what must not be repeated', async () => {
  await using receiver = await inTurn(500);
  const { dispatcher, travel, history } = setUp();
  await dispatcher.deliver({ ...job(receiver.url), retry: false });
  await travel(HOUR);
  expect(history()).toEqual(['1 +0 dead']);
});

test('sends later attempts to the endpoint as it is then', async () => {
  await using old = await inTurn(500);
  await using moved = await inTurn(200);
  const { dispatcher, travel } = setUp({
    renew: (endpoint) => ({ endpoint: { ...endpoint, url: moved.url, secrets: ['whsec_2'] } }),
  });
  await dispatcher.deliver(job(old.url));
  await travel(HOUR);
  const [request] = moved.requests;
  const time = Math.floor((start + 5000) / 1000);
  const signature = createHmac('sha256', 'whsec_2').update(`${time}\n`).update(request!.body).digest('hex');
  expect(request!.headers['x-pairs-signature']).toBe(`t=${time},v1=${signature}`);
  expect(old.requests).toHaveLength(1);
});

test('gives up at once when the endpoint is deleted, and says why', async () => {
  await using receiver = await inTurn(500);
  const { agenda, dispatcher, travel, log } = setUp();
  const { contract, ...rest } = job(receiver.url);
  await dispatcher.deliver({ contract, ...rest });
  dispatcher.cancel(contract, 'the endpoint was deleted', { resource: 'endpoint', id: 'ep_2' });
  expect(agenda.size()).toBe(1);
  dispatcher.cancel(contract, 'the endpoint was deleted', { resource: 'endpoint', id: 'ep_1' });
  expect(agenda.size()).toBe(0);
  await travel(HOUR);
  expect(log.attempts()).toMatchObject([
    { outcome: 'dead', nextAttemptAt: null, errorDetail: 'given up: the endpoint was deleted' },
  ]);
  expect(receiver.requests).toHaveLength(1);
});

test('gives up at the next attempt when the endpoint is switched off', async () => {
  await using receiver = await inTurn(500);
  const { dispatcher, travel, log } = setUp({ renew: () => 'the endpoint is switched off' });
  await dispatcher.deliver(job(receiver.url));
  await travel(HOUR);
  expect(log.attempts()).toMatchObject([{ outcome: 'dead', errorDetail: 'given up: the endpoint is switched off' }]);
});

test('gives up, and says why, what can no longer be signed or no longer be built', async () => {
  await using receiver = await inTurn(500);
  const { agenda, dispatcher, travel, log } = setUp({
    renew: (endpoint) => ({ endpoint: { ...endpoint, secrets: [''] } }),
  });
  const { contract, ...rest } = job(receiver.url);
  await dispatcher.deliver({ contract, ...rest });
  const heir = createDispatcher({ clock: createManualClock(start), random: createRandom(2), log, agenda });
  heir.resume({ ...contract, events: [] }, log.append({ ...log.attempts()[0]!, id: 'del_2', attemptId: 'a2' }));
  await travel(HOUR);
  expect(log.attempts()).toMatchObject([
    { id: 'del_2', outcome: 'dead', nextAttemptAt: null, errorDetail: 'given up: fixture has no event "thing.made"' },
    { outcome: 'dead', nextAttemptAt: null, errorDetail: 'given up: The secret is empty' },
  ]);
  expect([agenda.size(), receiver.requests.length]).toEqual([0, 1]);
});

test('switches an endpoint off that says it is gone, and drops what waits for it', async () => {
  await using receiver = await inTurn(500, 410);
  const disabled: string[] = [];
  const { dispatcher, travel, history } = setUp({ disable: ({ id }, reason) => disabled.push(`${id}: ${reason}`) });
  const gone = job(receiver.url, { gone: [410] });
  await dispatcher.deliver(gone);
  await dispatcher.deliver(gone);
  await travel(HOUR);
  expect(disabled).toEqual(['ep_1: the receiver answered 410']);
  expect(history()).toEqual(['1 +0 dead', '1 +0 dead']);
});

test('switches an endpoint off after failed deliveries in a row, and counts anew after a success', async () => {
  await using receiver = await inTurn(500, 200, 500, 500);
  const disabled: string[] = [];
  const { dispatcher } = setUp({ disable: (_, reason) => disabled.push(reason) });
  const once = job(receiver.url, { retries: [], disableAfter: { deliveries: 2 } });
  for (let i = 0; i < 3; i++) await dispatcher.deliver(once);
  expect(disabled).toEqual([]);
  await dispatcher.deliver(once);
  expect(disabled).toEqual(['2 deliveries in a row failed']);
});

test('switches an endpoint off after a period of nothing but failures', async () => {
  await using receiver = await inTurn(500);
  const disabled: string[] = [];
  const { dispatcher, travel } = setUp({ disable: (_, reason) => disabled.push(reason) });
  await dispatcher.deliver(job(receiver.url, { disableAfter: { period: 'PT1H' } }));
  await travel(HOUR);
  expect(disabled).toEqual([]);
  await travel(HOUR);
  expect(disabled).toEqual(['nothing but failures for PT1H']);
});

test('hands what waits and what is under way over to another dispatcher', async () => {
  const answers: (() => void)[] = [];
  await using receiver = await startReceiver((response, { headers }) => {
    const end = () => response.writeHead(headers['x-attempt'] === '1' ? 500 : 200).end();
    if (headers['x-attempt'] === '1') answers.push(end);
    else end();
  });
  const [gone, renewed]: string[][] = [[], []];
  const { dispatcher, clock, agenda, log, travel } = setUp({
    disable: ({ id }) => void gone!.push(id),
    renew: () => 'the first dispatcher is asked no more',
  });
  const { contract, ...rest } = job(receiver.url);
  const waiting = dispatcher.deliver({ contract, ...rest });
  await expect.poll(() => answers.length).toBe(1);
  answers[0]!();
  await waiting;
  const started = dispatcher.start({ contract, ...rest });
  await expect.poll(() => answers.length).toBe(2);
  const heir = createDispatcher({
    clock,
    agenda,
    log,
    random: createRandom(2),
    send: createSender(),
    renew(endpoint) {
      renewed!.push(endpoint.id);
      return { endpoint };
    },
  });
  dispatcher.handOver(heir, contract);
  answers[1]!();
  expect((await started.done).outcome).toBe('retry');
  dispatcher.cancel(contract, 'the first dispatcher has nothing left');
  await travel(HOUR);
  expect([renewed, gone, agenda.size()]).toEqual([['ep_1', 'ep_1'], [], 0]);
  expect(log.attempts().map(({ attempt, outcome }) => `${attempt} ${outcome}`)).toEqual([
    '2 success',
    '2 success',
    '1 retry',
    '1 retry',
  ]);
});

test('sends again at once what was under way when its process ended', async () => {
  await using receiver = await inTurn(500, 200);
  const { dispatcher, log, travel } = setUp({ renew: () => ({ endpoint: toEndpoint(receiver.url) }) });
  const { contract, ...rest } = job(receiver.url, { retries: [] });
  const ended = await dispatcher.deliver({ contract, ...rest });
  dispatcher.resume(contract, log.append({ ...ended, id: 'del_2', attemptId: 'a2', outcome: 'pending' }));
  await travel(0);
  expect(receiver.requests.map(({ headers }) => [headers['x-delivery'], headers['x-attempt']])).toEqual([
    [ended.id, '1'],
    ['del_2', '2'],
  ]);
});

test('makes the ten attempts of 100 messages over HTTP at exactly the planned times', { timeout: 60_000 }, async () => {
  await using receiver = await inTurn(500);
  const delays = ['PT5S', 'PT5M', 'PT30M', 'PT2H', 'PT5H', 'PT10H', 'PT14H', 'PT20H', 'PT24H'];
  const run = async () => {
    const { dispatcher, travel, log } = setUp({}, 7);
    const spread = job(receiver.url, { retries: delays, jitter: 0.1 });
    await Promise.all(Array.from({ length: 100 }, () => dispatcher.deliver(spread)));
    await travel(200 * HOUR);
    const lines = log
      .attempts()
      .map(({ id, attempt, occurredAt, outcome }) => `${id} ${attempt} ${occurredAt} ${outcome}`);
    return { lines, digest: createHash('sha256').update(lines.toSorted().join()).digest('hex') };
  };
  const [first, second] = [await run(), await run()];
  expect(first.lines).toHaveLength(1000);
  expect(first.lines.filter((line) => line.endsWith('dead'))).toHaveLength(100);
  expect(second.digest).toBe(first.digest);
});

test('sends nothing that its journal cannot keep: the first attempt is refused, a later one given up', async () => {
  await using receiver = await inTurn(500);
  let isFull = false;
  const add = async () => {
    if (isFull) throw new Error('the disk is full');
  };
  const log = createAttemptLog({ journal: { add, end: () => {}, remove: () => {} } });
  const { dispatcher, travel } = setUp({ log });
  await dispatcher.deliver(job(receiver.url));
  isFull = true;
  await expect(dispatcher.deliver(job(receiver.url))).rejects.toThrow('the disk is full');
  await travel(24 * HOUR);
  expect(receiver.requests).toHaveLength(1);
  expect(log.attempts().map(({ outcome, errorDetail }) => [outcome, errorDetail])).toEqual([
    ['dead', 'given up: the disk is full'],
  ]);
});
