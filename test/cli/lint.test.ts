import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root, runCli } from '../support/cli.ts';

let folder = '';
const lint = (...args: string[]) => runCli(['lint', ...args], { cwd: folder });
const put = (name: string, text: string) => writeFile(join(folder, name), text);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-lint-'));
  await put(
    'api.yaml',
    `openapi: 3.0.3
info: { title: Parcel, version: 1.0.0 }
servers: [{ url: https://api.parcel.test }]
paths:
  /hooks:
    get:
      responses:
        '200': { description: Hooks. }
`,
  );
  await put(
    'overlay.yaml',
    `overlay: 1.0.0
info: { title: More, version: 1.0.0 }
actions:
  - target: $.paths['/hooks'].get
    update:
      operationId: listHooks
  - target: $.paths['/hooks']
    update:
      delete:
        operationId: list hooks
        responses:
          '204': { description: Gone. }
`,
  );
  await put(
    'redocly.yaml',
    `apis:
  parcel:
    root: api.yaml
    overlays: [overlay.yaml]
rules:
  operation-operationId: error
  operation-operationId-url-safe: error
  operation-4xx-response: warn
`,
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('judges the merged document and names the file that each fault is written in', async () => {
  expect(await lint()).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "stderr": "",
      "stdout": "api.yaml:7:7  warning  operation-4xx-response  Operation must have at least one \`4XX\` response.
        6 |     get:
      > 7 |       responses:
          |       ^^^^^^^^^
        8 |         '200': { description: Hooks. }

    overlay.yaml:10:9  error  operation-operationId-url-safe  Operation \`operationId\` should not have URL invalid characters.
         9 |       delete:
      > 10 |         operationId: list hooks
           |         ^^^^^^^^^^^
        11 |         responses:

    overlay.yaml:11:9  warning  operation-4xx-response  Operation must have at least one \`4XX\` response.
        10 |         operationId: list hooks
      > 11 |         responses:
           |         ^^^^^^^^^
        12 |           '204': { description: Gone. }

    parcel: 1 error, 2 warnings.
    ",
    }
  `);
});

test('shows in its docs what it prints', async () => {
  const { stdout } = await lint();
  expect(await readFile(join(root, 'docs/commands/lint.md'), 'utf8')).toContain(`$ hookspec lint parcel\n${stdout}`);
});

test('writes findings as one JSON value', async () => {
  const { exitCode, stdout, stderr } = await lint('parcel', '--format', 'json');
  expect({ exitCode, stderr, result: JSON.parse(stdout) }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "result": {
        "contracts": [
          {
            "findings": [
              {
                "code": "operation-4xx-response",
                "contractLocation": "api.yaml:7:7",
                "contractPointer": "/paths/~1hooks/get/responses",
                "fingerprint": "99dbab159e575a0d",
                "message": "Operation must have at least one \`4XX\` response.",
                "operation": "listHooks",
                "phase": "lint",
                "severity": "warning",
              },
              {
                "code": "operation-operationId-url-safe",
                "contractLocation": "overlay.yaml:10:9",
                "contractPointer": "/paths/~1hooks/delete/operationId",
                "fingerprint": "7ea2de585d6e3f68",
                "message": "Operation \`operationId\` should not have URL invalid characters.",
                "operation": "list hooks",
                "phase": "lint",
                "severity": "error",
              },
              {
                "code": "operation-4xx-response",
                "contractLocation": "overlay.yaml:11:9",
                "contractPointer": "/paths/~1hooks/delete/responses",
                "fingerprint": "842dd06d5a268227",
                "message": "Operation must have at least one \`4XX\` response.",
                "operation": "list hooks",
                "phase": "lint",
                "severity": "warning",
              },
            ],
            "name": "parcel",
          },
        ],
        "summary": {
          "errors": 1,
          "warnings": 2,
        },
      },
      "stderr": "",
    }
  `);
});

test('exits 0 with warnings alone', async () => {
  await put(
    'overlay.yaml',
    `overlay: 1.0.0\ninfo: { title: A, version: 1.0.0 }\nactions: [{ target: $.paths.*.get, update: { operationId: listHooks } }]\n`,
  );
  expect(await lint()).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "stderr": "",
      "stdout": "api.yaml:7:7  warning  operation-4xx-response  Operation must have at least one \`4XX\` response.
        6 |     get:
      > 7 |       responses:
          |       ^^^^^^^^^
        8 |         '200': { description: Hooks. }

    parcel: 0 errors, 1 warning.
    ",
    }
  `);
});

