import { expect, test } from 'vitest';
import { formatDiffText } from '../../src/report/diff-text.ts';
import { change, context, full, quiet, removed, run, toContractDiff, toDiffRun } from './support/diff-run.ts';

test('shows level by level what breaks whom, where, and what proves it', () => {
  expect(formatDiffText(run, context)).toMatchInlineSnapshot(`
    "main:shop 1.4.0 → shop 1.4.0

    Breaking: 2

    POST /hooks
      /name is required now.
        breaks     clients: POST /hooks application/json /name, PUT /hooks/{id} application/json /name, PUT /a application/json /name, PUT /b application/json /name, 1 more
        where      api.yaml:10:5 → api.yaml:12:7
        PROVEN     An old client may send this body; the new server refuses it: /name is missing.
                 > {
                     "url": "https://example.com",
                     "items": [
                       1,
                       2
                     ]
                   }
        id         0123456789abcdef, rule request-property-became-required

    DELETE /hooks/{id}
      DELETE /hooks/{id} is no longer served.
        breaks     clients
        where      api.yaml:32:5, gone since
        PROVEN     The contracts themselves show it.
        instead    Keep it <b>, and mark it deprecated.
        id         1111111111111111, rule operation-removed

    Warnings: 2

    event hook.made
      /note may be </script></pre><img src=x onerror="document.title='broken'">\\u001b[31m\\n::error::no & 'quote' now.
        may break  subscribers: event hook.made application/json /note
        where      api.yaml:40:7 → api.yaml:42:7
        PROVEN     The new provider may send this payload; an old subscriber's contract refuses it: /note must be "a".
                   {
                     "id": "1",
                 >   "note": "</script></pre><img src=x onerror=\\"document.title='broken'\\">\\u001b[31m\\n::error::no & 'quote'"
                   }
        id         2222222222222222, rule event-enum-value-added

    GET /hooks
      /code has another pattern now.
        may break  clients: GET /hooks 200 application/json /code
        where      api.yaml:10:5 → api.yaml:12:7
        UNDECIDED  No value was found that only one pattern matches; the level is that of the rule.
        id         3333333333333333, rule response-pattern-changed

    Other changes: 1
      GET /stats is new.  api.yaml:50:5

    shop: 2 breaking, 2 warnings, 1 other change, 1 proved harmless; next version 2.0.0 (major).

    Policy tolerant: readers ignore members and enum values they do not know.
    "
  `);
});

test('shows what was approved, sent, not raised and lapsed, and sums several contracts up', () => {
  expect(formatDiffText(full)).toMatchInlineSnapshot(`
    "main:shop 1.4.0 → shop 1.4.0

    Breaking: 1

    POST /hooks
      /name is required now.
        breaks     clients: POST /hooks application/json /name, PUT /hooks/{id} application/json /name, PUT /a application/json /name, PUT /b application/json /name, 1 more
        where      api.yaml:10:5 → api.yaml:12:7
        PROVEN     An old client may send this body; the new server refuses it: /name is missing.
                 > {
                     "url": "https://example.com",
                     "items": [
                       1,
                       2
                     ]
                   }
        replay     rejected: the server answered 422: </script></pre><img src=x onerror="document.title='broken'">\\u001b[31m\\n::error::no & 'quote'
        id         0123456789abcdef, rule request-property-became-required

    Warnings: 1

    event hook.made
      /note may be </script></pre><img src=x onerror="document.title='broken'">\\u001b[31m\\n::error::no & 'quote' now.
        may break  subscribers: event hook.made application/json /note
        where      api.yaml:40:7 → api.yaml:42:7
        PROVEN     The new provider may send this payload; an old subscriber's contract refuses it: /note must be "a".
                   {
                     "id": "1",
                 >   "note": "</script></pre><img src=x onerror=\\"document.title='broken'\\">\\u001b[31m\\n::error::no & 'quote'"
                   }
        id         2222222222222222, rule event-enum-value-added

    Approved: 1
      DELETE /hooks/{id} is no longer served.  api.yaml:32:5
        approved: Agreed </script></pre><img src=x onerror="document.title='broken'">\\u001b[31m\\n::error::no & 'quote' (1111111111111111)

    shop: 1 breaking, 1 warning, 1 approved; next version 2.0.0 (major).

    info.version is 1.4.0; after 1.4.0 these changes ask for 2.0.0 or higher.

    main:bank 1.4.0 → bank 1.4.0

    Other changes: 1
      GET /stats is new.  api.yaml:50:5

    bank: 1 other change; next version 2.0.0 (major).

    Approval 6666666666666666 (</script></pre><img src=x onerror="document.title='broken'">\\u001b[31m\\n::error::no & 'quote'): it expired on 2026-01-01.
    2 contracts: 1 breaking, 1 warning, 1 other change, 1 approved.
    Policy tolerant: readers ignore members and enum values they do not know.
    "
  `);
});

test('shows what is proved harmless when it is asked to', () => {
  expect(formatDiffText(run, { verbose: true })).toContain(`Proved harmless: 1
  POST /hooks: /id is any of two types now.  api.yaml:12:7
    Everything that the old version allows is allowed by the new one.
`);
  expect(formatDiffText(run)).not.toContain('Proved harmless: 1');
});

test('says that nothing changed', () => {
  expect(formatDiffText(quiet)).toBe(`main:shop 1.4.0 → shop 1.4.0: no changes.

Policy tolerant: readers ignore members and enum values they do not know.
`);
});

test('colours where it is asked to, and lets no text steer the terminal', () => {
  const text = formatDiffText(full, { color: true });
  expect(text).toContain('\u001B[31m/name is required now.\u001B[39m');
  const codes = ['1', '2', '22', '31', '32', '33', '39'].map((code) => `\u001B[${code}m`);
  expect(codes.reduce((rest, code) => rest.replaceAll(code, ''), text)).not.toContain('\u001B');
  expect(formatDiffText(full)).not.toContain('\u001B');
});

test('cuts a long value around the place that is refused', () => {
  const list = Array.from({ length: 400 }, (_, index) => ({ id: index }));
  const by = { ...(change.proof as { by: object }).by, value: list, at: '/300/id', message: 'must be at most 200' };
  const long = { ...change, proof: { verdict: 'proven', by } } as unknown as typeof change;
  const text = formatDiffText(toDiffRun([toContractDiff('shop', [long])]));
  expect(text.split('\n').filter((line) => /^ {13}/.test(line))).toEqual([
    '               …',
    '                 },',
    '                 {',
    '             >     "id": 300',
    '                 },',
    '                 {',
    '               …',
  ]);
});

test('says what to do instead once, at the first change that breaks', () => {
  const twice = toDiffRun([toContractDiff('shop', [change, { ...change, rule: 'other' }, removed])]);
  const remedies = { [change.rule]: 'Make it optional.', other: 'Make it optional.', [removed.rule]: 'Keep it.' };
  const lines = formatDiffText(twice, { remedies }).split('\n');
  expect(lines.filter((line) => line.includes('instead'))).toEqual([
    '    instead    Make it optional.',
    '    instead    Keep it.',
  ]);
});
