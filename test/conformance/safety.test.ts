import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import { createLeapingClock, makeFolder, record } from './support.ts';

const lava = await loadContract('lava');
const hook = (name: string) => ({ name, url: `https://shop.example.com/${name}` });

test('leaves what was there before exactly as it was', async () => {
  await using server = await record('lava');
  for (const name of ['one', 'two']) await server.ask('POST', '/webhooks', hook(name));
  const before = await server.ask('GET', '/webhooks');
  const report = await checkConformance(lava, { server: server.url, token: server.token });
  expect(report.findings).toEqual([]);
  expect(await server.ask('GET', '/webhooks')).toEqual(before);
  const touched = server.calls.filter(
    ({ method, path }) =>
      method !== 'GET' && before.data.some((item: { webhook_id: string }) => path.includes(item.webhook_id)),
  );
  expect(touched).toEqual([]);
});

test('skips what it has no room for when the limit is used up', async () => {
  await using server = await record('lava');
  for (const name of ['one', 'two', 'three']) await server.ask('POST', '/webhooks', hook(name));
  const report = await checkConformance(lava, { server: server.url, token: server.token });
  expect(report.findings).toEqual([]);
  const full = '3 of 3 webhooks were there before the run, so that none can be created';
  const cases = report.cases.filter(({ phase }) => phase === 'behaviour');
  const withoutRoom = cases.filter(({ verdict, reason }) => verdict === 'skipped' && reason === full);
  const passed = cases.filter(({ verdict }) => verdict === 'passed');
  // What is left needs no resource of its own: the limit itself, and lists of what was there before.
  expect(passed.map(({ check }) => check)).toEqual(['limit', 'list-after-create', 'list-order', 'pagination']);
  expect([withoutRoom.length > 10, withoutRoom.length + passed.length]).toEqual([true, cases.length]);
});

test('does not mistake a limit that is reached first for another outcome', async () => {
  await using server = await record('lava', {
    // This one counts before it looks at the body, which is as right as the other way round.
    wrap: (handle) => async (request) => {
      if (request.method !== 'POST' || request.headers['authorization'] === undefined) return handle(request);
      const valid = Buffer.from(JSON.stringify(hook('probe')));
      const tried = await handle({ ...request, body: valid });
      if (tried.status === 201)
        await handle({
          ...request,
          method: 'DELETE',
          path: `${request.path}/${(tried.json as { webhook_id: string }).webhook_id}`,
        });
      return tried.status === 400 ? { ...tried, status: 409 } : handle(request);
    },
  });
  for (const name of ['one', 'two']) await server.ask('POST', '/webhooks', hook(name));
  const report = await checkConformance(lava, { server: server.url, token: server.token });
  expect(report.findings.map(({ code, phase }) => [code, phase])).toEqual([['WrongOutcome', 'behaviour']]);
});

test('sends GET and HEAD alone in a read-only run', async () => {
  await using server = await record('agentmessage');
  await server.ask('POST', '/v1/webhooks', { url: 'https://shop.example.com/hook', events: ['lookup.completed'] });
  const contract = await loadContract('agentmessage');
  const report = await checkConformance(contract, { server: server.url, token: server.token, readOnly: true });
  expect(report.findings).toEqual([]);
  expect([...new Set(server.calls.map(({ method }) => method))]).toEqual(['GET', 'HEAD']);
  const read = report.cases.find(({ id }) => id === 'examples getWebhookEndpoint');
  expect(read?.verdict).toBe('passed');
});

test('sends nothing when it only plans', async () => {
  const report = await checkConformance(lava, { server: 'http://127.0.0.1:9', plan: true });
  expect(report.requests).toBe(0);
  const noDelivery = 'nothing sets off a delivery: the contract declares no test operation; give --trigger';
  expect([...new Set(report.cases.map(({ reason }) => reason))]).toEqual(['plan', noDelivery]);
});

