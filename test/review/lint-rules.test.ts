import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadLintRules } from '../../src/review/lint-rules.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookspec-'));
  file = join(folder, 'redocly.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Levels of two rules: the first is an error in `recommended`, the second a warning. */
async function levels(yaml: string | undefined, name?: string): Promise<unknown[]> {
  if (yaml !== undefined) writeFileSync(file, yaml);
  const rules = (await loadLintRules(yaml === undefined ? undefined : file)).forContract(name).rules.oas3_1;
  return [rules['no-empty-servers'], rules['operation-4xx-response']];
}

test("uses Redocly's recommended rules without a redocly.yaml, and with one that only lists contracts", async () => {
  expect(await levels(undefined)).toEqual(['error', 'warn']);
  expect(await levels('apis: { parcel: { root: openapi.yaml } }')).toEqual(['error', 'warn']);
});

test('uses the presets and rules of redocly.yaml', async () => {
  expect(await levels('extends: [recommended-strict]\nrules: { no-empty-servers: off }')).toEqual(['off', 'error']);
  expect(await levels('rules: { no-empty-servers: warn }')).toEqual(['warn', undefined]);
});

test("lets a contract's own rules win, for that contract alone", async () => {
  const yaml = `extends: [recommended]
apis:
  parcel: { root: a.yaml, rules: { operation-4xx-response: off } }
  other: { root: b.yaml }`;
  expect(await levels(yaml, 'parcel')).toEqual(['error', 'off']);
  expect(await levels(yaml, 'other')).toEqual(['error', 'warn']);
  expect(await levels(yaml)).toEqual(['error', 'warn']);
});

test('reports every mistake in redocly.yaml with its place', async () => {
  await expect(levels('rules:\n  no-such-rule: error\n  struct: loud\n')).rejects.toMatchObject({
    code: 'InvalidConfig',
    details: [
      `${file}:2:3  Property \`no-such-rule\` is not expected here.`,
      `${file}:3:11  \`struct\` can be one of the following only: "error", "warn", "off".`,
    ],
  });
});

test.each([
  ['extends: [recommendd]', 'Invalid config recommendd: there is no such built-in config.'],
  ['plugins: [./none.js]', 'Plugin "./none.js" not found.'],
])('says in one sentence what is wrong with %j', async (yaml, reason) => {
  await expect(levels(yaml)).rejects.toMatchObject({
    code: 'InvalidConfig',
    message: `Cannot use ${file}: ${reason}`,
  });
});

test("gives the plugin's presets with and without a redocly.yaml that asks for nothing", async () => {
  const level = async (yaml: string | undefined): Promise<unknown> => {
    if (yaml !== undefined) writeFileSync(file, yaml);
    const rules = (await loadLintRules(yaml === undefined ? undefined : file)).forContract().rules.oas3_1;
    return (rules as Record<string, unknown>)['hookspec/event-has-delivery'];
  };
  expect(await level(undefined)).toBe('error');
  expect(await level('apis: { parcel: { root: openapi.yaml } }')).toBe('error');
  expect(await level('extends: [recommended]')).toBeUndefined();
  expect(await level('plugins: [hookspec/redocly-plugin]\nextends: [hookspec/strict]')).toBe('error');
  expect(await level('plugins: [hookspec/redocly-plugin]\nrules: { hookspec/event-has-delivery: warn }')).toBe('warn');
});

test('reports a rule of the plugin that there is none of, with its place', async () => {
  const yaml = 'apis:\n  parcel: { root: a.yaml, rules: { hookspec/no: off } }\nrules:\n  hookspec/event-idd: error\n';
  await expect(levels(yaml)).rejects.toMatchObject({
    code: 'InvalidConfig',
    details: [
      `${file}:4:3  There is no rule \`hookspec/event-idd\`. Did you mean hookspec/event-id?`,
      `${file}:2:36  There is no rule \`hookspec/no\`.`,
    ],
  });
});
