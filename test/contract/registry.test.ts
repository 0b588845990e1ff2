import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findContract, findRegistry } from '../../src/contract/registry.ts';
import { root } from '../support/cli.ts';
import { refusalOf, writeFolder } from './support/folder.ts';

const REGISTRY = `# ours
apis:
  harbour:
    root: docs/api.yaml
    overlays: [a.yaml, docs/b.yaml]
  pier:
    root: pier.json
`;

test('reads the nearest redocly.yaml above the current folder', async () => {
  const folder = await writeFolder({ 'redocly.yaml': REGISTRY, 'a/b/x': '' });
  expect(await findRegistry(join(folder, 'a/b'))).toEqual({
    file: join(folder, 'redocly.yaml'),
    entries: [
      {
        name: 'harbour',
        root: join(folder, 'docs/api.yaml'),
        overlays: [join(folder, 'a.yaml'), join(folder, 'docs/b.yaml')],
        provider: true,
        place: { file: join(folder, 'redocly.yaml'), line: 3, column: 3 },
      },
      {
        name: 'pier',
        root: join(folder, 'pier.json'),
        overlays: [],
        provider: true,
        place: { file: join(folder, 'redocly.yaml'), line: 6, column: 3 },
      },
    ],
  });
});

test('falls back to the registry that comes with the package', async () => {
  const registry = await findRegistry(await writeFolder({}));
  expect(registry.file).toBe(join(root, 'redocly.yaml'));
  expect(registry.entries.map(({ name, provider }) => [name, provider])).toEqual([
    ['lava', true],
    ['encrata', true],
    ['agentmessage', true],
    ['leadlex', true],
    ['control', false],
  ]);
});

test('finds a shipped contract from a folder that has its own registry', async () => {
  const folder = await writeFolder({ 'redocly.yaml': REGISTRY });
  expect((await findContract('leadlex', folder)).root).toBe(join(root, 'openapi/leadlex/openapi.yaml'));
});

test('prefers the own contract to a shipped one of the same name', async () => {
  const folder = await writeFolder({ 'redocly.yaml': 'apis: { lava: { root: mine.yaml } }' });
  expect((await findContract('lava', folder)).root).toBe(join(folder, 'mine.yaml'));
});

test('accepts a redocly.yaml without contracts', async () => {
  const folder = await writeFolder({ 'redocly.yaml': 'extends: [recommended]\n' });
  expect((await findRegistry(folder)).entries).toEqual([]);
});

test('suggests the nearest name for an unknown one', async () => {
  const folder = await writeFolder({ 'redocly.yaml': REGISTRY });
  expect(await refusalOf(findContract('harbor', folder))).toEqual({
    code: 'UnknownContract',
    message:
      'There is no contract harbor; known are harbour, pier, lava, encrata, agentmessage, leadlex. Did you mean harbour?',
    details: [],
  });
});

test.each([
  [
    'a list as apis',
    'apis: [a]\n',
    ['redocly.yaml:1:1  `apis` is not a map  (write one entry per contract: `name: { root: FILE }`)'],
  ],
  [
    'entries that cannot be used, all of them',
    'apis:\n  a: {}\n  b:\n    root: b.yaml\n    overlays: c.yaml\n',
    [
      'redocly.yaml:2:3  the contract `a` has no `root`  (add `root:` with the path of its OpenAPI file)',
      'redocly.yaml:5:5  `overlays` is not a list of paths  (write `overlays: [FILE]`)',
    ],
  ],
  [
    'an x-provider that says neither',
    'apis:\n  a:\n    root: a.yaml\n    x-provider: "no"\n',
    ['redocly.yaml:4:5  `x-provider` is neither true nor false  (write `x-provider: false` or nothing)'],
  ],
  [
    'broken YAML',
    'apis:\n  a: [\n',
    [
      'redocly.yaml:3:1  syntax error: flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ],
  ['a text', 'hello\n', ['redocly.yaml:1:1  the file is not a map  (write `apis:` with one entry per contract)']],
])('refuses a redocly.yaml with %s', async (_, text, details) => {
  const folder = await writeFolder({ 'redocly.yaml': text });
  const refusal = await refusalOf(findRegistry(folder));
  expect(refusal.code).toBe('InvalidConfig');
  expect(refusal.details).toEqual(details);
});
