import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startMock, type Mock } from '../../src/mock/start.ts';
import { root } from '../support/cli.ts';
import { JUDGEMENT, NEGOTIATION, nameOf, type PrismCase } from './support/prism-cases.ts';
import { ask, startPrismCommand, type PrismCommand, type WireAnswer } from './support/prism-command.ts';
import { DEFAULT_DIFFERENCES } from './support/prism-differences.ts';

// The real command and our default mode on one document: equal but for the documented differences, and each of those is
// still one. CORS is compared in compat mode alone.
// The first answer waits for Prism's import, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });
const file = join(root, 'test/fixtures/prism/features.yaml');
const cases = [...NEGOTIATION, ...JUDGEMENT].filter((entry) => !entry.headers?.Origin);
const documented = new Map(
  DEFAULT_DIFFERENCES.flatMap(({ name, cases: shown }) => shown.map((entry) => [entry, name])),
);
const named = cases.map((entry) => ({ name: nameOf(entry), entry }));
let mock: Mock;
let prism: PrismCommand;

beforeAll(async () => {
  [mock, prism] = await Promise.all([startMock(file), startPrismCommand(file)]);
});
afterAll(async () => {
  await Promise.all([mock?.close(), prism?.[Symbol.asyncDispose]()]);
});

test.each(named.filter(({ name }) => !documented.has(name)))('answers $name as the command does', async ({ entry }) => {
  const [mine, theirs] = await compare(entry);
  expect(mine).toEqual(theirs);
});

test.each(named.filter(({ name }) => documented.has(name)))(
  'answers $name otherwise than the command, as documented',
  async ({ entry }) => {
    const [mine, theirs] = await compare(entry);
    expect(mine).not.toEqual(theirs);
  },
);

test('documents differences of known cases alone', () => {
  const names = new Set(cases.map(nameOf));
  expect([...documented.keys()].filter((name) => !names.has(name))).toEqual([]);
});

async function compare(entry: PrismCase): Promise<object[]> {
  return (await Promise.all([ask(mock.urls.features!, entry), ask(prism.url, entry)])).map(toComparable);
}

function toComparable({ status, headers, body }: WireAnswer): object {
  const isProblem = headers['content-type'] === 'application/problem+json';
  const kept = Object.entries(headers)
    .filter(([name]) => name !== 'vary' && !name.startsWith('access-control-'))
    .map(([name, value]) => [name, name === 'sl-violations' ? toPlaces(value) : value]);
  return { status, headers: Object.fromEntries(kept), body: isProblem ? 'a problem' : body };
}

// The words are each side's own; the place and the keyword are not.
function toPlaces(header: string): string[] {
  const violations = JSON.parse(header) as { location: string[]; code: string }[];
  return violations.map(({ location, code }) => `${location.join('.')} ${code}`).sort();
}
