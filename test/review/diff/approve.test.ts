import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HookspecError } from '../../../src/errors.ts';
import { loadApprovals, writeApprovals } from '../../../src/review/diff/approvals-file.ts';
import { applyApprovals, updateApprovals, type Approval } from '../../../src/review/diff/approve.ts';
import type { ContractDiff } from '../../../src/review/diff/change.ts';
import { makeTestFolder } from '../../support/repository.ts';
import { change, toContractDiff } from '../../report/support/diff-run.ts';

const [A, B, C] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'] as const;
const shop: ContractDiff = toContractDiff('shop', [
  { ...change, fingerprint: A },
  { ...change, fingerprint: B, level: 'warning' },
]);
const approve = (...approvals: Approval[]) => applyApprovals([shop], approvals, '2026-06-15');
const reasons = ({ contracts }: ReturnType<typeof approve>) => contracts[0]!.changes.map(({ approved }) => approved);

test('marks what is approved, and counts it as approved alone', () => {
  const result = approve({ fingerprint: A, reason: 'agreed' });
  expect(reasons(result)).toEqual(['agreed', undefined]);
  expect(result.contracts[0]!.summary).toEqual({ breaking: 0, warning: 1, info: 0, refuted: 0, approved: 1 });
  expect(result.lapsed).toEqual([]);
});

test('holds an approval to its contract and its last day', () => {
  expect(reasons(approve({ fingerprint: A, reason: 'r', contract: 'shop', expires: '2026-06-15' }))).toEqual([
    'r',
    undefined,
  ]);
  expect(reasons(approve({ fingerprint: A, reason: 'r', contract: 'other' }))).toEqual([undefined, undefined]);
  const over = approve({ fingerprint: A, reason: 'r', expires: '2026-06-14' });
  expect(reasons(over)).toEqual([undefined, undefined]);
  expect(over.lapsed).toEqual([{ fingerprint: A, reason: 'r', why: 'it expired on 2026-06-14' }]);
});

test('tells what covers nothing, but not of contracts that were not compared', () => {
  const gone = { fingerprint: C, reason: 'r', change: 'A change' };
  expect(approve(gone, { fingerprint: C, reason: 'r', contract: 'other' }).lapsed).toEqual([
    { ...gone, why: 'no change has this fingerprint any more: it is gone, or has become another one' },
  ]);
});

test('adds what counts without a reason, keeps what covers, drops what lapsed', () => {
  const approvals: Approval[] = [
    { fingerprint: C, reason: 'gone' },
    { fingerprint: C, reason: 'kept', contract: 'other' },
    { fingerprint: B, reason: 'kept' },
  ];
  const next = updateApprovals(approve(...approvals), approvals, ({ level }) => level === 'breaking');
  expect(next).toEqual([
    approvals[1],
    approvals[2],
    { contract: 'shop', fingerprint: A, change: `POST /hooks: ${change.message}`, reason: '' },
  ]);
});

test.each(['approvals.yaml', 'approvals.json'])('reads from %s what it wrote there', async (name) => {
  const folder = await makeTestFolder();
  const file = join(folder, name);
  const written: Approval[] = [
    { fingerprint: A, contract: 'shop', change: 'a "change": #1\n- x', reason: 'Ünïcode: yes', expires: '2026-12-31' },
    { fingerprint: '1234567890123456', reason: 'all digits' },
  ];
  expect(await loadApprovals(file, folder, true)).toEqual([]);
  writeApprovals(file, written, folder);
  expect(await loadApprovals(file, folder)).toEqual(written);
  writeApprovals(file, [], folder);
  expect(await loadApprovals(file, folder)).toEqual([]);
  expect(await readFile(file, 'utf8')).toContain('approvals');
});

test('tells everything that is wrong with the file, with its lines', async () => {
  const folder = await makeTestFolder();
  const refuse = async (text: string): Promise<string[]> => {
    await writeFile(join(folder, 'a.yaml'), text);
    const error = await loadApprovals(join(folder, 'a.yaml'), folder).catch((thrown: unknown) => thrown);
    if (!(error instanceof HookspecError)) throw new Error('it was not refused', { cause: error });
    return [`${error.code}: ${error.message}`, ...error.details];
  };
  expect(
    await refuse(`approvals:
  - fingerprint: ${A}
    reason: ''
  - fingerprint: 1234567890123456
    reason: because
    expires: soon
    resaon: typo
  - just text
`),
  ).toEqual([
    'InvalidApprovals: a.yaml is not a valid list of approvals: 5 problems.',
    'a.yaml:3:5  an approval without a reason is none  (say in `reason` who agreed to it and why)',
    'a.yaml:4:5  an approval needs the `fingerprint` of its change: 16 hex digits  (copy it, in quotes, from the output of `hookspec diff`)',
    'a.yaml:6:5  `expires` is no day  (write it as YYYY-MM-DD)',
    'a.yaml:7:5  an approval has no `resaon`  (it has fingerprint, contract, change, reason, expires)',
    'a.yaml:8:5  an approval is not a map  (give it a fingerprint and a reason)',
  ]);
  expect((await refuse('- a\n'))[1]).toMatch(/^a\.yaml:1:1 {2}the file is not a map/);
  expect((await refuse('approvals: 5\n'))[1]).toMatch(/^a\.yaml:1:1 {2}`approvals` is not a list/);
  expect((await refuse('entries: []\n'))[1]).toMatch(/^a\.yaml:1:1 {2}`approvals` is missing/);
  await expect(loadApprovals(join(folder, 'none.yaml'), folder)).rejects.toMatchObject({ code: 'FileNotFound' });
});
