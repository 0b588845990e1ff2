import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { formatDiffJson } from '../../src/report/diff-json.ts';
import { formatDiffSarif } from '../../src/report/diff-sarif.ts';
import { change, context, full, quiet, run, toContractDiff, toDiffRun } from './support/diff-run.ts';

/** The schema is written in draft 4; what sets it apart from draft 7 is its `id`. */
const { $schema: _, id: __, ...schema } = published;
const sarif = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema);
const results = (text: string) => (JSON.parse(text) as { runs: { results: any[] }[] }).runs[0]!.results;

test.each([
  ['one change of each kind', run],
  ['two contracts with approvals', full],
  ['a run without changes', quiet],
])('writes %s as the schema of SARIF 2.1.0 wants it', (_name, value) => {
  sarif(JSON.parse(formatDiffSarif(value, context)));
  expect(sarif.errors ?? []).toEqual([]);
});

test('tells levels apart, suppresses what was approved, and lets pass what is harmless', () => {
  const kinds = (value: typeof run) =>
    results(formatDiffSarif(value, context)).map(({ level, kind, suppressions }) => [
      level,
      kind,
      suppressions?.length,
    ]);
  expect(kinds(run)).toEqual([
    ['error', 'fail', undefined],
    ['error', 'fail', undefined],
    ['warning', 'fail', undefined],
    ['warning', 'fail', undefined],
    ['note', 'fail', undefined],
    ['none', 'pass', undefined],
  ]);
  expect(kinds(full)[1]).toEqual(['error', 'fail', 1]);
});

test('points at the newer line, relates the older one, and carries the proof', () => {
  const [first] = results(formatDiffSarif(run, context));
  const { message, locations, relatedLocations, partialFingerprints, properties } = first;
  expect(message.text).toBe(
    '/name is required now. An old client may send this body; the new server refuses it: /name is missing.',
  );
  expect(locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'api.yaml', uriBaseId: 'SRCROOT' },
    region: { startLine: 12, startColumn: 7 },
  });
  expect(relatedLocations[0].physicalLocation.region).toEqual({ startLine: 10, startColumn: 5 });
  expect(partialFingerprints).toEqual({ 'hookspec/v1': '0123456789abcdef' });
  expect(properties.proof).toEqual(change.proof);
});

test('names files on the net by their address', () => {
  const far = { ...change, head: { pointer: '/a', location: 'https://example.com/api.yaml:3:1' } };
  const [first] = results(formatDiffSarif(toDiffRun([toContractDiff('shop', [far])]), context));
  expect(first.locations[0].physicalLocation.artifactLocation).toEqual({ uri: 'https://example.com/api.yaml' });
});

test('writes the run as one JSON value', () => {
  expect(JSON.parse(formatDiffJson(full))).toEqual(JSON.parse(JSON.stringify(full)));
});