test('runs what reaches beyond its own resources only when told to', { timeout: 60_000 }, async () => {
  const contract = await loadContract('agentmessage');
  const rotations = async (destructive: boolean) => {
    // The contract's quotas are waited for.
    const clock = createLeapingClock();
    await using server = await record('agentmessage', { now: clock.now });
    await checkConformance(contract, { server: server.url, token: server.token, destructive, clock });
    return server.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/webhook-secret/rotate'))
      .length;
  };
  expect(await rotations(false)).toBe(0);
  expect(await rotations(true)).toBeGreaterThan(0);
});

test('removes what it created when it is stopped in the middle', async () => {
  await using server = await record('lava');
  const stop = new AbortController();
  const report = await checkConformance(lava, {
    server: server.url,
    token: server.token,
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type === 'case' && event.result.id === 'behaviour webhook secret-once') stop.abort();
    },
  });
  expect(report.interrupted).toBe(true);
  expect(report.cases.filter(({ phase }) => phase === 'negative').map(({ reason }) => reason)).toContain('interrupted');
  expect((await server.ask('GET', '/webhooks')).data).toEqual([]);
  expect(report.leftovers).toEqual([]);
});

test.each([
  ['10 s after it was stopped', 8, true],
  ['65 s after its time was over', 50, false],
])('gives the clean-up up %s', async (_, retryAfter, isStopped) => {
  const clock = createLeapingClock();
  const stop = new AbortController();
  let isOver = false;
  await using server = await record('lava', {
    wrap: (handle) => (request) =>
      request.method === 'DELETE' && isOver
        ? { status: 429, headers: { 'Retry-After': String(retryAfter) }, json: {} }
        : handle(request),
  });
  const report = await checkConformance(lava, {
    server: server.url,
    token: server.token,
    clock,
    signal: stop.signal,
    ...(!isStopped && { maxTimeMs: 1000 }),
    onEvent(event) {
      if (event.type !== 'case' || event.result.id !== 'behaviour webhook secret-once') return;
      isOver = true;
      if (isStopped) stop.abort();
      else void clock.sleep(1001, stop.signal);
    },
  });
  expect(clock.waited.filter((wait) => wait !== 1001)).toEqual([retryAfter * 1000]);
  const one = expect.stringMatching(/^webhook \S+: quota \(journal: /) as string;
  expect(report.leftovers).toEqual([one, one]);
});

test('writes each create down before it is sent, and keeps the journal when something is left over', async () => {
  const journalFile = join(await makeFolder(), 'journal.jsonl');
  const seen: string[] = [];
  await using server = await record('lava', {
    wrap: (handle) => (request) => {
      if (request.method === 'POST') seen.push(readFileSync(journalFile, 'utf8').trim().split('\n').at(-1)!);
      return request.method === 'DELETE'
        ? { status: 403, json: { error: { message: 'no', code: 'no', status: 403 } } }
        : handle(request);
    },
  });
  const report = await checkConformance(lava, { server: server.url, token: server.token, seed: 1, journalFile });
  const labels = seen.map((line) => (JSON.parse(line) as { event: string }).event);
  expect(new Set(labels)).toEqual(new Set(['creating']));
  expect(report.leftovers.length).toBeGreaterThan(0);
  expect(report.leftovers[0]).toContain(journalFile);
  expect(readFileSync(journalFile, 'utf8')).not.toContain(server.token);
});

test('finds by its mark what was created without an answer', async () => {
  const journalFile = join(await makeFolder(), 'journal.jsonl');
  let isFirst = true;
  await using server = await record('lava', {
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      if (request.method !== 'POST' || !isFirst) return response;
      isFirst = false;
      return { status: 500, json: {} };
    },
  });
  const report = await checkConformance(lava, { server: server.url, token: server.token, journalFile });
  expect(report.findings.map(({ code }) => code)).toEqual(['ServerError']);
  expect((await server.ask('GET', '/webhooks')).data).toEqual([]);
  expect(existsSync(journalFile)).toBe(false);
});
