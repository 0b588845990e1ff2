import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';

let folder = '';
const lint = (...args: string[]) => runCli(['lint', ...args], { cwd: folder });
const put = (name: string, text: string) => writeFile(join(folder, name), text);

const webhooks = `openapi: 3.2.0
info: { title: Parcel, version: 1.0.0, license: { name: MIT, identifier: MIT } }
servers: [{ url: https://api.parcel.example }]
security: []
paths: {}
webhooks:
  parcel.sent:
    post:
      operationId: onParcelSent
      summary: A parcel was sent
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { 2XX: { description: Taken. }, 4XX: { description: Refused. } }
`;
const own = `apis: { parcel: { root: hooks.yaml } }
plugins: [hookspec/redocly-plugin]
rules:
  hookspec/signature-header: error
  hookspec/payload-required: warn
`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookspec-lint-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('runs the rules of its own plugin, in 3.2 too, although the package is not installed there', async () => {
  await put('hooks.yaml', webhooks);
  await put('redocly.yaml', own);
  expect(await lint('hooks.yaml')).toMatchInlineSnapshot(`
    {
      "exitCode": 1,
      "stderr": "",
      "stdout": "hooks.yaml:8:5  error  hookspec/signature-header  Delivery \`parcel.sent\` declares no signature header. Add \`{ name: Webhook-Signature, in: header, required: true, schema: { type: string } }\` to its parameters.
        7 |   parcel.sent:
      > 8 |     post:
          |     ^^^^
        9 |       operationId: onParcelSent

    hooks.yaml:11:7  warning  hookspec/payload-required  The body of delivery \`parcel.sent\` is optional. Write \`required: true\` in its \`requestBody\`.
        10 |       summary: A parcel was sent
      > 11 |       requestBody: { content: { application/json: { schema: { type: object } } } }
           |       ^^^^^^^^^^^
        12 |       responses: { 2XX: { description: Taken. }, 4XX: { description: Refused. } }

    hooks: 1 error, 1 warning.
    ",
    }
  `);
});

test('knows the presets of its plugin', async () => {
  await put('hooks.yaml', webhooks);
  await put('redocly.yaml', 'plugins: [hookspec/redocly-plugin]\nextends: [hookspec/strict]\n');
  const { exitCode, stdout } = await lint('hooks.yaml', '--format', 'json');
  const { summary } = JSON.parse(stdout) as { summary: { errors: number; warnings: number } };
  expect({ exitCode, hasErrors: summary.errors > 3 }).toEqual({ exitCode: 1, hasErrors: true });
});

test.each([
  [['--fail-on', 'warning'], 1],
  [['--fail-on', 'none'], 0],
  [['--max-warnings', '0'], 1],
  [['--max-warnings', '1'], 0],
  [[], 0],
] as const)('takes warnings as %j says', async (flags, exitCode) => {
  await put('hooks.yaml', webhooks);
  await put('redocly.yaml', own.replace('error', 'off'));
  expect((await lint('hooks.yaml', ...flags)).exitCode).toBe(exitCode);
});

test('lints a file in spite of faults that a rule names', async () => {
  await put('api.yaml', webhooks.replace('3.2.0', '3.1.0').replace('type: object', 'nullable: true'));
  await put('redocly.yaml', 'rules: { struct: warn }');
  const { exitCode, stdout } = await lint('api.yaml', '--format', 'json');
  const { contracts } = JSON.parse(stdout) as { contracts: { findings: { code: string; severity: string }[] }[] };
  expect([exitCode, contracts[0]!.findings.map(({ code, severity }) => [code, severity])]).toEqual([
    0,
    [
      ['struct', 'warning'],
      ['SchemaNotChecked', 'warning'],
    ],
  ]);
});
