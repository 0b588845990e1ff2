/** Differences that have everything a reporter can meet, hostile texts included. */
import type { Change, ContractDiff, DiffRun, DiffSummary, Witness } from '../../../src/report/diff-report.ts';
import type { DiffContext } from '../../../src/report/diff-reporters.ts';
import { hostile } from './report.ts';

/** A body without a member that the newer version wants. */
const witness: Witness = {
  kind: 'witness',
  value: { url: 'https://example.com', items: [1, 2] },
  writer: 'base',
  reader: 'head',
  at: '/name',
  keyword: 'required',
  message: 'is missing',
  schemaPointer: '/components/schemas/Hook/required',
};

/** A break with a witness, on several places. */
export const change: Change = {
  rule: 'request-property-became-required',
  level: 'breaking',
  direction: 'request',
  affected: 'client',
  message: '/name is required now.',
  operations: ['POST /hooks', 'PUT /hooks/{id}'],
  places: [
    'POST /hooks application/json /name',
    'PUT /hooks/{id} application/json /name',
    'PUT /a application/json /name',
    'PUT /b application/json /name',
    'PUT /c application/json /name',
  ],
  site: { operation: 'POST /hooks', part: 'body', mediaType: 'application/json' },
  base: { pointer: '/components/schemas/Hook', location: 'api.yaml:10:5' },
  head: { pointer: '/components/schemas/Hook/required', location: 'api.yaml:12:7' },
  proof: {
    verdict: 'proven',
    by: witness,
  },
  proposedBy: ['redocly', 'prover'],
  fingerprint: '0123456789abcdef',
};

/** A route that is gone. */
export const removed: Change = {
  rule: 'operation-removed',
  level: 'breaking',
  direction: 'request',
  affected: 'client',
  message: 'DELETE /hooks/{id} is no longer served.',
  operations: ['DELETE /hooks/{id}'],
  places: ['DELETE /hooks/{id}'],
  base: { pointer: '/paths/~1hooks~1{id}/delete', location: 'api.yaml:32:5' },
  proof: { verdict: 'proven', by: { kind: 'certificate', statement: 'DELETE /hooks/{id} is no longer served.' } },
  proposedBy: ['rule'],
  fingerprint: '1111111111111111',
};

/** A value of an event that old subscribers do not know; it is a hostile one. */
export const warned: Change = {
  rule: 'event-enum-value-added',
  level: 'warning',
  direction: 'event',
  affected: 'subscriber',
  message: `/note may be ${hostile} now.`,
  operations: ['event hook.made'],
  places: ['event hook.made application/json /note'],
  site: { operation: 'event hook.made', part: 'body', mediaType: 'application/json' },
  base: { pointer: '/webhooks/hook.made', location: 'api.yaml:40:7' },
  head: { pointer: '/webhooks/hook.made', location: 'api.yaml:42:7' },
  proof: {
    verdict: 'proven',
    by: { ...witness, value: { id: '1', note: hostile }, at: '/note', keyword: 'const', message: 'must be "a"' },
  },
  proposedBy: ['prover'],
  fingerprint: '2222222222222222',
};

/** A change that neither was proved nor refuted. */
export const undecided: Change = {
  ...change,
  rule: 'response-pattern-changed',
  level: 'warning',
  direction: 'response',
  message: '/code has another pattern now.',
  operations: ['GET /hooks'],
  places: ['GET /hooks 200 application/json /code'],
  proof: {
    verdict: 'undecided',
    reason: 'No value was found that only one pattern matches; the level is that of the rule.',
  },
  fingerprint: '3333333333333333',
};

/** A new operation. */
export const added: Change = {
  rule: 'operation-added',
  level: 'info',
  direction: 'request',
  affected: 'client',
  message: 'GET /stats is new.',
  operations: ['GET /stats'],
  places: ['GET /stats'],
  head: { pointer: '/paths/~1stats/get', location: 'api.yaml:50:5' },
  proof: { verdict: 'proven', by: { kind: 'certificate', statement: 'It breaks nobody.' } },
  proposedBy: ['rule'],
  fingerprint: '4444444444444444',
};

/** What looks like a break and is none. */
export const refuted: Change = {
  ...change,
  rule: 'request-type-changed',
  level: 'refuted',
  message: '/id is any of two types now.',
  proof: { verdict: 'refuted', reason: 'Everything that the old version allows is allowed by the new one.' },
  fingerprint: '5555555555555555',
};

/** One contract with these changes. */
export function toContractDiff(
  name: string,
  changes: readonly Change[],
  more: Partial<ContractDiff> = {},
): ContractDiff {
  return {
    name,
    base: { label: `main:${name}`, version: '1.4.0' },
    head: { label: name, version: '1.4.0' },
    policy: 'tolerant',
    changes,
    summary: count(changes),
    advice: { bump: 'major', nextVersion: '2.0.0' },
    ...more,
  };
}

/** A run over contracts. */
export function toDiffRun(contracts: readonly ContractDiff[], more: Partial<DiffRun> = {}): DiffRun {
  const summary = count(contracts.flatMap(({ changes }) => changes));
  return { policy: 'tolerant', failOn: 'breaking', failed: summary.breaking > 0, summary, contracts, ...more };
}

function count(changes: readonly Change[]): DiffSummary {
  const of = (level: string): number =>
    changes.filter((entry) => (entry.approved === undefined ? entry.level : 'approved') === level).length;
  return {
    breaking: of('breaking'),
    warning: of('warning'),
    info: of('info'),
    refuted: of('refuted'),
    approved: of('approved'),
  };
}

/** One change of each kind. */
export const run: DiffRun = toDiffRun([toContractDiff('shop', [change, removed, warned, undecided, added, refuted])]);

/** Two contracts: approvals, a lapsed one, a version that was not raised, witnesses that were sent. */
export const full: DiffRun = toDiffRun(
  [
    toContractDiff(
      'shop',
      [
        { ...change, replay: { outcome: 'rejected', status: 422, detail: `the server answered 422: ${hostile}` } },
        { ...removed, approved: `Agreed ${hostile}` },
        warned,
      ],
      { versionFault: 'info.version is 1.4.0; after 1.4.0 these changes ask for 2.0.0 or higher' },
    ),
    toContractDiff('bank', [added]),
  ],
  { lapsed: [{ fingerprint: '6666666666666666', change: hostile, reason: 'r', why: 'it expired on 2026-01-01' }] },
);

/** A run that found nothing. */
export const quiet: DiffRun = toDiffRun([
  toContractDiff('shop', [], { advice: { bump: 'none', nextVersion: '1.4.0' } }),
]);

/** What reporters know besides the run. */
export const context: DiffContext = {
  version: '1.2.3',
  remedies: { 'operation-removed': 'Keep it <b>, and mark it deprecated.' },
  codes: { 'operation-removed': 'An operation is gone.', 'operation-added': 'An operation is new.' },
};
