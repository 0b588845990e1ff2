import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contract/types.ts';
import { diffReporters } from '../../../src/report/diff-reporters.ts';
import { toRun } from '../../../src/review/diff/judge-run.ts';
import { reportOf, toDocument } from './support/versions.ts';

const text: JsonObject = { type: 'string' };
const large: JsonObject = { type: 'object', properties: { id: text, name: text } };
const small: JsonObject = { type: 'object', properties: { id: text } };
const LOST = 'No answer is refused for lack of it, and yet a client that reads it gets nothing.';

test.each([
  ['request', 'The server still accepts requests with it, but no longer says that it reads it.'],
  ['response', LOST],
] as const)('says what is lost with an optional property of a %s', async (part, reason) => {
  const { changes } = await reportOf(toDocument(part, large), toDocument(part, small));
  expect(changes.map(({ level, message, proof }) => ({ level, message, proof }))).toEqual([
    { level: 'warning', message: '/name is gone.', proof: { verdict: 'refuted', reason } },
  ]);
});

test.each(diffReporters)('writes that nothing is refused and what is lost: $name', async ({ name, render }) => {
  const report = await reportOf(toDocument('response', large), toDocument('response', small));
  const run = toRun([{ ...report, name: 'Orders' }], { policy: 'strict', failOn: 'breaking' });
  const written = render(run, { version: '1.0.0', codes: {} });
  expect(written).toContain(LOST);
  const isForPeople = name !== 'json' && name !== 'sarif';
  expect(/NO ERROR|, no error/.test(written)).toBe(isForPeople);
  expect(/REFUTED/.test(written)).toBe(false);
});
