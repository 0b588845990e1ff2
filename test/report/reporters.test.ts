import { expect, test } from 'vitest';
import { findReporterOf, reporters } from '../../src/report/reporters.ts';
import { context, report } from './support/report.ts';

test('chooses a form by the end of the file name, the longest first', () => {
  const names = ['a.txt', 'a.json', 'a.ndjson', 'a.xml', 'A.CTRF.JSON', 'a.sarif', 'a.sarif.json', 'b/a.md', 'a.html'];
  expect(names.map((name) => findReporterOf(name)?.name)).toEqual([
    'text',
    'json',
    'ndjson',
    'junit',
    'ctrf',
    'sarif',
    'sarif',
    'markdown',
    'html',
  ]);
  expect(findReporterOf('a.pdf')).toBeUndefined();
});

test('gives every end to one form', () => {
  const ends = reporters.flatMap(({ extensions }) => extensions);
  expect(new Set(ends).size).toBe(ends.length);
});

test('either streams or renders, and ends with a line break', () => {
  for (const { stream, render } of reporters) {
    expect([stream, render].filter(Boolean)).toHaveLength(1);
    expect(stream?.({ type: 'end', report }) ?? render?.(report, context)).toMatch(/\n$/);
  }
});
