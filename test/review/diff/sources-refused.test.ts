import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { makeTestFolder, openRepository } from '../../support/repository.ts';
import { load, refuse, repository, showPair, useRepositories } from './support/loading.ts';
import { toPlain } from './support/parcel.ts';

useRepositories();

test('tells the places of a broken document as those of the revision', async () => {
  await repository.commit({
    'broken.yaml': 'openapi: 3.1.0\ninfo: {title: A\n',
    'old.json': '{"swagger": "2.0"}',
    'lfs.yaml': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n',
  });
  expect(await refuse(['main:broken.yaml'])).toMatch(
    /^InvalidContract: main:broken\.yaml is not .*\nmain:broken\.yaml:\d/,
  );
  expect(await refuse(['main:old.json'])).toMatch(/\nmain:old\.json:1:\d+ {2}this is OpenAPI 2\.0 {2}\(convert it/);
  expect(await refuse(['main:lfs.yaml'])).toMatch(/^UnreadableFile: main:lfs\.yaml is kept by Git LFS/);
});

test('says what is wrong with a revision', async () => {
  expect(await refuse(['main:a.yaml'])).toMatch(
    /^UnknownRevision: There is no revision main .*: it has no commit yet\n/,
  );
  await repository.commit({ 'a.yaml': toPlain('1.0.0') });
  await repository.commit({ 'a.yaml': toPlain('1.1.0') });
  await repository.git('branch', 'feature');
  expect(await refuse(['nosuch:a.yaml'])).toMatch(
    /^UnknownRevision: There is no revision nosuch in this git repository\n/,
  );
  expect(await refuse(['--help:a.yaml'])).toMatch(/^UnknownRevision: There is no revision --help /);
  const folder = join(repository.folder, 'shallow');
  await repository.git('clone', '--quiet', '--depth', '1', pathToFileURL(repository.folder).href, folder);
  expect(await refuse(['main~1:a.yaml'], { cwd: folder })).toBe(
    'UnknownRevision: There is no revision main~1 in this git repository: this clone is shallow and lacks most of its history\n' +
      'Fetch the history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout in GitHub Actions.',
  );
  const full = join(repository.folder, 'full');
  await repository.git('clone', '--quiet', repository.folder, full);
  expect(await refuse(['feature:a.yaml'], { cwd: full })).toMatch(
    /in this git repository\. Did you mean origin\/feature\?/,
  );
  const clone = await openRepository(full);
  await clone.git('checkout', '--quiet', '--orphan', 'lonely');
  await clone.commit();
  expect(await refuse(['a.yaml'], { cwd: full, base: 'origin/main', mergeBase: true })).toMatch(
    /^UnknownRevision: origin\/main and HEAD have no commit in common\n/,
  );
});

test('says where there is no repository', async () => {
  const folder = await makeTestFolder();
  await writeFile(join(folder, 'a.yaml'), toPlain('1.0.0'));
  expect(await refuse(['main:a.yaml'], { cwd: folder })).toMatch(
    /^NoRepository: This folder lies in no git repository, so it has no revisions\n/,
  );
  expect((await load(['a.yaml', 'a.yaml'], { cwd: folder })).map(showPair)).toEqual([
    ['a', ['a.yaml', '1.0.0', ''], ['a.yaml', '1.0.0', '']],
  ]);
});

test('says what makes no pair', async () => {
  await repository.commit({ 'a.yaml': toPlain('1.0.0'), 'redocly.yaml': 'apis: { plain: { root: a.yaml } }\n' });
  const first = async (...args: Parameters<typeof refuse>) => (await refuse(...args)).split('\n')[0];
  expect(await first([])).toBe('Usage: diff compares two versions: BASE and HEAD');
  expect(await first(['a.yaml', 'a.yaml', 'a.yaml'])).toBe('Usage: diff compares two versions: BASE and HEAD');
  expect(await first(['a.yaml'])).toBe('Usage: a.yaml is one version, and it takes two to compare');
  expect(await first(['main'])).toBe('Usage: main is a revision of git, and names no contract');
  expect(await first(['main:', 'a.yaml'])).toBe('Usage: main: names no file of the revision main');
  expect(await first(['', 'a.yaml'])).toBe('Usage: One of the two versions is an empty text');
  expect(await first([], { all: true })).toBe('Usage: --all needs one revision to compare with');
  expect(await first([], { base: 'main' })).toBe('Usage: --base needs something to compare');
  expect(await first(['a.yaml'], { mergeBase: true })).toBe('Usage: --merge-base needs --base REV');
  expect(await first(['/etc/hosts'], { base: 'main' })).toBe('Usage: /etc/hosts lies outside of the git repository ~');
  expect(await first(['main:nosuch'])).toBe(
    'UnknownContract: There is no contract main:nosuch, nor nosuch in the working tree; known are plain.',
  );
  expect(await refuse(['main', 'plain'])).toMatch(
    /\nmain is a revision of git: write main:FILE, or --base main FILE\.$/,
  );
});
