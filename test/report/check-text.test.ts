import { expect, test } from 'vitest';
import { formatCheckPlan, formatCheckText } from '../../src/report/check-text.ts';
import { formatFinding } from '../../src/report/finding-text.ts';
import { createPaint } from '../../src/report/paint.ts';
import { compared, finding, guess, hostile, interrupted, report, toCase } from './support/report.ts';

test('shows what is wrong, where the contract says so, what came and how to repeat it', () => {
  expect(formatCheckText(report)).toBe(`error SchemaViolation listHooks
  GET /hooks answered 200: /0/url must be a string, got 12.
  expected  a string
  received  12
  contract  api.yaml:7:9 (/components/schemas/Hook/properties/url/type)
  answer    200 OK application/json
              …
                {
                  "id": "h1",
          >       "url": 12,
                  "note": "</script></pre><img src=x onerror=\\"document.title='broken'\\">\\u001b[31m\\n::error::no & 'quote'"
                },
              …
  seen      listHooks 200 /*/url, readHook 200 /url, createHook 201 /url, updateHook 200 /url and 1 more
  repeat    curl -i 'http://127.0.0.1/hooks' -H "authorization: Bearer $HOOKSPEC_TOKEN"
  id        0123456789abcdef, check schema

warning WrongOutcome createHook
  Another status was expected.
  evidence  inferred: no page shows it
  id        fedcba9876543210, check body-constraints

shop at http://127.0.0.1: 1 error, 1 warning.
4 cases: 1 passed, 1 failed, 1 warned, 1 skipped.
  1 skipped: quota
Met 1 of 2 operations, 2 of 4 documented responses, 5 of 6 request constraints; deliveries were not judged.
1 request in 6.0 s.
Not removed: hook 7: the delete was answered 403
`);
});

test('shows new findings in full and known and fixed ones on a line each', () => {
  expect(formatCheckText(compared)).toBe(`warning WrongOutcome createHook (new)
  Another status was expected.
  evidence  inferred: no page shows it
  id        fedcba9876543210, check body-constraints

Known
  SchemaViolation  listHooks  api.yaml:7:9  0123456789abcdef

Fixed
  ServerError  listHooks  -  00000000000000aa

shop at http://127.0.0.1: 1 error, 1 warning; 1 new, 1 known, 1 fixed.
4 cases: 1 passed, 1 failed, 1 warned, 1 skipped.
  1 skipped: quota
Met 1 of 2 operations, 2 of 4 documented responses, 5 of 6 request constraints; deliveries were not judged.
1 request in 6.0 s.
Not removed: hook 7: the delete was answered 403
`);
});

test('lists many findings once more at the end', () => {
  const findings = ['a', 'b', 'c', 'd'].map((name) => ({ ...guess, operation: name, fingerprint: name.repeat(16) }));
  const text = formatCheckText({ ...report, findings, leftovers: [] });
  expect(text.slice(text.indexOf('In short'))).toBe(`In short
  WrongOutcome  a  -  aaaaaaaaaaaaaaaa
  WrongOutcome  b  -  bbbbbbbbbbbbbbbb
  WrongOutcome  c  -  cccccccccccccccc
  WrongOutcome  d  -  dddddddddddddddd

shop at http://127.0.0.1: 0 errors, 4 warnings.
4 cases: 1 passed, 1 failed, 1 warned, 1 skipped.
  1 skipped: quota
Met 1 of 2 operations, 2 of 4 documented responses, 5 of 6 request constraints; deliveries were not judged.
1 request in 6.0 s.
All findings rest on rules that were inferred; --strict makes them errors.
`);
});

test('says that a run was interrupted, or why it ended early', () => {
  expect(formatCheckText(interrupted)).toContain('1 request in 6.0 s.\nThe run was interrupted.\nNot removed: ');
  expect(formatCheckText({ ...report, unreachable: 'it answers no more' })).toContain(
    '1 request in 6.0 s.\nThe run ended early: it answers no more.\nNot removed: ',
  );
});

test('marks with colour what is wrong, what was expected and what came', () => {
  const { request: _, response: __, ...small } = { ...finding, places: [] };
  expect(formatFinding(small, createPaint(true)))
    .toBe(`\u001B[31merror\u001B[39m \u001B[1mSchemaViolation\u001B[22m listHooks
  GET /hooks answered 200: /0/url must be a string, got 12.
  \u001B[2mexpected\u001B[22m  \u001B[32ma string\u001B[39m
  \u001B[2mreceived\u001B[22m  \u001B[31m12\u001B[39m
  \u001B[2mcontract\u001B[22m  api.yaml:7:9 (/components/schemas/Hook/properties/url/type)
  \u001B[2mrepeat  \u001B[22m  curl -i 'http://127.0.0.1/hooks' -H "authorization: Bearer $HOOKSPEC_TOKEN"
  \u001B[2mid      \u001B[22m  0123456789abcdef, check schema`);
});

test('marks the header that is wrong, and one that is missing', () => {
  const header = { ...finding, code: 'HeaderInvalid', contractPointer: '/components/headers/X-Note' } as const;
  const { responsePointer: _, ...rest } = header;
  const lines = (text: string) => text.split('\n').slice(5, 7);
  expect(lines(formatFinding({ ...rest, response: { ...finding.response!, headers: { 'X-Note': 'odd' } } }))).toEqual([
    '  answer    200 OK',
    '          >   x-note: odd',
  ]);
  expect(lines(formatFinding({ ...rest, response: { ...finding.response!, headers: {} } }))).toEqual([
    '  answer    200 OK',
    '          >   (no header x-note)',
  ]);
});

test('lets no server paint over the report or add lines to it', () => {
  const evil = { ...guess, message: hostile, received: hostile, expected: '\u202E\u0007\r', operation: 'a' };
  expect(formatFinding(evil).split('\n').slice(0, 4)).toEqual([
    'warning WrongOutcome a',
    String.raw`  </script></pre><img src=x onerror="document.title='broken'">\u001b[31m\n::error::no & 'quote'`,
    String.raw`  expected  \u202e\u0007\u000d`,
    String.raw`  received  </script></pre><img src=x onerror="document.title='broken'">\u001b[31m\n::error::no & 'quote'`,
  ]);
});

test('lists a plan', () => {
  const cases = [
    toCase('examples a', 'skipped', { reason: 'plan' }),
    toCase('examples b', 'skipped', { reason: 'read-only' }),
  ];
  expect(formatCheckPlan({ ...report, cases })).toBe(
    'examples a: does examples a\nexamples b: does examples b (skipped: read-only)\n\n2 cases, 1 of them would be run. Nothing was sent.\n',
  );
});

test('shows what a refusal that nobody expected says', () => {
  const { responsePointer: _, ...rest } = { ...finding, code: 'ValidRequestRefused' };
  const response = { status: 409, headers: { 'content-type': 'application/json' }, body: '{"error":"taken"}' };
  expect(
    formatFinding({ ...rest, response })
      .split('\n')
      .slice(5, 9),
  ).toEqual([
    '  answer    409 Conflict application/json',
    '              {',
    '                "error": "taken"',
    '              }',
  ]);
});
