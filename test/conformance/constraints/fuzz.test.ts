import { expect, test } from 'vitest';
import { properties } from './hook-rules.ts';
import { judgeHooks } from './hooks.ts';

const fuzz = ['fuzz-bodies', 'fuzz-parameters', 'server-error', 'schema', 'status', 'accepted'];

test('accuses a correct server of nothing, within its budget', { timeout: 60_000 }, async () => {
  for (const seed of [1, 2]) {
    const { findings, leftovers, calls } = await judgeHooks(fuzz, {}, { seed });
    expect({ findings, leftovers }).toEqual({ findings: [], leftovers: [] });
    expect(calls.length).toBeLessThanOrEqual(60);
  }
});

test('sends the same requests with the same seed, and others with another', async () => {
  const [first, second, third] = [
    await judgeHooks(fuzz, {}, { seed: 1 }),
    await judgeHooks(fuzz, {}, { seed: 1 }),
    await judgeHooks(fuzz, {}, { seed: 2 }),
  ];
  expect(first.calls).toEqual(second.calls);
  expect(first.calls).not.toEqual(third.calls);
});

test('shows the shortest request that makes a server fail', async () => {
  const fails = ({ name }: any, method: string) =>
    method === 'POST' && typeof name === 'string' && /[^\x20-\x7e]/.test(name);
  const { findings, leftovers } = await judgeHooks(fuzz, { fails }, { fuzz: 200 });
  expect(findings.map(({ code, operation }) => `${code} ${operation}`)).toEqual(['ServerError createHook']);
  const body = /--data-raw '(.*)'/s.exec(findings[0]!.reproduce!)![1]!;
  // One changed property, and in it as little as shows the fault.
  expect([...JSON.parse(body).name].length).toBeLessThanOrEqual(3);
  expect(JSON.parse(body)).toMatchObject({ kind: 'push', size: 2, tags: ['a'] });
  expect(leftovers).toEqual([]);
});

test('finds a closed object that is open for names that every object has', async () => {
  const isInherited = (body: any) => Object.keys(body).every((name) => name in properties);
  const store = (stored: any) => stored;
  const { findings } = await judgeHooks(
    fuzz,
    { store, blindTo: ['additionalProperties'], refuses: (body) => !isInherited(body) },
    { fuzz: 600 },
  );
  expect(findings.map(({ code }) => code)).toEqual(['InvalidInputAccepted']);
  expect(findings[0]!.message).toMatch(
    /although \/(__proto__|constructor|toString|hasOwnProperty) is not a known property/,
  );
});

test('finds what only an update does wrong', async () => {
  const fails = (body: any, method: string) => method === 'PATCH' && !('size' in body);
  const { findings } = await judgeHooks(fuzz, { fails }, { fuzz: 600 });
  expect(findings.map(({ code, operation }) => `${code} ${operation}`)).toEqual(['ServerError updateHook']);
});

test('sends more when told so, and nothing with a budget of nothing', async () => {
  const { calls, cases } = await judgeHooks(fuzz, {}, { fuzz: 0 });
  expect(calls.filter((call) => call.startsWith('POST'))).toEqual([]);
  expect(cases.map(({ reason }) => reason)).toEqual(['--fuzz 0', '--fuzz 0']);
  expect((await judgeHooks(fuzz, {}, { fuzz: 150 })).calls.length).toBeGreaterThan(80);
});
