import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { validate } from 'ctrf';
import { expect, test } from 'vitest';
import { formatCheckCtrf } from '../../src/report/check-ctrf.ts';
import { formatCheckSarif } from '../../src/report/check-sarif.ts';
import { compared, context, interrupted, report } from './support/report.ts';

const sarif = compileSarif();
const lost = { ...interrupted, interrupted: false, unreachable: 'it answers no more' };
const everyReport = {
  report,
  compared,
  interrupted,
  'a report of a server that was lost': lost,
  'one without findings': { ...report, findings: [], cases: [] },
};

for (const [name, value] of Object.entries(everyReport)) {
  test(`writes ${name} as the reference implementation of CTRF wants it`, () => {
    const { valid, errors } = validate(JSON.parse(formatCheckCtrf(value, context)));
    expect([valid, errors]).toEqual([true, []]);
  });

  test(`writes ${name} as the schema of SARIF 2.1.0 wants it`, () => {
    sarif(JSON.parse(formatCheckSarif(value, context)));
    expect(sarif.errors ?? []).toEqual([]);
  });
}

test('counts in CTRF as the exit code does, and keeps the word of the case', () => {
  const { results } = JSON.parse(formatCheckCtrf(compared, context)) as {
    results: { summary: object; tests: { status: string; rawStatus: string; duration: number }[] };
  };
  expect(results.summary).toEqual({
    tests: 4,
    passed: 2,
    failed: 0,
    skipped: 2,
    pending: 0,
    other: 0,
    suites: 2,
    start: Date.UTC(2026, 10, 21, 13, 0, 0, 250),
    stop: Date.UTC(2026, 10, 21, 13, 0, 6, 250),
    duration: 6000,
  });
  expect(results.tests.map(({ status, rawStatus }) => `${status} ${rawStatus}`)).toEqual([
    'skipped known',
    'passed passed',
    'passed warned',
    'skipped skipped',
  ]);
});

test('marks in CTRF what an interrupted run did not reach', () => {
  const { results } = JSON.parse(formatCheckCtrf(interrupted, context)) as { results: { tests: { status: string }[] } };
  expect(results.tests.map(({ status }) => status)).toEqual(['failed', 'pending']);
});

test('points in SARIF at the line of the contract, with a fingerprint and a rule that helps', () => {
  const [run] = (JSON.parse(formatCheckSarif(report, context)) as { runs: any[] }).runs;
  expect(run.tool.driver.rules[0]).toEqual({
    id: 'SchemaViolation',
    name: 'SchemaViolation',
    shortDescription: { text: 'The body breaks its schema.' },
    fullDescription: { text: 'The body breaks its schema.' },
    help: {
      text: 'The body breaks its schema. Switch the check off with --skip schema.',
      markdown: 'The body breaks its schema. Switch the check off with `--skip schema`.',
    },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['api', 'conformance', 'schema'] },
  });
  const { properties: _, ...result } = run.results[0];
  expect(result).toEqual({
    ruleId: 'SchemaViolation',
    ruleIndex: 0,
    kind: 'fail',
    level: 'error',
    message: {
      text: `GET /hooks answered 200: /0/url must be a string, got 12.

Repeat with:
curl -i 'http://127.0.0.1/hooks' -H "authorization: Bearer $HOOKSPEC_TOKEN"`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'api.yaml', uriBaseId: 'SRCROOT' },
          region: { startLine: 7, startColumn: 9 },
        },
        logicalLocations: [
          { fullyQualifiedName: '/components/schemas/Hook/properties/url/type', kind: 'member' },
          { name: 'listHooks', kind: 'function' },
        ],
      },
    ],
    partialFingerprints: { 'hookspec/v1': '0123456789abcdef' },
  });
});

test('tells in SARIF new, known and fixed results apart', () => {
  const [run] = (JSON.parse(formatCheckSarif(compared, context)) as { runs: any[] }).runs;
  expect(run.results.map((result: any) => [result.ruleId, result.kind, result.baselineState])).toEqual([
    ['SchemaViolation', 'fail', 'unchanged'],
    ['WrongOutcome', 'fail', 'new'],
    ['ServerError', 'pass', 'absent'],
  ]);
});

/** The schema is written in draft 4; what sets it apart from draft 7 is its `id`. */
function compileSarif() {
  const { $schema: _, id: __, ...schema } = published;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema);
}
