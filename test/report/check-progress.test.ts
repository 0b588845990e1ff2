import { expect, test } from 'vitest';
import { createCheckProgress } from '../../src/report/check-progress.ts';
import type { CheckEvent } from '../../src/report/check-report.ts';
import { finding, report, toCase } from './support/report.ts';

const events: CheckEvent[] = [
  { type: 'run', contract: 'shop', server: 'http://127.0.0.1', seed: 1, cases: 3 },
  { type: 'phase', phase: 'examples', cases: 2 },
  { type: 'case-start', id: 'examples readHook' },
  { type: 'case', result: toCase('examples readHook', 'passed') },
  { type: 'wait', milliseconds: 1200, reason: 'quota' },
  { type: 'finding', finding },
  { type: 'case', result: toCase('examples listHooks', 'failed') },
  { type: 'end', report },
];

test('shows plain lines where no terminal is', () => {
  const progress = createCheckProgress({ now: () => 0 });
  expect(events.map((event) => progress.show(event)).join('')).toBe(
    `Checking shop at http://127.0.0.1: 3 cases, seed 1
examples: 2 cases
  waiting 2 s: quota
  failed examples listHooks
`,
  );
});

test('keeps one line up to date on a terminal, with findings above it, and takes it away at the end', () => {
  let time = 0;
  const progress = createCheckProgress({ live: true, columns: 60, now: () => (time += 500) });
  const erase = '\r\u001B[2K';
  expect(events.map((event) => progress.show(event))).toEqual([
    'Checking shop at http://127.0.0.1: 3 cases, seed 1\n',
    `${erase}examples: 0 of 3 cases, 0 a second, no findings`,
    '',
    `${erase}examples: 1 of 3 cases, 0 a second, no findings`,
    `${erase}  waiting 2 s: quota\n${erase}examples: 1 of 3 cases, 0 a second, no findings`,
    `${erase}  error SchemaViolation listHooks\n${erase}examples: 1 of 3 cases, 0 a second, 1 finding`,
    `${erase}examples: 2 of 3 cases, 0 a second, 1 finding`,
    erase,
  ]);
});

test('never makes the line wider than the terminal, and changes it ten times a second at most', () => {
  let time = 0;
  const progress = createCheckProgress({ live: true, columns: 20, now: () => time });
  for (const event of events.slice(0, 2)) progress.show(event);
  time = 50;
  expect(progress.show(events[3]!)).toBe('');
  time = 100;
  expect(progress.show(events[3]!)).toBe('\r\u001B[2Kexamples: 2 of 3 ca');
});