test('lints a file by the rules above it, and an added overlay with it', async () => {
  expect(await lint('api.yaml')).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "stderr": "",
      "stdout": "api.yaml:6:5  error  operation-operationId  Operation object should contain \`operationId\` field.
        5 |   /hooks:
      > 6 |     get:
          |     ^^^
        7 |       responses:

    api.yaml:7:7  warning  operation-4xx-response  Operation must have at least one \`4XX\` response.
        6 |     get:
      > 7 |       responses:
          |       ^^^^^^^^^
        8 |         '200': { description: Hooks. }

    api: 1 error, 1 warning.
    ",
    }
  `);
  expect(await lint('api.yaml', '--overlay', 'overlay.yaml')).toMatchObject({ exitCode: 1 });
});

test("uses the recommended rules, Redocly's and our own, where no redocly.yaml is above", async () => {
  await rm(join(folder, 'redocly.yaml'));
  expect(await lint('api.yaml')).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "stderr": "",
      "stdout": "api.yaml:2:1  warning  info-license  Info object should contain \`license\` field.
        1 | openapi: 3.0.3
      > 2 | info: { title: Parcel, version: 1.0.0 }
          | ^^^^
        3 | servers: [{ url: https://api.parcel.test }]

    api.yaml:6:5  warning  operation-operationId  Operation object should contain \`operationId\` field.
    api.yaml:6:5  error  operation-summary  Operation object should contain \`summary\` field.
    api.yaml:6:5  error  security-defined  Every operation should have security defined on it or on the root level.
        5 |   /hooks:
      > 6 |     get:
          |     ^^^
        7 |       responses:

    api.yaml:7:7  warning  operation-4xx-response  Operation must have at least one \`4XX\` response.
        6 |     get:
      > 7 |       responses:
          |       ^^^^^^^^^
        8 |         '200': { description: Hooks. }

    api: 2 errors, 3 warnings.
    ",
    }
  `);
});

test('tells every mistake in the rules', async () => {
  await put('redocly.yaml', 'apis: { parcel: { root: api.yaml } }\nrules:\n  no-such-rule: error\n  struct: loud\n');
  const { exitCode, stdout, stderr } = await lint();
  expect({ exitCode, stdout, stderr: stderr.replaceAll(`${folder}/`, '') }).toMatchInlineSnapshot(`
    {
      "exitCode": 2,
      "stderr": "hookspec: redocly.yaml is not a valid configuration.
      redocly.yaml:3:3  Property \`no-such-rule\` is not expected here.
      redocly.yaml:4:11  \`struct\` can be one of the following only: "error", "warn", "off".
    See docs/redocly-yaml.md for the form of redocly.yaml.
    ",
      "stdout": "",
    }
  `);
});

test('writes files in the form of their name, prints another, and adds to the step summary', async () => {
  const summary = join(folder, 'summary.md');
  const args = ['lint', '--format', 'github', '--output', 'out/lint.sarif', '--output', 'checkstyle=lint.xml'];
  const { exitCode, stdout } = await runCli(args, { cwd: folder, env: { GITHUB_STEP_SUMMARY: summary } });
  expect({ exitCode, lines: stdout.split('\n').map((line) => line.slice(0, 40)) }).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "lines": [
        "::error file=overlay.yaml,line=10,col=9,",
        "::warning file=api.yaml,line=7,col=7,tit",
        "::warning file=overlay.yaml,line=11,col=",
        "::notice title=hookspec lint parcel::1 e",
        "",
      ],
    }
  `);
  expect((await readFile(join(folder, 'lint.xml'), 'utf8')).split('\n')[1]).toBe('<checkstyle version="4.3">');
  expect(JSON.parse(await readFile(join(folder, 'out/lint.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(await readFile(summary, 'utf8')).toContain('## parcel: ❌ 1 error, 2 warnings');
});

test('says which forms there are', async () => {
  const { exitCode, stderr } = await lint('--output', 'result.pdf');
  expect({ exitCode, stderr }).toMatchInlineSnapshot(`
    {
      "exitCode": 2,
      "stderr": "hookspec: --output result.pdf: the end of result.pdf names no form.
    Write --output FORMAT=FILE with one of text, json, sarif, github, junit, checkstyle, markdown.
    ",
    }
  `);
});
