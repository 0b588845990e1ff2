import { appendFileSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { loadContract } from '../../../src/contract/load.ts';
import { findRegistry } from '../../../src/contract/registry.ts';
import { root } from '../../support/cli.ts';
import { entriesIn, loadCold, toData, useCache } from '../support/cache.ts';
import { refusalOf, writeFolder } from '../support/folder.ts';

const { entries } = await findRegistry(root);

const API = `openapi: 3.0.3
info: { title: Harbour, version: '1' }
paths:
  /piers/{id}:
    $ref: paths/pier.yaml
components:
  schemas:
    Ship: { type: string, nullable: true, example: Queen }
    Berth: { $ref: 'common.json#/Berth' }
`;
const FILES = {
  'api.yaml': API,
  'common.json': '{ "Berth": {\n "type": "object", "properties": { "0": { "type": "integer" }, "a/b~c": {} } } }',
  'paths/pier.yaml': `get:
  operationId: readPier
  parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
  responses:
    '200': { description: A pier., content: { application/json: { schema: { $ref: '../common.json#/Berth' } } } }
`,
  'more.yaml': `overlay: 1.0.0
info: { title: More, version: '1' }
actions:
  - target: $.info
    update: { title: Harbour and piers }
  - target: $
    update: { servers: [{ url: 'https://api.harbour.example/v1' }], x-keys: { prefix: hb_, fresh: 'hb_[a-z]{16,}', list: [] } }
`,
};
const OVERLAID = { overlays: ['more.yaml'] };

describe('a contract out of the cache is the same', () => {
  test.each(entries.map(({ name }) => name))('for %s', async (name) => {
    const folder = useCache();
    const cold = await loadContract(name, { cwd: root });
    expect(entriesIn(folder).length).toBeGreaterThan(0);
    const warm = await loadContract(name, { cwd: root });
    expect(warm).not.toBe(cold);
    expect(toData(warm)).toEqual(toData(cold));
    expect(Object.keys(warm)).toEqual(Object.keys(cold));
    expect(JSON.stringify(warm)).toBe(JSON.stringify(cold));
    expect(Object.isFrozen(warm.operations[0]!.responses)).toBe(true);
  });

  test.each([
    'fixtures/prism/features.yaml',
    'fixtures/prism/parameters.yaml',
    'fixtures/fifth/openapi/parcelhook/openapi.yaml',
  ])('for %s', async (file) => {
    useCache();
    const cold = await loadContract(join(root, 'test', file), { lenient: true, infer: true });
    const warm = await loadContract(join(root, 'test', file), { lenient: true, infer: true });
    expect(toData(warm)).toEqual(toData(cold));
  });

  test('for a document with overlays and with references to other files', async () => {
    const folder = useCache();
    const cwd = await writeFolder(FILES);
    const cold = await loadContract('./api.yaml', { cwd, ...OVERLAID });
    const warm = await loadContract('./api.yaml', { cwd, ...OVERLAID });
    expect(toData(warm)).toEqual(toData(cold));
    expect(warm.files).toEqual(
      ['api.yaml', 'more.yaml', 'paths/pier.yaml', 'common.json'].map((file) => join(cwd, file)),
    );
    expect(entriesIn(folder)).toHaveLength(1);
    expect(warm.locate('/components/schemas/Berth-2/properties/a~1b~0c/none')).toEqual({
      file: join(cwd, 'common.json'),
      line: 2,
      column: 64,
    });
    expect(warm.locate('nothing')).toEqual(cold.locate('nothing'));
  });

  test('with the warnings of a faulty document', async () => {
    useCache();
    const cwd = await writeFolder({ ...FILES, 'api.yaml': API.replace('version:', 'versoin:') });
    const cold = await loadContract('./api.yaml', { cwd, lenient: true });
    const warm = await loadContract('./api.yaml', { cwd, lenient: true });
    expect(warm.warnings.map(({ what, location }) => [what, location.file])).toEqual([
      ['`version` is missing', join(cwd, 'api.yaml')],
      ['`versoin` is not expected here', join(cwd, 'api.yaml')],
    ]);
    expect(toData(warm)).toEqual(toData(cold));
    await refusalOf(loadContract('./api.yaml', { cwd }));
  });

  test('under every name it is given', async () => {
    useCache();
    const cwd = await writeFolder(FILES);
    await loadContract('./api.yaml', { cwd, name: 'first' });
    expect((await loadContract('./api.yaml', { cwd, name: 'second' })).name).toBe('second');
  });
});

describe('a new contract is made', () => {
  test.each([
    ['the document', 'api.yaml', 'Queen', 'Kings'],
    ['an overlay', 'more.yaml', 'piers', 'ports'],
    ['a file that the document refers to', 'common.json', 'integer', 'boolean'],
  ] as const)('when %s has changed, its size and time being the same', async (_, file, from, to) => {
    useCache();
    const cwd = await writeFolder(FILES);
    const before = await loadContract('./api.yaml', { cwd, ...OVERLAID });
    const { atime, mtime } = statSync(join(cwd, file));
    writeFileSync(join(cwd, file), FILES[file].replace(from, to));
    utimesSync(join(cwd, file), atime, mtime);
    const after = await loadContract('./api.yaml', { cwd, ...OVERLAID });
    expect(after.document).not.toEqual(before.document);
    expect(toData(after)).toEqual(toData(await loadCold('./api.yaml', { cwd, ...OVERLAID })));
  });

  test('when a file is gone or broken, and then the loader says why', async () => {
    useCache();
    const cwd = await writeFolder(FILES);
    await loadContract('./api.yaml', { cwd });
    rmSync(join(cwd, 'common.json'));
    expect((await refusalOf(loadContract('./api.yaml', { cwd }))).details[0]).toBe(
      'api.yaml:9:14  `common.json#/Berth`: There is no file common.json  (correct the path)',
    );
    appendFileSync(join(cwd, 'api.yaml'), 'tags: 3\n: [');
    expect((await refusalOf(loadContract('./api.yaml', { cwd }))).code).toBe('InvalidContract');
  });

  test('for other options', async () => {
    useCache();
    const cwd = await writeFolder(FILES);
    await loadContract('./api.yaml', { cwd, ...OVERLAID });
    const plain = await loadContract('./api.yaml', { cwd });
    expect(plain.title).toBe('Harbour');
    expect(plain.behaviour.keys).toBeUndefined();
  });

  test.each([
    ['cut short', (entry: Buffer) => entry.subarray(0, entry.length - 40)],
    ['emptied', () => Buffer.from('')],
    ['changed in one byte', (entry: Buffer) => Buffer.from(entry).fill('X', 400, 401)],
    ['something else', () => Buffer.from('{"a":\n')],
  ])('when the entry was %s', async (_, damage) => {
    const folder = useCache();
    const cwd = await writeFolder(FILES);
    const cold = toData(await loadContract('./api.yaml', { cwd }));
    const entry = join(folder, entriesIn(folder)[0]!);
    const sound = readFileSync(entry);
    writeFileSync(entry, damage(sound));
    expect(toData(await loadContract('./api.yaml', { cwd }))).toEqual(cold);
    expect(readFileSync(entry)).toEqual(sound);
  });
});

describe('nothing is kept', () => {
  test('of a document with problems', async () => {
    const folder = useCache();
    const cwd = await writeFolder({ ...FILES, 'api.yaml': API.replace('Ship: {', 'Ship: { nope: 1,') });
    await refusalOf(loadContract('./api.yaml', { cwd }));
    expect(entriesIn(folder)).toEqual([]);
  });

  test('of a document given as an object', async () => {
    const folder = useCache();
    await loadContract({ openapi: '3.1.0', info: { title: 'Harbour', version: '1' }, paths: {} });
    expect(entriesIn(folder)).toEqual([]);
  });

  test('with HOOKSPEC_CACHE=off', async () => {
    const folder = useCache();
    vi.stubEnv('HOOKSPEC_CACHE', 'off');
    vi.stubEnv('XDG_CACHE_HOME', folder);
    vi.stubEnv('HOME', folder);
    await loadContract('./api.yaml', { cwd: await writeFolder(FILES) });
    expect(entriesIn(folder)).toEqual([]);
  });

  test('of a document that JSON would change', async () => {
    const folder = useCache();
    const cwd = await writeFolder({ ...FILES, 'api.yaml': `${API}x-zero: -0.0\n` });
    const first = await loadContract('./api.yaml', { cwd });
    expect(first.document['x-zero']).toBe(-0);
    expect(entriesIn(folder)).toEqual([]);
  });
});
