import { expect, test } from 'vitest';
import { formatCheckMarkdown } from '../../src/report/check-markdown.ts';
import { compared, finding, guess, hostile, interrupted, report } from './support/report.ts';

test('shows a table, then every finding, then the coverage', () => {
  expect(formatCheckMarkdown(report)).toBe(`## shop: ❌ 1 error, 1 warning

Checked \`http://127.0.0.1\`. 4 cases: 1 passed, 1 failed, 1 warned, 1 skipped.

| severity | finding | operation | contract | what happened |
|---|---|---|---|---|
| error | SchemaViolation | listHooks | \`api.yaml:7:9\` | GET /hooks answered 200: /0/url must be a string, got 12. |
| warning | WrongOutcome | createHook |  | Another status was expected. |

### SchemaViolation \`listHooks\`

GET /hooks answered 200: /0/url must be a string, got 12.

- expected: \`a string\`
- received: \`12\`
- contract: \`api.yaml:7:9 /components/schemas/Hook/properties/url/type\`
- response: \`/0/url\`
- seen: \`listHooks 200 /0/url, readHook 200 /url, createHook 201 /url, updateHook 200 /url, rotateHook 200 /url\`
- check: \`schema\`
- id: \`0123456789abcdef\`

<details><summary>Answer and curl</summary>

\`\`\`text
HTTP 200
  [
    {
      "id": "h1",
>     "url": 12,
      "note": "</script></pre><img src=x onerror=\\"document.title='broken'\\">\\u001b[31m\\n::error::no & 'quote'"
    },
    {
      "id": "h2"
    }
  ]
\`\`\`

\`\`\`sh
curl -i 'http://127.0.0.1/hooks' -H "authorization: Bearer $HOOKSPEC_TOKEN"
\`\`\`

</details>

### WrongOutcome \`createHook\`

Another status was expected.

- evidence: \`inferred: no page shows it\`
- check: \`body-constraints\`
- id: \`fedcba9876543210\`

<details><summary>Coverage: 1 of 2 operations, 2 of 4 documented responses, 5 of 6 request constraints</summary>

| operation | statuses (met in bold) | passed | failed | warned | skipped |
|---|---|---|---|---|---|
| \`listHooks\` | **200** **401** | 0 | 1 | 0 | 0 |
| \`createHook\` | 201 401 | 0 | 0 | 1 | 1 |

</details>

1 request in 6.0 s.
Not removed: hook 7: the delete was answered 403
`);
});

test('tells new, known and fixed findings apart', () => {
  const text = formatCheckMarkdown(compared);
  expect(text.split('\n')[0]).toBe('## shop: ⚠️ 1 error, 1 warning (1 new, 1 known, 1 fixed)');
  expect(text.match(/^### .*$/gm)).toEqual(['### WrongOutcome `createHook`', '### Fixed']);
  expect(text).toContain('- ServerError listHooks GET /hooks answered 500.\n');
});

test('says that a run was interrupted', () => {
  expect(formatCheckMarkdown(interrupted)).toContain('1 skipped. **The run was interrupted.**\n');
});

test('leaves out findings where only so many characters fit, and says how many', () => {
  const findings = Array.from({ length: 50 }, (_, index) => ({
    ...finding,
    fingerprint: String(index).padStart(16, '0'),
  }));
  const whole = formatCheckMarkdown({ ...report, findings });
  const text = formatCheckMarkdown({ ...report, findings }, 30_000);
  expect(whole.length).toBeGreaterThan(30_000);
  expect(text.length).toBeLessThan(30_000);
  const kept = text.match(/^### /gm)!.length;
  expect(text).toContain(`_${50 - kept} findings more did not fit in here._`);
});

test('lets no server write markup', () => {
  const evil = { ...guess, message: `${hostile} | @team **x** \`y\` [a](b)`, received: '``` | `' };
  const text = formatCheckMarkdown({ ...report, findings: [evil] });
  expect(text.split('\n').find((line) => line.startsWith('| warning'))).toBe(
    String.raw`| warning | WrongOutcome | createHook |  | &lt;/script&gt;&lt;/pre&gt;&lt;img src=x onerror="document.title='broken'"&gt;\\u001b\[31m\\n::error::no &amp; 'quote' \| &#64;team \*\*x\*\* ${'\\`'}y${'\\`'} \[a\](b) |`,
  );
  expect(text).toContain('- received: ```` ``` \\| ` ````\n');
});
