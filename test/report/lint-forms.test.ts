import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { formatCodeFrame } from '../../src/report/code-frame.ts';
import type { Finding } from '../../src/report/finding.ts';
import { toLintReport } from '../../src/report/lint-report.ts';
import { lintReporters } from '../../src/report/lint-reporters.ts';
import { formatLintMarkdown } from '../../src/report/lint-markdown.ts';

const lines = ['openapi: 3.1.0', 'paths:', '  /hooks:', '    post:', '      operationId: create'];
const finding = (place: string, rest: Partial<Finding> = {}): Finding => ({
  code: 'hookspec/endpoint-url-https',
  severity: 'warning',
  phase: 'lint',
  message: '`url` takes a URL that need not be https. Write `pattern`.',
  contractPointer: '/paths/~1hooks/post',
  contractLocation: place,
  fingerprint: '0123456789abcdef',
  ...rest,
});
const report = toLintReport([
  {
    name: 'parcel',
    findings: [
      finding('api.yaml:4:5', { operation: 'create' }),
      finding('api.yaml:4:5', { code: 'operation-summary', severity: 'error', message: 'Say <what> & "why".' }),
      finding('gone.yaml:1:1'),
    ],
  },
  { name: 'clean', findings: [] },
]);
const context = {
  version: '1.2.3',
  codes: { 'hookspec/endpoint-url-https': 'The URL must be https.' },
  readLines: (file: string) => (file === 'api.yaml' ? lines : undefined),
};
const render = (name: string): string => lintReporters.find((form) => form.name === name)!.render(report, context);

test('shows the lines around a place once for all findings there', () => {
  expect(render('text')).toMatchInlineSnapshot(`
    "api.yaml:4:5  warning  hookspec/endpoint-url-https  \`url\` takes a URL that need not be https. Write \`pattern\`.
    api.yaml:4:5  error  operation-summary  Say <what> & "why".
        3 |   /hooks:
      > 4 |     post:
          |     ^^^^
        5 |       operationId: create

    gone.yaml:1:1  warning  hookspec/endpoint-url-https  \`url\` takes a URL that need not be https. Write \`pattern\`.

    parcel: 1 error, 2 warnings.

    clean: no findings.
    "
  `);
});

test('paints the text where it goes to a terminal', () => {
  const [text] = lintReporters;
  expect(text!.render(report, { ...context, color: true })).toContain('\u001B[31merror\u001B[39m');
});

test('counts in the text what one rule finds more than twenty times', () => {
  const many = Array.from({ length: 23 }, (_, index) => finding(`api.yaml:${index + 10}:1`));
  const text = lintReporters[0]!.render(toLintReport([{ name: 'many', findings: many }]), context);
  expect(text.match(/endpoint-url-https {2}/g)).toHaveLength(20);
  expect(text.split('\n').slice(-3)).toEqual([
    '3 more of hookspec/endpoint-url-https; every other form lists them.',
    'many: 0 errors, 23 warnings.',
    '',
  ]);
});

test('lists findings as annotations, errors first', () => {
  expect(render('github')).toMatchInlineSnapshot(`
    "::error file=api.yaml,line=4,col=5,title=operation-summary::Say <what> & "why".
    ::warning file=api.yaml,line=4,col=5,title=hookspec/endpoint-url-https create::\`url\` takes a URL that need not be https. Write \`pattern\`.
    ::warning file=gone.yaml,line=1,col=1,title=hookspec/endpoint-url-https::\`url\` takes a URL that need not be https. Write \`pattern\`.
    ::notice title=hookspec lint parcel::1 error, 2 warnings.
    ::notice title=hookspec lint clean::0 errors, 0 warnings.
    "
  `);
});

