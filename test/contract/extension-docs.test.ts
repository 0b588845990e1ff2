import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { attemptMembers, eventMembers, expressionMembers } from '../../src/contract/expression-members.ts';
import { expressionRoots } from '../../src/contract/expression-reference.ts';
import { extensionNames, type ExtensionName } from '../../src/contract/extension-names.ts';
import { checkExtension } from '../../src/contract/extension-schemas.ts';
import { parsePointer } from '../../src/contract/pointer.ts';

const DOCS = new URL('../../docs/extensions/', import.meta.url);
const SCHEMAS = new URL('../../src/contract/extensions/', import.meta.url);

type Node = { readonly [key: string]: unknown };

function readPage(name: string): string {
  return readFileSync(new URL(`${name}.md`, DOCS), 'utf8');
}

function readSchema(file: string): Node {
  return JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8')) as Node;
}

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Every value of one of our extensions in the YAML blocks of a page. */
function listExamples(page: string): [ExtensionName, unknown][] {
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => parseAllDocuments(match[1]!)[0]!.toJS());
  const found: [ExtensionName, unknown][] = [];
  const visit = (node: unknown): void => {
    if (!isNode(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if ((extensionNames as readonly string[]).includes(key)) found.push([key as ExtensionName, value]);
      else visit(value);
    }
  };
  blocks.forEach(visit);
  return found;
}

/** Paths of the members a schema describes, e.g. `unique[].by`; roles have a table of their own. */
function listMembers(schema: Node, file: Node, path: string): string[] {
  if (typeof schema['$ref'] === 'string') {
    const [base, fragment = ''] = schema['$ref'].split('#') as [string, string?];
    if (base.includes('roles') || base.includes('evidence')) return [];
    const target = base === '' ? file : readSchema(base);
    const node = parsePointer(fragment).reduce<unknown>((parent, token) => (parent as Node)[token], target);
    return listMembers(node as Node, target, path);
  }
  const unions = ['anyOf', 'oneOf'].flatMap((key) => (schema[key] ?? []) as Node[]);
  const inside = unions.flatMap((part) => listMembers(part, file, path));
  if (isNode(schema['items'])) inside.push(...listMembers(schema['items'], file, `${path}[]`));
  for (const [name, part] of Object.entries((schema['properties'] ?? {}) as Node)) {
    if (name === 'x-evidence') continue;
    const member = `${path}.${name}`.replace(/^(\[\])?\./, '');
    inside.push(member, ...(isNode(part) ? listMembers(part, file, member) : []));
  }
  return [...new Set(inside)];
}

function listRows(page: string): string[] {
  return [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!);
}

test('has one page and one schema per extension', () => {
  const pages = readdirSync(DOCS).filter((name) => name !== 'README.md');
  const schemas = readdirSync(SCHEMAS).filter((name) => /^x-[a-z-]+\.schema\.json$/.test(name));
  expect(pages).toEqual(extensionNames.map((name) => `${name}.md`));
  expect(schemas.filter((name) => !name.includes('roles'))).toEqual(
    extensionNames.map((name) => `${name}.schema.json`),
  );
});

describe.each(extensionNames)('the page of %s', (name) => {
  const page = readPage(name);

  test('has examples, and they are right', () => {
    const examples = listExamples(page);
    expect(examples.filter(([key]) => key === name).length).toBeGreaterThan(0);
    expect(examples.flatMap(([key, value]) => checkExtension(key, value, ''))).toEqual([]);
  });

  test('describes every member of its schema, and no other', () => {
    const schema = readSchema(`${name}.schema.json`);
    const files = name === 'x-resource' ? [schema['$defs'] as Node] : [schema];
    const own = files.flatMap((node) => listMembers((node['resource'] as Node | undefined) ?? node, schema, ''));
    const roles = name === 'x-resource' ? listRoleMembers() : [];
    const outcome = name === 'x-outcomes' ? listMembers((schema['$defs'] as Node)['outcome'] as Node, schema, '') : [];
    const expected = [...new Set([...own, ...roles, ...outcome])].toSorted();
    const conditions = name === 'x-outcomes' ? listConditions(page) : [];
    const rows = listRows(page).filter((row) => !conditions.includes(row));
    expect([...new Set(rows)].toSorted()).toEqual(expected);
  });

  test('says what the mock and the conformance run do with it', () => {
    expect(page.match(/^## What .*$/gm)?.slice(-2)).toEqual([
      '## What the mock does',
      '## What the conformance run does',
    ]);
  });
});

function listRoleMembers(): string[] {
  const file = readSchema('x-resource-roles.schema.json');
  const defs = file['$defs'] as Node;
  return ['anyRole', 'listRole', 'updateRole'].flatMap((role) => listMembers(defs[role] as Node, file, ''));
}

function listConditions(page: string): string[] {
  return listRows(page.slice(page.indexOf('## Conditions'), page.indexOf('## Members')));
}

describe('the index', () => {
  const index = readPage('README');

  test('links every page', () => {
    const links = [...index.matchAll(/\]\((x-[a-z-]+)\.md\)/g)].map((match) => match[1]);
    expect(links.toSorted()).toEqual([...extensionNames].toSorted());
  });

  test('names every root of expressions and its members', () => {
    const table = index.slice(index.indexOf('## Runtime expressions'), index.indexOf('## Fields of an attempt'));
    const named = [...table.matchAll(/`(\$[A-Za-z]+)(\.[A-Za-z*]+)?[^`]*`/g)].flatMap(([, root, member = '']) => [
      root,
      root + member,
    ]);
    const members = Object.entries(expressionMembers)
      .filter(([root]) => !['attempt', 'latest', 'event'].includes(root))
      .flatMap(([root, names]) => names.map((name) => `$${root}.${name}`));
    expect([...expressionRoots].filter((root) => !named.includes(`$${root}`))).toEqual([]);
    expect(members.filter((member) => !named.includes(member))).toEqual([]);
  });

  test('describes every field of attempts and events', () => {
    const fields = index.slice(index.indexOf('## Fields of an attempt'));
    const rows = [...fields.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)];
    const described = rows.flatMap((row) => row[1]!.replaceAll('`', '').split(', '));
    expect(described.toSorted()).toEqual([...attemptMembers, ...eventMembers].toSorted());
  });
});
