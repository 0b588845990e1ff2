/** Checks that have no test file of their own: each finds its fault when it runs alone, and nothing on a right server. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { caseChecks, responseChecks } from '../../src/conformance/checks/registry.ts';
import { faults } from '../servers/faults/catalogue.ts';
import { run } from './run.ts';
import { root } from './support.ts';

const rows = [
  ['below-deleted', 'encrata/state/test-deleted', 'DeletedStillWritable'],
  ['bystander', 'leadlex/state/update-others', 'ResourceChanged'],
  ['safe-read', 'lava/state/read-writes', 'ResourceChanged'],
  ['defaults', 'leadlex/state/default-active', 'DefaultNotApplied'],
  ['failed-update', 'lava/state/half-update', 'FailedUpdateApplied'],
  ['immutable', 'agentmessage/state/immutable', 'ImmutablePropertyChanged'],
  ['limited-token', 'leadlex/auth/scope-delete', 'ScopeNotEnforced'],
  ['list-agrees', 'agentmessage/state/other-created', 'ListDisagrees'],
  ['lost-update', 'leadlex/state/lost-update', 'UpdateNotMerged'],
  ['rate-limit-headers', 'encrata/rate/constant', 'RateLimitHeadersWrong'],
  ['repeated-update', 'lava/state/update-counts', 'ResourceChanged'],
  ['same-resource', 'lava/body/wrong-id', 'WrongResource'],
  ['secret-once', 'agentmessage/secret/rotate-clears', 'ResourceChanged'],
  ['secret-strength', 'lava/secret/counter', 'SecretPredictable'],
  ['timestamps', 'agentmessage/state/updated-frozen', 'TimestampNotMoved'],
  ['twins', 'encrata/state/twin-removed', 'ResourceChanged'],
  ['uniqueness', 'leadlex/state/unique-case', 'UniquenessTooStrict'],
  ['use-after-delete', 'lava/state/delete-twice', 'DeletedTwice'],
] as const;

/** Checks of every answer, and the checks whose requests show their fault. */
const answers = [
  ['content-encoding', ['examples'], 'encrata/headers/false-coding', 'ContentEncodingWrong'],
  [
    'deleted-rows',
    ['use-after-delete', 'list-after-create'],
    'leadlex/state/list-deleted',
    'ResourceListedAfterDelete',
  ],
  ['headers', ['examples'], 'encrata/headers/no-quota', 'HeaderMissing'],
  ['id-unique', ['examples', 'use-after-delete', 'list-after-create'], 'lava/state/id-reuse', 'IdReused'],
  ['outcome', ['uniqueness'], 'leadlex/error/duplicate-code', 'WrongOutcome'],
  ['request-id', ['unknown-id'], 'agentmessage/error/other-request-id', 'RequestIdDiffers'],
  ['secret-leak', ['secret-once'], 'lava/secret/in-list', 'SecretReturnedTwice'],
] as const;

const cases = [
  ...rows.map(([check, id, code]) => ({ check, only: [check], id, code })),
  ...answers.map(([check, others, id, code]) => ({ check, only: [check, ...others], id, code })),
];

test.for(cases)('finds $code with $check alone on $id', { timeout: 60_000 }, async ({ check, only, id, code }) => {
  const { provider, wrap, quotas = false } = faults.find((fault) => fault.id === id)!;
  const wrong = await run(provider, { wrap, quotas }, { only });
  expect(wrong.findings.map((finding) => [finding.check, finding.code])).toEqual([[check, code]]);
  const right = await run(provider, { quotas }, { only });
  expect([right.findings, right.leftovers]).toEqual([[], []]);
});

test('names every check in some test of conformance', () => {
  const folder = join(root, 'test/conformance');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `'${file.replace('.test.ts', '')}' ${readFileSync(join(folder, file), 'utf8')}`)
    .join('\n');
  const names = [...responseChecks, ...caseChecks.filter(({ phase }) => phase !== 'delivery')].map(({ name }) => name);
  expect(names.filter((name) => !texts.includes(`'${name}'`) && !texts.includes(`${name}:`))).toEqual([]);
});
