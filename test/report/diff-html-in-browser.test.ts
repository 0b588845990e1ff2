import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DiffRun } from '../../src/report/diff-report.ts';
import { formatDiffHtml } from '../../src/report/html/diff-page.ts';
import { makeFolder } from '../conformance/support.ts';
import { type DrivenPage, drivePage } from '../support/drive-page.ts';
import { context, full, quiet, run } from './support/diff-run.ts';

// As html-in-browser.test.ts: test/vitest.config.ts includes this file where there is a browser.

let page: DrivenPage;
beforeAll(async () => {
  page = await drivePage();
}, 60_000);
afterAll(() => page[Symbol.asyncDispose]());

async function open(shown: DiffRun) {
  const file = join(await makeFolder(), 'diff.html');
  await writeFile(file, formatDiffHtml(shown, context));
  await page.go(pathToFileURL(file).href);
}

const shown = `[...document.querySelectorAll('.finding')].filter((one) => !one.hidden).map((one) => one.id.slice(-4))`;
const choose = (name: string, value: string) =>
  `{ const field = document.querySelector('[name=${name}]'); field.value = '${value}';
     field.dispatchEvent(new Event('input', { bubbles: true })); } ${shown}`;

test('filters by level, operation, who is affected, verdict and text', async () => {
  await open(run);
  expect(await page.evaluate(shown)).toEqual(['cdef', '1111', '2222', '3333', '4444', '5555']);
  expect(await page.evaluate(choose('level', 'breaking'))).toEqual(['cdef', '1111']);
  // A change that reaches several operations is found under each.
  expect(await page.evaluate(choose('operation', 'PUT /hooks/{id}'))).toEqual(['cdef']);
  expect(await page.evaluate(`document.querySelector('#shown').textContent`)).toBe('1 of 6 changes shown');
  await page.evaluate(choose('operation', ''));
  await page.evaluate(choose('level', ''));
  expect(await page.evaluate(choose('affected', 'subscriber'))).toEqual(['2222']);
  await page.evaluate(choose('affected', ''));
  expect(await page.evaluate(choose('verdict', 'UNDECIDED'))).toEqual(['3333']);
  await page.evaluate(choose('verdict', ''));
  expect(await page.evaluate(choose('text', 'no longer served'))).toEqual(['1111']);
  expect(await page.evaluate(choose('text', 'nothing of the kind'))).toEqual([]);
  expect(await page.evaluate(`document.querySelector('#nothing').hidden`)).toBe(false);
}, 60_000);

test('filters by contract where there are several', async () => {
  await open(run);
  expect(await page.evaluate(`document.querySelector('[name=contract]')`)).toBe(null);
  await open(full);
  expect(await page.evaluate(choose('contract', 'bank'))).toEqual(['4444']);
}, 60_000);

test('marks what the reader refuses', async () => {
  await open(run);
  const marks = `[...document.querySelectorAll('mark')].map((one) => one.textContent)`;
  expect(await page.evaluate(marks)).toEqual([
    '{',
    String.raw`"note": "</script></pre><img src=x onerror=\"document.title='broken'\">\u001b[31m\n::error::no & 'quote'"`,
  ]);
}, 60_000);

test('lets nothing of a contract run, and asks for nothing', async () => {
  await open(full);
  expect(await page.evaluate(`[document.images.length, document.scripts.length, document.title]`)).toEqual([
    0,
    1,
    'hookspec diff: shop, bank',
  ]);
  expect(page.requests).toEqual([expect.stringMatching(/^file:/)]);
}, 60_000);

test('has no accessibility violation, in light and dark, open and closed', async () => {
  const cases = [
    [full, 'light'],
    [full, 'dark'],
    [run, 'dark'],
    [quiet, 'light'],
  ] as const;
  for (const [value, scheme] of cases) {
    await page.prefer(scheme);
    await open(value);
    await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
    expect(page.complaints).toEqual([]);
    await page.evaluate(axe.source);
    const found = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`;
    expect(await page.evaluate(found)).toEqual([]);
  }
}, 90_000);
