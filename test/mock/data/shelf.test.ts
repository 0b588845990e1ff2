import { expect, test } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import { createRandom } from '../../../src/contract/template.ts';
import { createAgenda } from '../../../src/delivery/agenda.ts';
import { createManualClock } from '../../../src/delivery/clock.ts';
import { createDispatcher, type DispatcherOptions } from '../../../src/delivery/dispatch.ts';
import { createAttemptLog, isOpen } from '../../../src/delivery/log.ts';
import { openDataFile } from '../../../src/mock/data/data-file.ts';
import { createDataPath } from './support.ts';

const contract = await loadContract('leadlex');
const START = Date.parse('2026-05-01T12:00:00Z');
const WEEK = 7 * 86_400_000;

/** A dispatcher over a data file, or over memory alone; receivers answer 500 until `answer` says otherwise. */
function open(file?: string, options: Partial<DispatcherOptions> = {}, at = START) {
  const data = file === undefined ? undefined : openDataFile(file, 1);
  data?.journal(contract.name);
  const log = createAttemptLog({ journal: data?.attempts });
  const clock = createManualClock(at);
  const agenda = createAgenda({ now: clock.now });
  const sent: string[] = [];
  let status = 500;
  const dispatcher = createDispatcher({
    clock,
    agenda,
    log,
    random: createRandom(1),
    waiting: 3,
    send: async ({ url }) => {
      sent.push(`${url.pathname} +${clock.now() - START}`);
      return { status, body: '' };
    },
    ...options,
  });
  const deliver = (id: string) =>
    dispatcher.deliver({
      contract,
      event: 'contact.created',
      endpoint: { id, resource: 'webhook', url: `http://127.0.0.1:9/${id}`, secrets: ['whsec_1'], tenant: 'acme' },
    });
  const travel = (ms: number) => agenda.travel(clock.now() + ms, (time) => clock.advance(time - clock.now()));
  const resume = () => {
    const attempts = data!.attempts.read(1);
    log.restore(attempts);
    for (const attempt of attempts.filter(isOpen)) dispatcher.resume(contract, attempt);
    dispatcher.wake(contract);
  };
  return {
    agenda,
    deliver,
    dispatcher,
    log,
    resume,
    sent,
    travel,
    answer: (next: number) => (status = next),
    close: () => data?.close([]),
  };
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

test('makes every attempt at its time, whether it waits in memory or in the file', async () => {
  const [inMemory, inFile] = [open(), open(await createDataPath())];
  for (const sender of [inMemory, inFile]) {
    for (const name of names) {
      await sender.deliver(name);
      await sender.travel(777);
    }
  }
  expect([inMemory.agenda.size(), inFile.agenda.size()]).toEqual([8, 4]);
  for (const sender of [inMemory, inFile]) {
    await sender.travel(60_000);
    sender.answer(200);
    await sender.travel(WEEK);
  }
  expect(inFile.sent).toEqual(inMemory.sent);
  expect(inFile.sent).toHaveLength(8 * 4);
  const shown = ({ log }: typeof inFile) =>
    log.attempts().map(({ endpointId, attempt, outcome, occurredAt }) => [endpointId, attempt, outcome, occurredAt]);
  expect(shown(inFile)).toEqual(shown(inMemory));
  expect(inFile.agenda.size()).toBe(0);
  inFile.close();
});

test('shows, finds and gives up what waits in the file', async () => {
  const { agenda, close, deliver, dispatcher, log, sent, travel } = open(await createDataPath());
  const ids = [];
  for (const name of names) ids.push((await deliver(name)).id);
  expect(log.attempts().map(({ endpointId }) => endpointId)).toEqual(names.toReversed());
  expect(log.deliveries({ endpoint: 'h' })).toHaveLength(1);
  const last = log.get(ids[7]!)!;
  expect([last.endpointId, log.get(last.attemptId)?.id, log.has(ids[7]!)]).toEqual(['h', last.id, true]);
  dispatcher.cancel(contract, 'the endpoint was deleted', { resource: 'webhook', id: 'h' });
  expect(log.get(ids[7]!)).toMatchObject({ outcome: 'dead', errorDetail: 'given up: the endpoint was deleted' });
  dispatcher.cancel(contract, 'the mock was reset');
  expect([agenda.size(), log.attempts().filter(isOpen)]).toEqual([1, []]);
  await travel(WEEK);
  expect([sent.length, agenda.size()]).toEqual([8, 0]);
  log.clear();
  expect(log.attempts()).toEqual([]);
  close();
});

test('goes on after a restart with what waited in the file', async () => {
  const file = await createDataPath();
  const first = open(file);
  for (const name of names) await first.deliver(name);
  first.close();
  const second = open(file, {}, START + 1000);
  second.resume();
  expect(second.log.attempts()).toHaveLength(8);
  second.answer(200);
  await second.travel(WEEK);
  expect(second.sent.map((line) => line.slice(1, 2)).toSorted()).toEqual(names);
  expect(new Set(second.sent.map((line) => line.slice(3)))).toEqual(new Set(['+5000']));
  expect(second.log.attempts().filter(isOpen)).toEqual([]);
  second.close();
});

test('hands what waits in the file over to another dispatcher', async () => {
  const sender = open(await createDataPath());
  for (const name of names) await sender.deliver(name);
  const heirSent: string[] = [];
  const heir = createDispatcher({
    clock: { now: () => START + WEEK },
    agenda: sender.agenda,
    log: sender.log,
    random: createRandom(2),
    waiting: 3,
    send: async ({ url }) => {
      heirSent.push(url.pathname.slice(1));
      return { status: 200, body: '' };
    },
  });
  sender.dispatcher.handOver(heir, contract);
  await sender.travel(WEEK);
  expect([heirSent.toSorted(), sender.sent.length]).toEqual([names, 8]);
  sender.close();
});
