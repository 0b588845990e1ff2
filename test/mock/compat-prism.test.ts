import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { root } from '../support/cli.ts';
import { JUDGEMENT, NEGOTIATION, nameOf } from './support/prism-cases.ts';
import { ask, startPrismCommand, type PrismCommand } from './support/prism-command.ts';

// The real command and our `--compat prism` on one document: the same status, headers and body, byte for byte.
// The first answer waits for Prism's import, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const file = join(root, 'test/fixtures/prism/features.yaml');
let mock: Mock;
let prism: PrismCommand;

beforeAll(async () => {
  [mock, prism] = await Promise.all([startMock(file, { compat: 'prism' }), startPrismCommand(file)]);
});
afterAll(async () => {
  await Promise.all([mock?.close(), prism?.[Symbol.asyncDispose]()]);
});

test.each([...NEGOTIATION, ...JUDGEMENT].map((entry) => ({ name: nameOf(entry), entry })))(
  'answers $name as the command does',
  async ({ entry }) => {
    const [mine, theirs] = await Promise.all([ask(mock.url, entry), ask(prism.url, entry)]);
    expect(mine).toEqual(theirs);
  },
);
