import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contract/types.ts';
import type { ChangeDraft } from '../../../src/review/diff/drafts.ts';
import { judgeRedocly } from '../../../src/review/diff/judge-redocly.ts';
import { askRedocly } from '../../../src/review/diff/propose/redocly.ts';
import { areaOf } from '../../../src/review/diff/rules.ts';
import { pairCalls } from '../../../src/review/diff/wire/pair-calls.ts';
import { readApi } from '../../../src/review/diff/wire/read-api.ts';

const withLimit = (maximum: number): JsonObject => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  paths: {
    '/orders': {
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum } }],
        responses: { '200': { description: 'Orders.' } },
      },
    },
  },
});
const at = '/paths/~1orders/get/parameters/0/schema/maximum';
const pairs = pairCalls(readApi(withLimit(10)), readApi(withLimit(5)));

const program = async (text: string): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'redocly-test-')), 'program.mjs');
  await writeFile(file, text);
  return file;
};

const draft: ChangeDraft = {
  rule: 'request-maximum-narrowed',
  level: 'breaking',
  direction: 'request',
  affected: 'client',
  message: 'The value has maximum 5 now; it was 10.',
  operations: ['GET /orders'],
  place: 'GET /orders query limit',
  site: { operation: 'GET /orders', part: 'parameter', name: 'limit', in: 'query' },
  base: at,
  head: at,
  proof: { verdict: 'undecided', reason: 'It is a test.' },
  proposedBy: ['prover'],
  values: [],
};

test('reads what redocly diff would answer with a major version', async () => {
  expect(await askRedocly(withLimit(10), withLimit(5))).toEqual({
    verdicts: [{ ruleId: 'schema-constraint-changed', message: expect.stringContaining('10'), base: at, head: at }],
  });
  expect(await askRedocly(withLimit(5), withLimit(10))).toEqual({ verdicts: [] });
});

test('says in one sentence that redocly diff is not there, failed or answered something else', async () => {
  const ask = (find: () => Promise<string>) => askRedocly(withLimit(10), withLimit(5), find);
  const sentence = (reason: string) => ({
    failure: `redocly diff could not be asked (${reason}); our own rules and the prover went on without it.`,
  });
  const missing = () => Promise.reject(new Error("Cannot find module '@redocly/cli/package.json'"));
  expect(await ask(missing)).toEqual(sentence('@redocly/cli is not installed'));
  expect(await ask(() => program("console.error('It is tired.'); process.exit(1);"))).toEqual(sentence('It is tired'));
  expect(await ask(() => program("console.log('no JSON');"))).toEqual({
    failure: expect.stringMatching(/^redocly diff could not be asked \(.*is not valid JSON\); our own rules .*\.$/),
  });
});

test('seconds a change that stands at the same node', () => {
  const verdict = { ruleId: 'schema-constraint-changed', message: 'Maximum changed.', base: at, head: at };
  expect(judgeRedocly([draft], [verdict], pairs, areaOf)).toEqual([{ ...draft, proposedBy: ['redocly', 'prover'] }]);
});

test('refutes what the prover found to be none', () => {
  const verdict = { ruleId: 'schema-constraint-changed', message: 'Maximum changed.', base: at, head: at };
  const contained: ChangeDraft = { ...draft, level: 'info', proof: { verdict: 'refuted', reason: 'Contained.' } };
  expect(judgeRedocly([contained], [verdict], pairs, areaOf)).toEqual([
    { ...contained, level: 'refuted', proposedBy: ['redocly', 'prover'] },
  ]);
});

test('refutes what no message shows, and what both versions were compared for', () => {
  const verdicts = ['operation-id-changed', 'server-removed'].map((ruleId) => ({
    ruleId,
    message: `${ruleId}.`,
    base: '/paths/~1orders/get',
    head: '/paths/~1orders/get',
  }));
  expect(judgeRedocly([], verdicts, pairs, areaOf).map(({ rule, level, proof }) => [rule, level, proof])).toEqual([
    ['redocly-operation-id-changed', 'refuted', { verdict: 'refuted', reason: 'It is no part of a message.' }],
    [
      'redocly-server-removed',
      'refuted',
      { verdict: 'refuted', reason: 'It was compared on the wire, where the older version is still served as before.' },
    ],
  ]);
});

test('leaves a rule undecided that nobody knows, with its level', () => {
  const verdict = { ruleId: 'moon-phase-changed', message: 'The moon.', base: '/paths/~1orders/get' };
  expect(judgeRedocly([], [verdict], pairs, areaOf)).toEqual([
    {
      rule: 'redocly-moon-phase-changed',
      level: 'breaking',
      direction: 'request',
      affected: 'client',
      message: 'The moon.',
      operations: ['GET /orders'],
      place: 'GET /orders',
      base: '/paths/~1orders/get',
      proof: { verdict: 'undecided', reason: 'Neither a rule of our own nor the prover knows this kind of change.' },
      proposedBy: ['redocly'],
      values: ['The moon.'],
    },
  ]);
});

test('says nothing of a component that nobody uses', () => {
  const verdict = { ruleId: 'property-removed', message: 'Gone.', base: '/components/schemas/Unused/properties/a' };
  expect(judgeRedocly([], [verdict], pairs, areaOf)).toEqual([]);
});
