import { expect, test } from 'vitest';
import { formatCheckJson } from '../../src/report/check-json.ts';
import { formatCheckJunit } from '../../src/report/check-junit.ts';
import type { CaseResult, CheckReport } from '../../src/report/check-report.ts';
import { formatCheckPlan, formatCheckProgress, formatCheckText } from '../../src/report/check-text.ts';
import type { Finding } from '../../src/report/finding.ts';

const finding: Finding = {
  code: 'SchemaViolation',
  severity: 'error',
  phase: 'examples',
  operation: 'listHooks',
  message: 'GET /hooks answered 200: /0/url must be a string, got "<1 & 2>".',
  contractPointer: '/components/schemas/Hook/properties/url/type',
  contractLocation: 'api.yaml:7:9',
  responsePointer: '/0/url',
  reproduce: `curl -i 'http://127.0.0.1/hooks' -H "authorization: Bearer $HOOKSPEC_TOKEN"`,
  places: [
    'listHooks 200 /0/url',
    'readHook 200 /url',
    'createHook 201 /url',
    'updateHook 200 /url',
    'listHooks 200 /1/url',
  ],
  fingerprint: '0123456789abcdef',
};
const guess: Finding = {
  code: 'WrongOutcome',
  severity: 'warning',
  phase: 'negative',
  message: 'Another status was expected.',
  evidence: { kind: 'inferred', source: 'no page shows it' },
  fingerprint: 'fedcba9876543210',
};
const toCase = (id: string, verdict: CaseResult['verdict'], more: Partial<CaseResult> = {}): CaseResult => ({
  id,
  phase: id.split(' ')[0]!,
  title: `does ${id}`,
  verdict,
  findings: [],
  durationMs: 1500,
  ...more,
});
const report: CheckReport = {
  contract: 'shop',
  server: 'http://127.0.0.1',
  seed: 1,
  summary: { cases: 4, passed: 1, failed: 1, warned: 1, skipped: 1 },
  findings: [finding, guess],
  coverage: {
    operations: { covered: 1, total: 2 },
    responses: { covered: 3, total: 4 },
    constraints: { covered: 5, total: 6 },
    events: { covered: 0, total: 7 },
  },
  cases: [
    toCase('examples listHooks', 'failed', { findings: [finding.fingerprint] }),
    toCase('examples readHook', 'passed'),
    toCase('negative createHook', 'warned', { findings: [guess.fingerprint] }),
    toCase('negative "odd"', 'skipped', { reason: 'quota' }),
  ],
  requests: 1,
  durationMs: 6000,
  interrupted: false,
  leftovers: ['hook 7: the delete was answered 403'],
};

test('shows findings, then what was judged and what was not', () => {
  expect(formatCheckText(report)).toMatchInlineSnapshot(`
    "error SchemaViolation listHooks
      GET /hooks answered 200: /0/url must be a string, got "<1 & 2>".
      rule      api.yaml:7:9 (/components/schemas/Hook/properties/url/type)
      seen      listHooks 200 /0/url, readHook 200 /url, createHook 201 /url, updateHook 200 /url and 1 more
      repeat    curl -i 'http://127.0.0.1/hooks' -H "authorization: Bearer $HOOKSPEC_TOKEN"
      id        0123456789abcdef

    warning WrongOutcome
      Another status was expected.
      evidence  inferred: no page shows it
      id        fedcba9876543210

    shop at http://127.0.0.1: 1 error, 1 warning.
    4 cases: 1 passed, 1 failed, 1 warned, 1 skipped.
      1 skipped: quota
    Met 1 of 2 operations, 3 of 4 documented responses, 5 of 6 request constraints; deliveries were not judged.
    1 request in 6.0 s.
    Not removed: hook 7: the delete was answered 403
    "
  `);
});

test('lists a plan', () => {
  const cases = [
    toCase('examples a', 'skipped', { reason: 'plan' }),
    toCase('examples b', 'skipped', { reason: 'read-only' }),
  ];
  expect(formatCheckPlan({ ...report, cases })).toMatchInlineSnapshot(`
    "examples a: does examples a
    examples b: does examples b (skipped: read-only)

    2 cases, 1 of them would be run. Nothing was sent.
    "
  `);
});

test('writes JUnit that escapes what XML cannot carry', () => {
  expect(formatCheckJunit(report)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="shop" tests="4" failures="1" skipped="1" time="6.000">
      <testsuite name="shop examples" tests="2" failures="1" skipped="0" time="3.000">
        <testcase classname="shop.examples" name="examples listHooks" time="1.500">
          <failure type="SchemaViolation" message="GET /hooks answered 200: /0/url must be a string, got &quot;&lt;1 &amp; 2&gt;&quot;.">SchemaViolation: GET /hooks answered 200: /0/url must be a string, got &quot;&lt;1 &amp; 2&gt;&quot;.&#10;api.yaml:7:9&#10;curl -i 'http://127.0.0.1/hooks' -H &quot;authorization: Bearer $HOOKSPEC_TOKEN&quot;</failure>
        </testcase>
        <testcase classname="shop.examples" name="examples readHook" time="1.500"/>
      </testsuite>
      <testsuite name="shop negative" tests="2" failures="0" skipped="1" time="3.000">
        <testcase classname="shop.negative" name="negative createHook" time="1.500">
          <system-out>WrongOutcome: Another status was expected.</system-out>
        </testcase>
        <testcase classname="shop.negative" name="negative &quot;odd&quot;" time="1.500">
          <skipped message="quota"/>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('prints one JSON value', () => {
  expect(JSON.parse(formatCheckJson(report))).toEqual(report);
});

test('shows as progress only what a person wants to see', () => {
  const lines = [
    formatCheckProgress({ type: 'run', contract: 'shop', server: 'http://127.0.0.1', seed: 1, cases: 1 }),
    formatCheckProgress({ type: 'phase', phase: 'examples', cases: 2 }),
    formatCheckProgress({ type: 'case-start', id: 'examples readHook' }),
    formatCheckProgress({ type: 'case', result: toCase('examples readHook', 'passed') }),
    formatCheckProgress({ type: 'wait', milliseconds: 1200, reason: 'quota' }),
    formatCheckProgress({ type: 'case', result: toCase('examples listHooks', 'failed') }),
    formatCheckProgress({ type: 'finding', finding }),
    formatCheckProgress({ type: 'end', report }),
  ];
  expect(lines.join('')).toMatchInlineSnapshot(`
    "Checking shop at http://127.0.0.1: 1 case, seed 1
    examples: 2 cases
      waiting 2 s: quota
      failed examples listHooks
    "
  `);
});
