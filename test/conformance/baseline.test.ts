import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { findFixed, updateBaseline, type Baseline } from '../../src/conformance/baseline.ts';
import type { CaseResult, CheckReport } from '../../src/report/check-report.ts';
import type { Finding } from '../../src/report/finding.ts';
import { faults } from '../servers/faults/catalogue.ts';
import { runCli } from '../support/cli.ts';
import { makeFolder, record } from './support.ts';

const wrapOf = (id: string) => faults.find((fault) => fault.id === id)!.wrap;
const created200 = wrapOf('lava/status/create-200');

let file: string;
beforeAll(async () => {
  file = join(await makeFolder(), 'known.json');
});

async function check(wrap: typeof created200 | undefined, ...more: string[]) {
  await using server = await record('lava', wrap ? { wrap } : {});
  const args = ['check', 'lava', '--server', server.url, '--token', server.token, '--quiet', '--profile', 'quick'];
  return await runCli([...args, ...more]);
}

const states = (stdout: string) => {
  const report = JSON.parse(stdout) as CheckReport;
  return {
    findings: report.findings.map(({ code, state }) => [code, state]),
    fixed: report.fixed?.map(({ code }) => code),
  };
};

test('makes the baseline, counts nothing that it lists, and tells what was fixed', async () => {
  const made = await check(created200, '--baseline', file, '--update-baseline', '--format', 'json');
  expect([made.exitCode, made.stderr]).toEqual([0, '']);
  expect(states(made.stdout)).toEqual({ findings: [['StatusUndocumented', 'new']], fixed: [] });
  const written = JSON.parse(await readFile(file, 'utf8')) as Baseline;
  expect(written).toEqual({
    contract: 'lava',
    findings: [
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        code: 'StatusUndocumented',
        check: 'status',
        operation: 'createWebhook',
        message: 'POST /webhooks answered 200, which is not documented; documented are 201, 400, 401.',
      },
    ],
  });

  const again = await check(created200, '--baseline', file, '--format', 'json');
  expect(again.exitCode).toBe(0);
  expect(states(again.stdout)).toEqual({ findings: [['StatusUndocumented', 'known']], fixed: [] });

  const other = await check(wrapOf('lava/secret/in-list'), '--baseline', file, '--format', 'json');
  expect(other.exitCode).toBe(1);
  expect(states(other.stdout)).toEqual({ findings: [['SecretReturnedTwice', 'new']], fixed: ['StatusUndocumented'] });
}, 60_000);

test('keeps reasons that people wrote, and drops what was fixed', async () => {
  const known = JSON.parse(await readFile(file, 'utf8')) as Baseline;
  const reason = 'The provider mends it in March.';
  await writeFile(file, JSON.stringify({ ...known, findings: known.findings.map((entry) => ({ ...entry, reason })) }));
  await check(created200, '--baseline', file, '--update-baseline');
  expect((JSON.parse(await readFile(file, 'utf8')) as Baseline).findings.map((entry) => entry.reason)).toEqual([
    reason,
  ]);
  await check(undefined, '--baseline', file, '--update-baseline');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ contract: 'lava', findings: [] });
}, 60_000);

test('says in one sentence what is wrong with a baseline', async () => {
  const folder = await makeFolder();
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return ['--baseline', join(folder, name)];
  };
  const entry = { fingerprint: 'x', code: 'ServerError', message: 'It failed.' };
  const cases = [
    [await write('broken.json', '{'), 'is no baseline: it is not JSON'],
    [await write('list.json', '[]'), 'is no baseline: it needs the members `contract` and `findings`'],
    [
      await write('other.json', '{"contract":"leadlex","findings":[]}'),
      'it is about leadlex, and the run is about lava',
    ],
    [
      await write('entry.json', JSON.stringify({ contract: 'lava', findings: [entry] })),
      '/findings/0 needs a fingerprint of 16 hex digits, a code and a message',
    ],
    [['--baseline', join(folder, 'none.json')], 'There is no baseline'],
    [['--update-baseline'], '--update-baseline needs --baseline FILE'],
  ] as const;
  for (const [args, text] of cases) {
    const { exitCode, stdout, stderr } = await check(undefined, ...args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(3);
  }
}, 60_000);

const finding = (code: string, operation: string, fingerprint: string): Finding => ({
  code,
  severity: 'error',
  phase: 'examples',
  operation,
  message: code,
  fingerprint,
});
const caseOf = (check: string, operation: string, verdict: CaseResult['verdict']): CaseResult => ({
  id: `${check} ${operation}`,
  phase: 'examples',
  check,
  operation,
  title: 'does',
  verdict,
  findings: [],
  durationMs: 0,
});
const known = (check: string, operation: string, fingerprint: string) => ({
  ...finding('A', operation, fingerprint),
  check,
});

test('calls nothing fixed that the run did not look for', () => {
  const baseline: Baseline = {
    contract: 'shop',
    findings: [known('limit', 'create', '1'), known('schema', 'create', '2'), known('schema', 'list', '3')],
  };
  const report = {
    findings: [],
    cases: [caseOf('limit', 'create', 'skipped'), caseOf('examples', 'create', 'passed')],
    interrupted: false,
  } as unknown as CheckReport;
  expect(findFixed(report, baseline).map(({ fingerprint }) => fingerprint)).toEqual(['2']);
  expect(findFixed({ ...report, interrupted: true }, baseline)).toEqual([]);
});

test('sorts the file by code and operation, whatever the order of the run', () => {
  const findings = [finding('B', 'list', '1'), finding('A', 'update', '2'), finding('A', 'create', '3')];
  const report = { contract: 'shop', findings, cases: [], interrupted: false } as unknown as CheckReport;
  expect(updateBaseline(report, undefined).findings.map(({ fingerprint }) => fingerprint)).toEqual(['3', '2', '1']);
});
