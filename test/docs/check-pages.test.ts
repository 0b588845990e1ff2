import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findingCodes } from '../../src/conformance/codes.ts';
import { checkNames, folder, pageNames, readPage, toIndex } from './check-pages.ts';

test('has a page for every check and a check for every page', () => {
  expect(pageNames().toSorted()).toEqual(checkNames.toSorted());
});

test('lists every check in the index, with its sentence', () => {
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(toIndex());
});

test.each(pageNames())('gives the page of %s the fixed shape', (name) => {
  const page = readPage(name);
  expect(page.match(/^#+ .*$/gm)).toEqual([
    `# ${name}`,
    '## What it does',
    '## Why',
    '## Example',
    '## Switch it off',
    '## Evidence',
  ]);
  const sections = page.split(/^#+ .*$/m).slice(1);
  expect(sections.filter((section) => section.trim() === '')).toEqual([]);
  expect(sections[0]!.trim()).not.toContain('\n\n');
  expect(sections[4]!.trim()).toMatch(new RegExp(`^\`--skip ${name}\`(\\n|$)`));
  expect(page.split('\n').length).toBeLessThanOrEqual(60);
});

test.each(pageNames())('shows the literal output of %s', (name) => {
  const [, text] = /^## Example$[^]*?^```text\n([^]*?)^```$/m.exec(readPage(name))!;
  const lines = text!.trimEnd().split('\n');
  const [, code] = /^(?:error|warning) (\w+)( \S+)?$/.exec(lines[0]!)!;
  expect(Object.keys(findingCodes)).toContain(code);
  expect(lines.at(-1)).toMatch(/^ {2}id {8}[0-9a-f]{16}, check [a-z0-9-]+$/);
});
