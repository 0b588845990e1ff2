import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { createPrismClient } from '../../src/mock/prism-client.ts';
import { createSchemaEngine, type SchemaEngineOptions } from '../../src/mock/schema-answers/engine.ts';
import { root } from '../support/cli.ts';
import type { PrismCase } from './support/prism-cases.ts';
import { ask, startPrismCommand, type WireAnswer } from './support/prism-command.ts';
import { serve } from './support/serve.ts';

// Flags of the command, and what it does not survive.
vi.setConfig({ testTimeout: 60_000 });
const features = join(root, 'test/fixtures/prism/features.yaml');
const prism = createPrismClient();
afterAll(() => prism.close(''));

test('refuses an answer that breaks its contract with --errors, as the command does', async () => {
  await both(features, ['--errors'], { errors: true }, async (compare) => {
    for (const target of ['GET /broken-example', 'GET /xml', 'GET /items', 'GET /items?limit=0', 'GET /items?old=1']) {
      const [mine, theirs] = await compare({ target });
      expect(mine).toEqual(theirs);
    }
  });
});

test('generates the same values with --dynamic and --seed as the command does', async () => {
  await both(features, ['-d', '--seed', 'abc'], { dynamic: true, seed: 'abc' }, async (compare) => {
    for (const target of ['GET /cycle', 'GET /generated', 'GET /items/1', 'GET /formats']) {
      const [mine, theirs] = await compare({ target });
      expect(mine).toEqual(theirs);
    }
  });
});

// The command sets them on another copy of the generator than the one it uses, where npm installs two.
test('takes the options of the generator that a document sets', async () => {
  const contract = await loadContract(join(root, 'test/fixtures/prism/faker.yaml'));
  const engine = createSchemaEngine(contract, { dynamic: true, seed: 'abc', prism });
  const request = { method: 'GET', path: '/list', query: '', headers: {}, body: new Uint8Array() };
  for (const { body } of [await engine.whole(request), await engine.answer(contract.operations[0]!, request)]) {
    const items = JSON.parse(body as string) as object[];
    expect(items.map((item) => Object.keys(item))).toEqual([['n'], ['n'], ['n'], ['n']]);
  }
});

test('sends no CORS headers with --no-cors, as the command does', async () => {
  await both(features, ['--cors', 'false'], { cors: false }, async (compare) => {
    const headers = { Origin: 'https://a.example.com', 'Access-Control-Request-Method': 'GET' };
    for (const target of ['GET /special', 'OPTIONS /items']) {
      const [mine, theirs] = await compare({ target, headers });
      expect(mine).toEqual(theirs);
    }
  });
});

test.each([
  [
    'a JSON body that does not parse',
    { target: 'POST /items', headers: { 'Content-Type': 'application/json' }, body: '{' },
    400,
  ],
  ['an unreadable Accept', { target: 'GET /items', headers: { Accept: 'nonsense' } }, 500],
  ['an unreadable Content-Type', { target: 'GET /items', headers: { 'Content-Type': 'application/' } }, 500],
  ['a broken escape', { target: 'GET /items/%zz' }, 500],
] as const)('answers %s, which the command does not survive', async (_, entry, status) => {
  const engine = createSchemaEngine(await loadContract(features), { prism });
  await using ours = await serve((request) => engine.whole(request));
  expect((await ask(ours.url, entry)).status).toBe(status);
  expect((await ask(ours.url, { target: 'GET /items' })).status).toBe(200);
});

async function both(
  file: string,
  flags: readonly string[],
  options: SchemaEngineOptions,
  act: (compare: (entry: PrismCase) => Promise<WireAnswer[]>) => Promise<void>,
): Promise<void> {
  const engine = createSchemaEngine(await loadContract(file), { ...options, prism });
  await using ours = await serve((request) => engine.whole(request));
  await using command = await startPrismCommand(file, flags);
  await act((entry) => Promise.all([ask(ours.url, entry), ask(command.url, entry)]));
}
