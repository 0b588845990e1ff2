/** A report that has everything a reporter can meet, a hostile server's answer included. */
import type { CaseResult, CheckReport } from '../../../src/report/check-report.ts';
import type { Finding } from '../../../src/report/finding.ts';
import type { ReportContext } from '../../../src/report/reporter.ts';

/** What a server may answer to break out of a report. */
export const hostile = `</script></pre><img src=x onerror="document.title='broken'">\u001B[31m\n::error::no & 'quote'`;

/** A wrong type at one place of a body, met by five answers. */
export const finding: Finding = {
  code: 'SchemaViolation',
  severity: 'error',
  phase: 'examples',
  check: 'schema',
  operation: 'listHooks',
  message: 'GET /hooks answered 200: /0/url must be a string, got 12.',
  contractPointer: '/components/schemas/Hook/properties/url/type',
  contractLocation: 'api.yaml:7:9',
  responsePointer: '/0/url',
  expected: 'a string',
  received: '12',
  request: {
    method: 'GET',
    url: 'http://127.0.0.1/hooks',
    headers: { authorization: 'Bearer $HOOKSPEC_TOKEN' },
  },
  response: {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-note': hostile },
    body: JSON.stringify([{ id: 'h1', url: 12, note: hostile }, { id: 'h2' }]),
  },
  reproduce: `curl -i 'http://127.0.0.1/hooks' -H "authorization: Bearer $HOOKSPEC_TOKEN"`,
  places: [
    'listHooks 200 /0/url',
    'readHook 200 /url',
    'createHook 201 /url',
    'updateHook 200 /url',
    'rotateHook 200 /url',
  ],
  fingerprint: '0123456789abcdef',
};

/** A fault against a rule that is only inferred, with little known of it. */
export const guess: Finding = {
  code: 'WrongOutcome',
  severity: 'warning',
  phase: 'negative',
  check: 'body-constraints',
  operation: 'createHook',
  message: 'Another status was expected.',
  evidence: { kind: 'inferred', source: 'no page shows it' },
  fingerprint: 'fedcba9876543210',
};

/** One case; its phase is the first word of its id. */
export function toCase(id: string, verdict: CaseResult['verdict'], more: Partial<CaseResult> = {}): CaseResult {
  const [phase, operation] = id.split(' ') as [string, string];
  const check = phase === 'negative' ? 'body-constraints' : phase;
  return { id, phase, operation, check, title: `does ${id}`, verdict, findings: [], durationMs: 1500, ...more };
}

/** One error, one warning; a case of each verdict. */
export const report: CheckReport = {
  contract: 'shop',
  server: 'http://127.0.0.1',
  seed: 1,
  summary: { cases: 4, passed: 1, failed: 1, warned: 1, skipped: 1 },
  findings: [finding, guess],
  coverage: {
    operations: { covered: 1, total: 2 },
    responses: { covered: 2, total: 4 },
    constraints: { covered: 5, total: 6 },
    events: { covered: 0, total: 7 },
    byOperation: [
      {
        operation: 'listHooks',
        method: 'GET',
        path: '/hooks',
        statuses: [
          { status: '200', answers: 3 },
          { status: '401', answers: 1 },
        ],
      },
      {
        operation: 'createHook',
        method: 'POST',
        path: '/hooks',
        statuses: [
          { status: '201', answers: 0 },
          { status: '401', answers: 0 },
        ],
      },
    ],
  },
  cases: [
    toCase('examples listHooks', 'failed', { findings: [finding.fingerprint] }),
    toCase('examples readHook', 'passed'),
    toCase('negative createHook body /url format', 'warned', { findings: [guess.fingerprint] }),
    toCase('negative createHook body /url type "odd"', 'skipped', { reason: 'quota' }),
  ],
  requests: 1,
  startedAt: '2026-11-21T13:00:00.250Z',
  durationMs: 6000,
  interrupted: false,
  leftovers: ['hook 7: the delete was answered 403'],
};

/** The same run against a baseline: one known, one new, one fixed. */
export const compared: CheckReport = {
  ...report,
  findings: [
    { ...finding, state: 'known' },
    { ...guess, state: 'new' },
  ],
  fixed: [
    {
      code: 'ServerError',
      operation: 'listHooks',
      message: 'GET /hooks answered 500.',
      fingerprint: '00000000000000aa',
    },
  ],
};

/** The same run, stopped before its second case. */
export const interrupted: CheckReport = {
  ...report,
  summary: { cases: 2, passed: 0, failed: 1, warned: 0, skipped: 1 },
  findings: [finding],
  cases: [report.cases[0]!, toCase('examples readHook', 'skipped', { reason: 'interrupted' })],
  interrupted: true,
};

/** What reporters know besides the run. */
export const context: ReportContext = {
  version: '1.2.3',
  codes: { SchemaViolation: 'The body breaks its schema.', WrongOutcome: 'A refusal has another status.' },
};
