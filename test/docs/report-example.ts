/** The run that docs/reports.md shows in each form: small enough to be read, with one finding. */
import type { CheckEvent, CheckReport } from '../../src/report/check-report.ts';
import type { Finding } from '../../src/report/finding.ts';
import { toFindingHtml } from '../../src/report/html/finding.ts';
import type { ReportContext } from '../../src/report/reporter.ts';
import { reporters } from '../../src/report/reporters.ts';

const finding: Finding = {
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
  request: { method: 'GET', url: 'http://127.0.0.1:4010/hooks', headers: { authorization: 'Bearer $HOOKSPEC_TOKEN' } },
  response: { status: 200, headers: { 'content-type': 'application/json' }, body: '[{"id":"h1","url":12}]' },
  reproduce: `curl -i 'http://127.0.0.1:4010/hooks' -H "authorization: Bearer $HOOKSPEC_TOKEN"`,
  places: ['listHooks 200 /0/url', 'readHook 200 /url'],
  fingerprint: '0123456789abcdef',
};
const failed = {
  id: 'examples listHooks',
  phase: 'examples',
  check: 'examples',
  operation: 'listHooks',
  title: 'answers a valid listHooks as documented',
  verdict: 'failed',
  findings: [finding.fingerprint],
  durationMs: 12,
} as const;
const skipped = {
  id: 'auth revoked-token',
  phase: 'auth',
  check: 'revoked-token',
  title: 'refuses a revoked token',
  verdict: 'skipped',
  reason: 'no revoked token was given',
  findings: [],
  durationMs: 0,
} as const;

const report: CheckReport = {
  contract: 'shop',
  server: 'http://127.0.0.1:4010',
  seed: 1,
  summary: { cases: 2, passed: 0, failed: 1, warned: 0, skipped: 1 },
  findings: [finding],
  coverage: {
    operations: { covered: 1, total: 1 },
    responses: { covered: 1, total: 2 },
    constraints: { covered: 0, total: 0 },
    events: { covered: 0, total: 0 },
    byOperation: [
      {
        operation: 'listHooks',
        method: 'GET',
        path: '/hooks',
        statuses: [
          { status: '200', answers: 1 },
          { status: '401', answers: 0 },
        ],
      },
    ],
  },
  cases: [failed, skipped],
  requests: 1,
  startedAt: '2026-11-21T13:00:00.000Z',
  durationMs: 20,
  interrupted: false,
  leftovers: [],
};

/** What comes before the last event of `ndjson`, which is the report itself. */
const events: readonly CheckEvent[] = [
  { type: 'run', contract: 'shop', server: report.server, seed: 1, cases: 2 },
  { type: 'phase', phase: 'examples', cases: 1 },
  { type: 'case-start', id: failed.id },
  { type: 'case', result: failed },
];

const context: ReportContext = { version: '0.1.0', codes: { SchemaViolation: 'The body breaks its schema.' } };

/** The run in the form of that name; of `ndjson` and `html` a part. */
export function showReport(name: string): string {
  if (name === 'html') return toFindingHtml(finding, true);
  const { stream, render } = reporters.find((reporter) => reporter.name === name)!;
  return stream ? events.map(stream).join('') : render!(report, context);
}

/** Blocks of docs/reports.md: the name in the comment, the block. */
export const BLOCK = /(<!-- output of: (\w+) -->\n(`{3,})\w*\n)([^]*?)(\n\3\n)/g;
