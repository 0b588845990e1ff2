import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { receiverCodes } from '../../src/conformance/receiver/codes.ts';
import { root } from '../support/cli.ts';
import { CODES } from './check-page.ts';
import {
  checkNames,
  EXAMPLE,
  folder,
  pageNames,
  printReceiverRun,
  readPage,
  toComparable,
  toReceiverCodeRows,
  toReceiverIndex,
} from './receiver-pages.ts';

const page = readFileSync(join(root, 'docs/commands/check-receiver.md'), 'utf8');

test('has a page for every check of a receiver and a check for every page', () => {
  expect(pageNames().toSorted()).toEqual(checkNames.toSorted());
  expect(new Set(checkNames).size).toBe(checkNames.length);
});

test('lists every check in the index, with its sentence', () => {
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(toReceiverIndex());
});

test.each(pageNames())('gives the page of %s the fixed shape, with an output in it', (name) => {
  const text = readPage(name);
  expect(text.match(/^#+ .*$/gm)).toEqual([
    `# ${name}`,
    '## What it does',
    '## Why',
    '## Example',
    '## Switch it off',
    '## Evidence',
  ]);
  const sections = text.split(/^#+ .*$/m).slice(1);
  expect(sections.filter((section) => section.trim() === '')).toEqual([]);
  expect(sections[0]!.trim()).not.toContain('\n\n');
  expect(sections[4]!.trim()).toBe(`\`--skip ${name}\``);
  const lines = EXAMPLE.exec(text)![3]!.trimEnd().split('\n');
  const [, code] = /^(?:error|warning) (\w+)( \S+)?$/.exec(lines[0]!)!;
  expect(Object.keys(receiverCodes)).toContain(code);
  expect(lines.at(-1)).toMatch(new RegExp(`^ {2}id {8}[0-9a-f]{16}, check ${name}$`));
});

test('shows every code of a receiver on some page or says it of several', () => {
  const shown = new Set(pageNames().map((name) => /^(?:error|warning) (\w+)/m.exec(readPage(name))![1]));
  const others = Object.keys(receiverCodes).filter((code) => !shown.has(code));
  // What belongs to no check alone, or to one that has a page with another code.
  expect(others).toEqual([
    'SuccessStatusWrong',
    'NoAnswer',
    'ReceiverCrashed',
    'NotRecovered',
    'ForgeryFails',
    'RetryRefused',
    'DeliveryNotHandled',
    'DuplicateHandledTwice',
  ]);
});

test('lists every finding of a receiver with what it means, and no other', () => {
  expect(CODES.exec(page)![2]).toBe(toReceiverCodeRows());
});

test('shows what a run really prints', { timeout: 60_000 }, async () => {
  const [, , id, shown] = EXAMPLE.exec(page)!;
  expect(toComparable(shown!)).toBe(toComparable(await printReceiverRun(id!)));
});
