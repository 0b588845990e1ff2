import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckReport } from '../../src/report/check-report.ts';
import { formatCheckHtml } from '../../src/report/html/page.ts';
import { makeFolder, root } from '../conformance/support.ts';
import { type DrivenPage, drivePage } from '../support/drive-page.ts';
import { compared, context, finding, guess, hostile, interrupted, report } from './support/report.ts';

// A real browser, because filters, keys, colours and policies exist nowhere else. test/vitest.config.ts includes this
// file where there is one.

/** Everything at once: states, several operations and checks, and a server's answer that wants to break out. */
const full: CheckReport = {
  ...compared,
  contract: hostile,
  findings: [
    { ...finding, state: 'known' },
    { ...finding, operation: 'readHook', message: hostile, state: 'new', fingerprint: '1111111111111111' },
    { ...guess, state: 'new', places: [hostile], received: hostile },
  ],
};

let page: DrivenPage;
beforeAll(async () => {
  page = await drivePage();
}, 60_000);
afterAll(() => page[Symbol.asyncDispose]());

async function open(shown: CheckReport, format = formatCheckHtml) {
  const file = join(await makeFolder(), 'report.html');
  await writeFile(file, format(shown, context));
  await page.go(pathToFileURL(file).href);
}

const shown = `[...document.querySelectorAll('.finding')].filter((one) => !one.hidden).map((one) => one.id)`;
const choose = (name: string, value: string) =>
  `{ const field = document.querySelector('[name=${name}]'); field.value = '${value}';
     field.dispatchEvent(new Event('input', { bubbles: true })); } ${shown}`;

test('filters by operation, check, severity, state and text, and clears', async () => {
  await open(full);
  const [first, second, third] = ['f-0123456789abcdef', 'f-1111111111111111', 'f-fedcba9876543210'];
  expect(await page.evaluate(shown)).toEqual([first, second, third]);
  expect(await page.evaluate(choose('operation', 'readHook'))).toEqual([second]);
  expect(await page.evaluate(choose('operation', ''))).toEqual([first, second, third]);
  expect(await page.evaluate(choose('check', 'body-constraints'))).toEqual([third]);
  expect(await page.evaluate(choose('severity', 'error'))).toEqual([]);
  expect(await page.evaluate(`document.querySelector('#nothing').hidden`)).toBe(false);
  expect(await page.evaluate(choose('check', ''))).toEqual([first, second]);
  expect(await page.evaluate(choose('state', 'new'))).toEqual([second]);
  expect(await page.evaluate(`document.querySelector('#shown').textContent`)).toBe('1 of 3 findings shown');
  await page.evaluate(`document.querySelector('button[type=reset]').click()`);
  expect(await page.evaluate(`new Promise((done) => setTimeout(done, 20)).then(() => ${shown})`)).toEqual([
    first,
    second,
    third,
  ]);
  expect(await page.evaluate(choose('text', 'GET must 12'))).toEqual([first]);
}, 60_000);

test('is worked with the keyboard alone', async () => {
  await open(full);
  const focus = `document.activeElement.name || document.activeElement.textContent.trim().split('\\n')[0]`;
  const path: string[] = [];
  for (let step = 0; step < 9; step += 1) {
    await page.press('Tab');
    path.push(await page.evaluate(focus));
  }
  expect(path).toEqual([
    'Skip to the findings',
    'operation',
    'check',
    'severity',
    'state',
    'text',
    'Clear',
    'Open all',
    'Close all',
  ]);
  await page.press('Enter');
  const isOpen = `[...document.querySelectorAll('.finding > details')].map((one) => one.open)`;
  expect(await page.evaluate(isOpen)).toEqual([false, false, false]);
  await page.press('Tab');
  await page.press('Enter');
  expect(await page.evaluate(isOpen)).toEqual([true, false, false]);
  await page.evaluate(`document.querySelector('[name=text]').focus()`);
  await page.type('another status');
  expect(await page.evaluate(shown)).toEqual(['f-fedcba9876543210']);
}, 60_000);

test('marks the offending place and copies the curl line', async () => {
  await open(report);
  expect(await page.evaluate(`[...document.querySelectorAll('mark')].map((one) => one.textContent)`)).toEqual([
    '"url": 12,',
  ]);
  await page.evaluate(`document.querySelector('button[data-copy]').click()`);
  const copied = `new Promise((done) => setTimeout(done, 100)).then(() => navigator.clipboard.readText())`;
  expect(await page.evaluate(copied)).toBe(finding.reproduce);
  expect(await page.evaluate(`document.querySelector('button[data-copy]').textContent`)).toBe('Copied');
}, 60_000);

test('shows the finding that a cell of the matrix links to, whatever the filters hide', async () => {
  await open(report);
  await page.evaluate(choose('text', 'nothing at all'));
  const table = `[...document.querySelectorAll('tr')].slice(1).map((row) =>
    [...row.cells].map((cell) => cell.textContent.replace(/\\s+/g, ' ').trim()))`;
  expect(await page.evaluate(table)).toEqual([
    ['200', '201', '401', 'format', 'type', 'examples', 'schema'],
    ['listHooksGET /hooks', '3', '', '1', '', '', '✗failed', '✗failed'],
    ['createHookPOST /hooks', '', '–not met', '–not met', '!warned', '–skipped', '', ''],
  ]);
  await page.evaluate(`document.querySelector('tbody a').click()`);
  expect(await page.evaluate(`new Promise((done) => setTimeout(done, 50)).then(() => ${shown})`)).toHaveLength(2);
}, 60_000);

test('lets nothing of a server run, and asks for nothing', async () => {
  await open(full);
  expect(await page.evaluate(`[document.images.length, document.scripts.length, document.title]`)).toEqual([
    0,
    1,
    String.raw`hookspec check: </script></pre><img src=x onerror="document.title='broken'">\u001b[31m ::error::no & 'quote' at http://127.0.0.1`,
  ]);
  expect(page.requests).toEqual([expect.stringMatching(/^file:/)]);
  // Even markup that came through would find the door shut.
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="document.title=1">')`);
  await page.evaluate(`new Promise((done) => setTimeout(done, 50))`);
  expect(await page.evaluate('document.title')).not.toBe('1');
  expect(page.complaints.join('\n')).toContain('Content Security Policy');
}, 60_000);

test('works from a bundle as it does from the sources', async () => {
  const file = join(await makeFolder(), 'page.mjs');
  const bundle = await rolldown({ input: join(root, 'src/report/html/page.ts'), platform: 'node' });
  await bundle.write({ file });
  const { formatCheckHtml: bundled } = (await import(pathToFileURL(file).href)) as {
    formatCheckHtml: typeof formatCheckHtml;
  };
  await open(full, bundled);
  expect(await page.evaluate(choose('severity', 'warning'))).toEqual(['f-fedcba9876543210']);
  expect(page.complaints).toEqual([]);
}, 60_000);

test('has no accessibility violation, in light and dark', async () => {
  const cases = [
    [full, 'light'],
    [full, 'dark'],
    [interrupted, 'dark'],
    [{ ...report, findings: [], cases: [] }, 'light'],
  ] as const;
  for (const [shownReport, scheme] of cases) {
    await page.prefer(scheme);
    await open(shownReport);
    expect(page.complaints).toEqual([]);
    await page.evaluate(axe.source);
    const run = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`;
    expect(await page.evaluate(run)).toEqual([]);
  }
}, 90_000);
