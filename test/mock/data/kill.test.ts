import { expect, test } from 'vitest';
import { createRandom } from '../../../src/contract/template.ts';
import { startCliMock } from '../../support/cli.ts';
import { createDataPath } from './support.ts';

/** How often the mock is killed; `HOOKSPEC_KILLS=200` for a longer run. */
const KILLS = Number(process.env['HOOKSPEC_KILLS'] ?? 15);
const LIMIT = 3;

/** What one tenant has been told by answers, and what it has asked for without an answer. */
interface Client {
  readonly headers: Record<string, string>;
  readonly known: Map<string, string>;
  unanswered?: { readonly kind: 'create' | 'rename' | 'delete'; readonly id?: string; readonly name: string };
}

function createClient(index: number): Client {
  const token = `aks_test_killed${String(index).padStart(14, '0')}`;
  return {
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    known: new Map(),
  };
}

/** Creates, renames and deletes until the connection breaks. */
async function hammer(url: string, client: Client, random: () => number, onAnswer: () => void): Promise<void> {
  const { headers, known } = client;
  for (let step = 0; ; step++) {
    const name = `${Math.floor(random() * 1e9)}`;
    const [id] = [...known.keys()].filter(() => random() < 0.4);
    const kind = id === undefined || known.size < LIMIT ? 'create' : random() < 0.6 ? 'rename' : 'delete';
    const target = kind === 'create' ? url : `${url}/${id}`;
    const method = { create: 'POST', rename: 'PATCH', delete: 'DELETE' }[kind];
    const body = { create: { name, url: 'https://example.com/x' }, rename: { name }, delete: undefined }[kind];
    client.unanswered = { kind, name, ...(id !== undefined && { id }) };
    let answer: { status: number; body: { webhook_id: string } };
    try {
      const response = await fetch(target, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      answer = { status: response.status, body: (await response.json()) as { webhook_id: string } };
    } catch {
      return;
    }
    const expected = { create: known.size < LIMIT ? 201 : 400, rename: 200, delete: 200 }[kind];
    expect({ kind, status: answer.status }).toEqual({ kind, status: expected });
    if (kind === 'create' && answer.status === 201) known.set(answer.body.webhook_id, name);
    if (kind === 'rename') known.set(id!, name);
    if (kind === 'delete') known.delete(id!);
    delete client.unanswered;
    onAnswer();
  }
}

/** What the mock lists must be what it has answered, with or without the one change that it has not. */
async function compare(url: string, client: Client): Promise<void> {
  const { headers, known, unanswered } = client;
  const response = await fetch(`${url}?limit=100`, { headers });
  const { data } = (await response.json()) as { data: { webhook_id: string; name: string; url: string }[] };
  for (const entry of data) expect(Object.keys(entry).sort()).toEqual(['created_at', 'name', 'url', 'webhook_id']);
  const listed = new Map(data.map(({ webhook_id, name }) => [webhook_id, name]));
  const toText = (entries: ReadonlyMap<string, string>) => JSON.stringify([...entries].sort());
  const allowed = [toText(known)];
  if (unanswered?.kind === 'rename') allowed.push(toText(new Map([...known, [unanswered.id!, unanswered.name]])));
  if (unanswered?.kind === 'delete') {
    allowed.push(toText(new Map([...known].filter(([id]) => id !== unanswered.id))));
  }
  if (unanswered?.kind === 'create') {
    const fresh = [...listed].find(([id, name]) => !known.has(id) && name === unanswered.name);
    if (fresh) allowed.push(toText(new Map([...known, fresh])));
  }
  expect(allowed).toContain(toText(listed));
  expect(listed.size).toBeLessThanOrEqual(LIMIT);
  known.clear();
  for (const [id, name] of listed) known.set(id, name);
  delete client.unanswered;
}

/** Kills a mock again and again, and looks after each start at what it has kept. @returns the kills it has survived */
async function killAgainAndAgain(kills: number, args: readonly string[]): Promise<number> {
  const random = createRandom(20_260_504);
  const clients = Array.from({ length: 8 }, (_, index) => createClient(index));
  let survived = 0;
  for (let round = 0; round <= kills; round++) {
    await using mock = await startCliMock(['lava', ...args, '--quiet', '--rate-limits', 'off', '--no-watch']);
    const url = `${mock.started.contracts[0]!.baseUrl}/webhooks`;
    for (const client of clients) await compare(url, client);
    survived = round;
    if (round === kills) break;
    // The kill falls between two answers, while the other clients wait for theirs.
    let left = 1 + Math.floor(random() * 120);
    const onAnswer = () => {
      left -= 1;
      if (left === 0) void mock.kill();
    };
    await Promise.all(clients.map((client) => hammer(url, client, random, onAnswer)));
  }
  return survived;
}

test(
  `loses no answered write and keeps no half of one over ${KILLS} kills at moments of chance`,
  async () => {
    expect(await killAgainAndAgain(KILLS, ['--data', await createDataPath()])).toBe(KILLS);
  },
  10_000 + KILLS * 4000,
);

test('would notice what is lost: a mock without a data file forgets', async () => {
  await expect(killAgainAndAgain(1, [])).rejects.toThrow('to include');
});
