import { expect, test } from 'vitest';
import { formatDiffMarkdown, markdownMarker } from '../../src/report/diff-markdown.ts';
import { context, full, quiet, run } from './support/diff-run.ts';
import { hostile } from './support/report.ts';

test('is a comment of a pull request: what breaks in blocks to open, the rest as a changelog', () => {
  expect(formatDiffMarkdown(run, context)).toMatchInlineSnapshot(`
    "<!-- hookspec diff -->
    ## ❌ shop: 2 breaking, 2 warnings, 1 other change, 1 proved harmless

    \`main:shop\` 1.4.0 → \`shop\` 1.4.0. Next version: **2.0.0** (major).

    #### 💥 Breaking: 2

    **\`POST /hooks\`**

    <details><summary>/name is required now. <em>breaks clients, PROVEN</em></summary>

    An old client may send this body; the new server refuses it: /name is missing.

    \`\`\`diff
    - {
        "url": "https://example.com",
        "items": [
          1,
          2
        ]
      }
    \`\`\`

    - was \`api.yaml:10:5\`
    - is \`api.yaml:12:7\`
    - on \`POST /hooks application/json /name\`, \`PUT /hooks/{id} application/json /name\`, \`PUT /a application/json /name\`, \`PUT /b application/json /name\`, \`PUT /c application/json /name\`
    - \`request-property-became-required\` \`0123456789abcdef\`

    </details>

    **\`DELETE /hooks/{id}\`**

    <details><summary>DELETE /hooks/{id} is no longer served. <em>breaks clients, PROVEN</em></summary>

    The contracts themselves show it.

    - was \`api.yaml:32:5\`
    - on \`DELETE /hooks/{id}\`
    - instead: Keep it &lt;b&gt;, and mark it deprecated.
    - \`operation-removed\` \`1111111111111111\`

    </details>

    #### ⚠️ Warnings: 2

    **\`event hook.made\`**

    <details><summary>/note may be &lt;/script&gt;&lt;/pre&gt;&lt;img src=x onerror="document.title='broken'"&gt;\\u001b[31m\\n::error::no &amp; 'quote' now. <em>may break subscribers, PROVEN</em></summary>

    The new provider may send this payload; an old subscriber's contract refuses it: /note must be "a".

    \`\`\`diff
      {
        "id": "1",
    -   "note": "</script></pre><img src=x onerror=\\"document.title='broken'\\">\\u001b[31m\\n::error::no & 'quote'"
      }
    \`\`\`

    - was \`api.yaml:40:7\`
    - is \`api.yaml:42:7\`
    - on \`event hook.made application/json /note\`
    - \`event-enum-value-added\` \`2222222222222222\`

    </details>

    **\`GET /hooks\`**

    <details><summary>/code has another pattern now. <em>may break clients, UNDECIDED</em></summary>

    No value was found that only one pattern matches; the level is that of the rule.

    - was \`api.yaml:10:5\`
    - is \`api.yaml:12:7\`
    - on \`GET /hooks 200 application/json /code\`
    - \`response-pattern-changed\` \`3333333333333333\`

    </details>

    #### Added: 1

    - GET /stats is new.

    <details><summary>Proved harmless: 1</summary>

    - POST /hooks: /id is any of two types now. (Everything that the old version allows is allowed by the new one.)

    </details>

    <sub>Policy tolerant: readers ignore members and enum values they do not know.</sub>
    "
  `);
});

test('begins with a line that a bot finds its comment by', () => {
  for (const each of [run, full, quiet]) expect(formatDiffMarkdown(each).split('\n')[0]).toBe(markdownMarker);
});

test('says that nothing changed', () => {
  expect(formatDiffMarkdown(quiet).split('\n').slice(1, 4)).toEqual([
    '## ✅ shop: no changes',
    '',
    '`main:shop` 1.4.0 → `shop` 1.4.0.',
  ]);
});

test('lets no markup of a contract through', () => {
  const outside = formatDiffMarkdown(full)
    .replaceAll(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '')
    .replaceAll(/(`+).+?\1/g, '');
  expect(outside).not.toContain('<img');
  expect(outside).not.toContain('<script');
  expect(outside).not.toContain(hostile);
});

test('leaves out what does not fit, and says how much', () => {
  const text = formatDiffMarkdown(run, { most: 1500 });
  expect(text.length).toBeLessThanOrEqual(1500);
  expect(text).toMatch(/_\d+ parts more did not fit in here\._/);
});
