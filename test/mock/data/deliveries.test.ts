import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/contract/template.ts';
import { startMock } from '../../../src/mock/start.ts';
import { startCliMock } from '../../support/cli.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { createDataPath } from './support.ts';

/** How often the mock is killed; `HOOKSPEC_KILLS=200` for a longer run. */
const KILLS = Number(process.env['HOOKSPEC_KILLS'] ?? 8);

const TOKEN = 'wbk_live_toolsUnmetered000000000000000000';
const START = Date.parse('2026-05-01T12:00:00Z');

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

const trigger = (url: string) =>
  post(`${url}/_hookspec/trigger`, { contract: 'leadlex', event: 'contact.created' }) as Promise<{
    attempts: { id: string; eventId: string }[];
  }>;
const advance = (url: string) => post(`${url}/_hookspec/time/advance`, { by: 'P2D' });

async function subscribe(baseUrl: string, token: string): Promise<void> {
  const hook = { url: 'https://crm.example.com/a', events: ['contact.created'], active: true };
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  expect(await post(`${baseUrl}/v1/webhooks`, hook, headers)).toMatchObject({ data: { webhook: { active: true } } });
}

const forwardTo = (receiver: Receiver) => ({
  from: 'https://crm.example.com',
  to: `http://127.0.0.1:${receiver.port}`,
});

async function openMock(data: string, receiver: Receiver) {
  const mock = await startMock('leadlex', {
    data,
    seed: 1,
    time: { at: START, frozen: true },
    forward: [forwardTo(receiver)],
  });
  const { token } = mock.contracts[0]!.behaviour.keys!.list.find(({ name }) => name === 'unmetered')!;
  return { mock, token, url: mock.url };
}

test('goes on after a restart with what was still to be tried', async () => {
  await using receiver = await startReceiver();
  receiver.answer(500);
  const data = await createDataPath();
  {
    const { mock, token, url } = await openMock(data, receiver);
    await using _ = mock;
    await subscribe(mock.urls['leadlex']!, token);
    await trigger(url);
    await post(`${url}/_hookspec/time/advance`, { by: 'PT10S' });
  }
  receiver.answer(200);
  const { mock, url } = await openMock(data, receiver);
  await using _ = mock;
  const before = mock.log.attempts().map(({ attempt, outcome, nextAttemptAt }) => [attempt, outcome, nextAttemptAt]);
  expect(before).toEqual([
    [2, 'retry', '2026-05-01T12:00:35.000Z'],
    [1, 'retry', null],
  ]);
  await advance(url);
  expect(mock.log.attempts().map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
    [3, 'success'],
    [2, 'retry'],
    [1, 'retry'],
  ]);
  expect(new Set(receiver.received.map(({ headers }) => headers['x-leadlex-delivery-id'])).size).toBe(1);
});

test('forgets in the file what was cleared in the log', async () => {
  await using receiver = await startReceiver();
  const data = await createDataPath();
  {
    const { mock, token, url } = await openMock(data, receiver);
    await using _ = mock;
    await subscribe(mock.urls['leadlex']!, token);
    await trigger(url);
    expect(mock.log.attempts()).toHaveLength(1);
    mock.log.clear();
  }
  const { mock } = await openMock(data, receiver);
  await using _ = mock;
  expect(mock.log.attempts()).toEqual([]);
});

test('opens files of earlier formats, and goes on with their deliveries', async () => {
  await using receiver = await startReceiver();
  receiver.answer(500);
  const data = await createDataPath();
  {
    const { mock, token, url } = await openMock(data, receiver);
    await using _ = mock;
    await subscribe(mock.urls['leadlex']!, token);
    await trigger(url);
  }
  const read = () => {
    const database = new DatabaseSync(data);
    const row = database.prepare('SELECT record, ending FROM attempts').get()!;
    database.close();
    return JSON.parse(String(row['record'])) as { attemptId: string };
  };
  const record = read();
  const old = new DatabaseSync(data);
  old.exec(`DROP TABLE attempts; PRAGMA user_version = 2;
    CREATE TABLE attempts (id TEXT PRIMARY KEY, contract INTEGER NOT NULL REFERENCES contracts, sequence INTEGER NOT NULL,
      record TEXT NOT NULL) STRICT, WITHOUT ROWID`);
  const ended = { ...record, outcome: 'retry', nextAttemptAt: '2026-05-01T12:00:05.000Z' };
  old.prepare('INSERT INTO attempts VALUES (?, 1, 1, ?)').run(record.attemptId, JSON.stringify(ended));
  old.close();
  {
    const { mock, url } = await openMock(data, receiver);
    await using _ = mock;
    receiver.answer(200);
    await advance(url);
    expect(mock.log.attempts().map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [2, 'success'],
      [1, 'retry'],
    ]);
  }
  const first = new DatabaseSync(data);
  first.exec('DROP TABLE attempts; PRAGMA user_version = 1');
  first.close();
  const { mock } = await openMock(data, receiver);
  await using _ = mock;
  expect(mock.log.attempts()).toEqual([]);
});

/** Triggers events while the mock is killed again and again. @returns ids of events that were accepted and never arrived */
async function loseEvents(
  receiver: Receiver,
  args: readonly string[],
  kills: number,
  random: () => number = createRandom(20_261_121),
): Promise<string[]> {
  const { from, to } = forwardTo(receiver);
  const accepted = new Set<string>();
  const start = () =>
    startCliMock(['leadlex', ...args, '--quiet', '--rate-limits', 'off', '--no-watch', '--forward', `${from}=${to}`]);
  const urlOf = (baseUrl: string) => new URL(baseUrl).origin;
  for (let round = 0; round < kills; round++) {
    await using mock = await start();
    const { baseUrl } = mock.started.contracts[0]!;
    if (round === 0 || args.length === 0) await subscribe(baseUrl, TOKEN);
    receiver.answer(random() < 0.5 ? 500 : 200);
    let left = 1 + Math.floor(random() * 60);
    const client = async () => {
      for (;;) {
        try {
          const { attempts } = await trigger(urlOf(baseUrl));
          for (const { eventId } of attempts) accepted.add(eventId);
        } catch {
          return;
        }
        left -= 1;
        if (left === 0) void mock.kill();
      }
    };
    await Promise.all([client(), client(), client(), client()]);
  }
  receiver.answer(200);
  await using mock = await start();
  await advance(urlOf(mock.started.contracts[0]!.baseUrl));
  expect(accepted.size).toBeGreaterThan(kills);
  const arrived = new Set(receiver.received.filter(({ status }) => status === 200).map(toEventId));
  return [...accepted].filter((id) => !arrived.has(id));
}

const toEventId = ({ body }: { readonly body: string }) => (JSON.parse(body) as { id: string }).id;

test(
  `delivers every accepted event over ${KILLS} kills at moments of chance, under one id`,
  async () => {
    await using receiver = await startReceiver();
    expect(await loseEvents(receiver, ['--data', await createDataPath()], KILLS)).toEqual([]);
    const ids = Map.groupBy(receiver.received, toEventId);
    for (const [, arrivals] of ids) {
      expect(new Set(arrivals.map(({ headers }) => headers['x-leadlex-delivery-id'])).size).toBe(1);
    }
  },
  20_000 + KILLS * 4000,
);

test('would notice what is lost: a mock without a data file forgets', async () => {
  await using receiver = await startReceiver();
  expect(await loseEvents(receiver, [], 4, () => 0.4)).not.toEqual([]);
});
