import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { extensionNames } from '../../../src/contract/extension-names.ts';
import { isObject } from '../../../src/contract/value.ts';
import { followReference, schemaOfExtension } from '../../../src/review/plugin/extension-schemas.ts';
import createPlugin from '../../../src/review/plugin/redocly-plugin.ts';
import { rules } from '../../../src/review/rules/registry.ts';
import { root } from '../../support/cli.ts';
import { forms } from './support/forms.ts';
import { base, change, lint, lintChanged } from './support/lint-rule.ts';
import { folder, leadOf, pageNames, readPage, toTable, toWritten } from './support/pages.ts';

const names = rules.map(({ name }) => name);

test('has one file, one page and one group of tests for every rule', () => {
  const files = readdirSync(join(root, 'src/review/rules')).map((file) => file.replace(/\.ts$/, ''));
  expect(files.filter((file) => file !== 'registry').toSorted()).toEqual(names.toSorted());
  expect(pageNames().toSorted()).toEqual(names.toSorted());
  const tested = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/^describe\('([\w-]+)'/gm)]);
  expect(tested.map(([, name]) => name).toSorted()).toEqual(names.toSorted());
});

test('offers every rule and two presets', () => {
  const { id, rules: offered, configs } = createPlugin();
  expect([id, Object.keys(offered!.oas3!), Object.keys(configs!)]).toEqual([
    'hookspec',
    names,
    ['recommended', 'strict'],
  ]);
  const order = ['off', 'warn', 'error'];
  expect(rules.filter(({ recommended, strict }) => order.indexOf(strict) < order.indexOf(recommended))).toEqual([]);
  expect(rules.filter(({ strict }) => strict === 'off')).toEqual([]);
});

test.each(Object.keys(forms))('finds nothing in a document that keeps every rule, written with %s', async (form) => {
  expect(await lint(names, stringify(forms[form]!(base)))).toEqual([]);
});

test('finds nothing in an API without webhooks', async () => {
  const { paths, components, openapi, info } = base as Record<string, Record<string, Record<string, unknown>>>;
  const plain = {
    openapi,
    info,
    components,
    paths: { '/parcels': { post: { ...(paths!['/webhooks']!['post'] as object), operationId: 'createParcel' } } },
  };
  expect(await lint(names, stringify(plain))).toEqual([]);
});

test.each(names)('gives the page of %s the fixed shape', async (name) => {
  const rule = rules.find((entry) => entry.name === name)!;
  const page = readPage(name);
  const headings = [`# hookspec/${name}`, '## Why', '## Wrong', '## Right', '## Levels', '## Switch it off'];
  expect(page.headings).toEqual(headings);
  expect(leadOf(page)).toBe(rule.summary);
  expect(Object.entries(page.sections).filter(([, text]) => text === '')).toEqual([]);
  expect(page.sections['Switch it off']).toContain(`hookspec/${name}: off`);
  const messages = (await lintChanged(name, page.wrong)).map(({ message }) => message);
  const { says, levels } = toWritten(rule, messages);
  expect(page.sections['Wrong']!.endsWith(says), 'run npm run docs:rules').toBe(true);
  expect(page.sections['Levels']).toBe(levels);
  expect(page.text.split('\n').length).toBeLessThanOrEqual(100);
});

test.each(names)('says in two sentences what %s finds and what to write instead', async (name) => {
  const messages = (await lintChanged(name, readPage(name).wrong)).map(({ message }) => message);
  expect(messages.length).toBeGreaterThan(0);
  expect(messages.filter((message) => !/^[`A-Z].*\. [A-Z].*\.$/.test(message))).toEqual([]);
});

test.each(names.flatMap((name) => Object.keys(forms).map((form) => [name, form] as const)))(
  'lets %s report its wrong example and pass its right one, written with %s',
  async (name, form) => {
    const { wrong, right } = readPage(name);
    const inForm = async (changes: string): Promise<string[]> =>
      (await lint(name, stringify(forms[form]!(change(changes))))).map(({ message }) => message).toSorted();
    const plain = (await lintChanged(name, wrong)).map(({ message }) => message).toSorted();
    expect(await inForm(wrong)).toEqual(plain);
    expect(await inForm(right)).toEqual([]);
  },
);

test('lists every rule in the index, with its levels', () => {
  expect(readFileSync(join(folder, 'index.md'), 'utf8')).toContain(toTable());
});

test('knows the form of every extension', () => {
  expect(extensionNames.filter((name) => schemaOfExtension(name) === undefined)).toEqual([]);
});

/** Keywords that `check-shape.ts` holds, and those that only describe. */
const KEYWORDS = (
  '$defs $ref $schema additionalProperties anyOf const default description enum items maximum minItems minLength ' +
  'minProperties minimum oneOf pattern properties propertyNames required title type uniqueItems'
).split(' ');

test('checks every keyword that the forms of extensions use', () => {
  const used = new Set<string>();
  const visit = (schema: unknown): void => {
    if (Array.isArray(schema)) schema.forEach(visit);
    if (!isObject(schema)) return;
    for (const [keyword, value] of Object.entries(schema)) {
      used.add(keyword);
      if (['properties', '$defs'].includes(keyword)) Object.values(value as object).forEach(visit);
      else if (!['default', 'const', 'enum'].includes(keyword)) visit(value);
    }
  };
  for (const name of extensionNames) visit(schemaOfExtension(name)?.schema);
  for (const name of ['common', 'x-resource-roles']) visit(followReference(`${name}.schema.json#`, '').schema);
  expect([...used].filter((keyword) => !KEYWORDS.includes(keyword))).toEqual([]);
});
