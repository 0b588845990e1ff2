import { expect, test } from 'vitest';
import { formatCheckJson } from '../../src/report/check-json.ts';
import { formatCheckEvent } from '../../src/report/check-ndjson.ts';
import { report } from './support/report.ts';

test('prints one JSON value', () => {
  const text = formatCheckJson(report);
  expect(JSON.parse(text)).toEqual(report);
  expect(text.endsWith('}\n')).toBe(true);
});

test('prints an event on one line, whatever a server said', () => {
  const line = formatCheckEvent({ type: 'end', report });
  expect(line.split('\n')).toHaveLength(2);
  expect(JSON.parse(line)).toEqual({ type: 'end', report });
});
