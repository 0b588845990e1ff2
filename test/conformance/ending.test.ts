import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { loadContract } from '../../src/contract/load.ts';
import { createLeapingClock, record } from './support.ts';

const lava = await loadContract('lava');
const quick = { seed: 1, timeoutMs: 1000, only: ['examples', 'missing-credentials', 'unknown-id'] };
const silent = { takeOver: () => {} };

test('ends when an operation never answers, and asks it no more than twice', async () => {
  let asked = 0;
  await using server = await record('lava', {
    wrap: (handle) => (request) => {
      if (request.method !== 'PATCH') return handle(request);
      asked += 1;
      return { status: 200, ...silent };
    },
  });
  const report = await checkConformance(lava, {
    ...quick,
    server: server.url,
    token: server.token,
    only: ['examples', 'missing-credentials', 'unknown-id', 'body-constraints'],
  });
  expect(report.findings.map(({ code, operation, message }) => [code, operation, message])).toEqual([
    ['NoAnswer', 'updateWebhook', 'PATCH /webhooks/{id} got no answer: no answer within 1000 ms.'],
  ]);
  expect(asked).toBe(2);
  expect(new Set(report.cases.flatMap(({ reason }) => reason ?? []))).toEqual(new Set(['follows from NoAnswer']));
  expect(report.leftovers).toEqual([]);
});

test('ends when an answer comes one byte at a time', async () => {
  const sockets: Socket[] = [];
  const begin = (socket: Socket): void => {
    socket.write('HTTP/1.1 204 No Content\r\nX-Slow: ');
    sockets.push(socket);
  };
  await using server = await record('lava', {
    wrap: (handle) => (request) => {
      if (request.method !== 'DELETE') return handle(request);
      return { status: 200, takeOver: begin };
    },
  });
  const drip = setInterval(() => sockets.forEach((socket) => socket.write('0')), 20);
  const report = await checkConformance(lava, { ...quick, server: server.url, token: server.token });
  clearInterval(drip);
  expect(report.findings.map(({ code, operation }) => [code, operation])).toEqual([['NoAnswer', 'deleteWebhook']]);
  expect(report.leftovers.length).toBeGreaterThan(0);
});

test('says what it has found when the server goes away, and what is left over', async () => {
  let isGone = false;
  await using server = await record('lava', {
    wrap: (handle) => (request) => {
      isGone ||= request.method === 'PATCH';
      return isGone ? { status: 200, takeOver: (socket) => void socket.resetAndDestroy() } : handle(request);
    },
  });
  const report = await checkConformance(lava, { ...quick, server: server.url, token: server.token });
  expect(report.unreachable).toMatch(/^http:\/\/127\.0\.0\.1:\d+ does not answer any more: /);
  expect(report.findings.map(({ code }) => code)).toContain('NoAnswer');
  expect(report.cases.at(-1)).toMatchObject({ verdict: 'skipped', reason: 'server gone' });
  expect(report.leftovers).toEqual([expect.stringMatching(/^webhook .* does not answer any more: .*\(journal: .*\)$/)]);
});

test('goes on when the server resets a connection that it had kept', async () => {
  let count = 0;
  await using server = await record('lava', {
    wrap: (handle) => async (request) => {
      const response = await handle(request);
      return ++count % 5 === 0 ? { ...response, hangUp: true } : response;
    },
  });
  const report = await checkConformance(lava, { ...quick, server: server.url, token: server.token });
  expect(report).toMatchObject({ findings: [], leftovers: [] });
});

test('repeats a request when the server says that it is out of service for a while', async () => {
  const clock = createLeapingClock();
  let count = 0;
  await using server = await record('lava', {
    wrap: (handle) => (request) =>
      ++count % 9 === 0 && count < 30 ? { status: 503, headers: { 'Retry-After': '3' }, text: '' } : handle(request),
  });
  const report = await checkConformance(lava, {
    seed: 1,
    server: server.url,
    token: server.token,
    clock,
    only: quick.only,
  });
  expect(report).toMatchObject({ findings: [], leftovers: [] });
  expect(clock.waited.length).toBeGreaterThan(0);
  expect(new Set(clock.waited)).toEqual(new Set([3000]));
});
