import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { root } from '../support/cli.ts';
import { makeRepository, makeTestFolder } from '../support/repository.ts';
import { toPlain } from './diff/support/parcel.ts';

/** Runs `npm run review` in a folder. */
function review(cwd: string, env: Record<string, string> = {}): Promise<{ exitCode: number; stdout: string }> {
  const clean = { ...process.env, NO_COLOR: '1', GITHUB_ACTIONS: '', GITHUB_BASE_REF: '', ...env };
  return new Promise((done) => {
    execFile(process.execPath, [join(root, 'test/review/own-contracts.ts')], { cwd, env: clean }, (error, stdout) =>
      done({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout }),
    );
  });
}

const REDOCLY = 'apis: { plain: { root: openapi/plain.yaml } }\n';

test('says that there is nothing to compare with, and passes', async () => {
  const none = { exitCode: 0, stdout: 'The contracts are not compared: there is no earlier commit to compare with.\n' };
  expect(await review(await makeTestFolder())).toEqual(none);
  const repository = await makeRepository();
  await repository.commit({ 'redocly.yaml': REDOCLY, 'openapi/plain.yaml': toPlain('1.0.0') });
  expect(await review(repository.folder)).toEqual(none);
  await repository.commit({ 'openapi/plain.yaml': toPlain('2.0.0', '/other') });
  const shallow = join(repository.folder, 'shallow');
  await repository.git('clone', '--quiet', '--depth', '1', pathToFileURL(repository.folder).href, shallow);
  expect(await review(shallow)).toEqual({
    exitCode: 0,
    stdout: 'The contracts are not compared: this clone is shallow.\n',
  });
}, 60_000);

test('compares with the commit before on main, and with where it left main on a branch', async () => {
  const repository = await makeRepository();
  await repository.commit({ 'redocly.yaml': REDOCLY, 'openapi/plain.yaml': toPlain('1.0.0') });
  await repository.commit({ 'openapi/plain.yaml': toPlain('1.0.1') });
  const same = await review(repository.folder);
  expect([same.exitCode, same.stdout]).toEqual([0, expect.stringContaining('plain 1.0.1: no changes.')]);
  await repository.git('checkout', '--quiet', '-b', 'feature');
  await repository.commit({ 'openapi/plain.yaml': toPlain('2.0.0', '/other') });
  await repository.commit({ 'README.md': 'later' });
  const broken = await review(repository.folder);
  expect([broken.exitCode, broken.stdout]).toEqual([1, expect.stringContaining('GET /hooks is no longer served.')]);
}, 60_000);

test('lets pass what was approved', async () => {
  const repository = await makeRepository();
  await repository.commit({ 'redocly.yaml': REDOCLY, 'openapi/plain.yaml': toPlain('1.0.0') });
  await repository.commit({ 'openapi/plain.yaml': toPlain('2.0.0', '/other') });
  const [fingerprint] = /[\da-f]{16}(?=, rule)/.exec((await review(repository.folder)).stdout)!;
  await repository.write({
    'openapi/approvals.yaml': `approvals: [{ fingerprint: "${fingerprint}", reason: moved }]\n`,
  });
  const { exitCode, stdout } = await review(repository.folder);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('approved: moved')]);
}, 60_000);