test('makes one JUnit test of each rule that found something', () => {
  expect(render('junit')).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="hookspec lint" tests="3" failures="1" errors="0" skipped="0">
      <testsuite name="parcel" tests="2" failures="1" errors="0" skipped="0">
        <testcase classname="parcel.lint" name="hookspec/endpoint-url-https" file="api.yaml" line="4">
          <system-out>api.yaml:4:5  warning  \`url\` takes a URL that need not be https. Write \`pattern\`.
    gone.yaml:1:1  warning  \`url\` takes a URL that need not be https. Write \`pattern\`.</system-out>
        </testcase>
        <testcase classname="parcel.lint" name="operation-summary" file="api.yaml" line="4">
          <failure type="operation-summary" message="Say &lt;what&gt; &amp; &quot;why&quot;.">api.yaml:4:5  error  Say &lt;what&gt; &amp; &quot;why&quot;.</failure>
        </testcase>
      </testsuite>
      <testsuite name="clean" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="clean.lint" name="all rules"/>
      </testsuite>
    </testsuites>
    "
  `);
});

test('lists findings by file in the XML of Checkstyle', () => {
  expect(render('checkstyle')).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
      <file name="api.yaml">
        <error line="4" column="5" severity="warning" message="\`url\` takes a URL that need not be https. Write \`pattern\`." source="hookspec/endpoint-url-https"/>
        <error line="4" column="5" severity="error" message="Say &lt;what&gt; &amp; &quot;why&quot;." source="operation-summary"/>
      </file>
      <file name="gone.yaml">
        <error line="1" column="1" severity="warning" message="\`url\` takes a URL that need not be https. Write \`pattern\`." source="hookspec/endpoint-url-https"/>
      </file>
    </checkstyle>
    "
  `);
});

test('makes a table for each contract in Markdown, and leaves out what does not fit', () => {
  expect(render('markdown')).toMatchInlineSnapshot(`
    "## parcel: ❌ 1 error, 2 warnings

    | severity | rule | operation | place | what to mend |
    |---|---|---|---|---|
    | warning | \`hookspec/endpoint-url-https\` | create | \`api.yaml:4:5\` | \`url\` takes a URL that need not be https. Write \`pattern\`. |
    | error | \`operation-summary\` |  | \`api.yaml:4:5\` | Say &lt;what&gt; &amp; "why". |
    | warning | \`hookspec/endpoint-url-https\` |  | \`gone.yaml:1:1\` | \`url\` takes a URL that need not be https. Write \`pattern\`. |

    ## clean: ✅ no findings
    "
  `);
  expect(formatLintMarkdown(report, 1000)).toContain('_2 findings more did not fit in here._');
});

test('writes SARIF as its schema wants it, with the rules and the place of every finding', () => {
  const { $schema: _, id: __, ...schema } = published;
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  const log = JSON.parse(render('sarif')) as {
    runs: { tool: { driver: { rules: { id: string; shortDescription: { text: string } }[] } }; results: object[] }[];
  };
  expect([ajv.validate(schema, log), ajv.errors]).toEqual([true, null]);
  const [run] = log.runs;
  expect(run!.tool.driver.rules.map(({ id, shortDescription }) => [id, shortDescription.text])).toEqual([
    ['hookspec/endpoint-url-https', 'The URL must be https.'],
    ['operation-summary', 'Rule `operation-summary` of Redocly CLI.'],
  ]);
  expect(run!.results[0]).toMatchObject({
    ruleIndex: 0,
    level: 'warning',
    locations: [
      { physicalLocation: { artifactLocation: { uri: 'api.yaml', uriBaseId: 'SRCROOT' }, region: { startLine: 4 } } },
    ],
  });
});

test('frames a place in the middle of a long line', () => {
  const long = `${'x'.repeat(500)} "there" ${'y'.repeat(500)}`;
  const [row, mark] = formatCodeFrame([long], { file: 'a.json', line: 1, column: 502 })!.split('\n');
  expect(row!.length).toBeLessThan(130);
  expect(row!.indexOf('"there"')).toBe(mark!.indexOf('^'));
  expect(mark!.match(/\^+/)![0]).toBe('^^^^^^^');
});

test('frames no place outside the file, and shows what would steer a terminal', () => {
  expect(formatCodeFrame(lines, { file: 'a', line: 9, column: 1 })).toBeUndefined();
  expect(formatCodeFrame(['a\u001B[2J'], { file: 'a', line: 1, column: 1 })).toBe('> 1 | a\\u001b[2J\n    | ^^');
});
