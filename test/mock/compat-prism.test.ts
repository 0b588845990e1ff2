import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { createPrismClient } from '../../src/mock/prism-client.ts';
import { createSchemaEngine, type SchemaEngine } from '../../src/mock/schema-answers/engine.ts';
import { root } from '../support/cli.ts';
import { JUDGEMENT, NEGOTIATION, nameOf } from './support/prism-cases.ts';
import { ask, startPrismCommand, type PrismCommand } from './support/prism-command.ts';
import { serve, type Serving } from './support/serve.ts';

// The real command and our `--compat prism` on one document: the same status, headers and body, byte for byte.
// The first answer waits for Prism's import, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const file = join(root, 'test/fixtures/prism/features.yaml');
let engine: SchemaEngine;
let ours: Serving;
let prism: PrismCommand;

beforeAll(async () => {
  const contract = await loadContract(file);
  engine = createSchemaEngine(contract, { prism: createPrismClient() });
  [ours, prism] = await Promise.all([serve((request) => engine.whole(request)), startPrismCommand(file)]);
});
afterAll(async () => {
  await Promise.all([ours?.[Symbol.asyncDispose](), prism?.[Symbol.asyncDispose](), engine?.close()]);
});

test.each([...NEGOTIATION, ...JUDGEMENT].map((entry) => ({ name: nameOf(entry), entry })))(
  'answers $name as the command does',
  async ({ entry }) => {
    const [mine, theirs] = await Promise.all([ask(ours.url, entry), ask(prism.url, entry)]);
    expect(mine).toEqual(theirs);
  },
);
