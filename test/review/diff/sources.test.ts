import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { load, refuse, repository, show, showPair, useRepositories } from './support/loading.ts';
import { toOverlay, toParcel, toPlain, toSchemas } from './support/parcel.ts';

const REDOCLY = 'apis:\n  parcel:\n    root: api/openapi.yaml\n    overlays: [api/overlay.yaml]\n';

useRepositories();

test('reads a path of a revision with the files it refers to, and compares it with the working tree', async () => {
  await repository.commit({ 'api/openapi.yaml': toParcel('1.0.0'), 'api/schemas.yaml': toSchemas('string') });
  await repository.write({ 'api/openapi.yaml': toParcel('1.1.0'), 'api/schemas.yaml': toSchemas('integer') });
  const [pair] = await load(['main:api/openapi.yaml']);
  expect(showPair(pair!)).toEqual([
    'openapi',
    ['main:api/openapi.yaml', '1.0.0', 'string', ''],
    ['api/openapi.yaml', '1.1.0', 'integer', ''],
  ]);
  const place = pair!.base.contract!.locate('/components/schemas/Hook/type');
  expect(place).toEqual({ file: join(repository.folder, 'api/schemas.yaml'), line: 2, column: 3 });
  expect(pair!.base.contract!.files).toEqual(
    ['api/openapi.yaml', 'api/schemas.yaml'].map((file) => join(repository.folder, file)),
  );
});

test('calls a contract without a name as its file is written', async () => {
  await repository.commit({ 'api/PetShop v2.yaml': toPlain('1.0.0') });
  const [older] = await load(['main:api/PetShop v2.yaml', 'api/PetShop v2.yaml']);
  expect([older!.name, older!.base.contract!.name]).toEqual(['PetShop v2', 'PetShop v2']);
});

test('reads a name of redocly.yaml with the overlays of the revision', async () => {
  const files = {
    'redocly.yaml': REDOCLY,
    'api/openapi.yaml': toParcel('1.0.0'),
    'api/schemas.yaml': toSchemas('string'),
  };
  await repository.commit({ ...files, 'api/overlay.yaml': toOverlay('old') });
  await repository.commit({ 'api/overlay.yaml': toOverlay('new') });
  await repository.write({ 'api/overlay.yaml': toOverlay('newest') });
  const expected = [['parcel', ['main~1:parcel', '1.0.0', 'string', 'old'], ['parcel', '1.0.0', 'string', 'newest']]];
  expect((await load(['main~1:parcel'])).map(showPair)).toEqual(expected);
  expect((await load(['parcel'], { base: 'main~1' })).map(showPair)).toEqual(expected);
  expect((await load(['main~1:parcel', 'main:parcel'])).map(showPair)).toEqual([
    ['parcel', ['main~1:parcel', '1.0.0', 'string', 'old'], ['main:parcel', '1.0.0', 'string', 'new']],
  ]);
});

test('compares a name with its document as it was before it had the name', async () => {
  await repository.commit({ 'api/openapi.yaml': toParcel('1.0.0'), 'api/schemas.yaml': toSchemas('string') });
  await repository.write({
    'redocly.yaml': REDOCLY,
    'api/openapi.yaml': toParcel('1.1.0'),
    'api/overlay.yaml': toOverlay('new'),
  });
  const expected = [['parcel', ['main:parcel', '1.0.0', 'string', ''], ['parcel', '1.1.0', 'string', 'new']]];
  expect((await load(['parcel'], { base: 'main' })).map(showPair)).toEqual(expected);
  expect((await load(['main:parcel'])).map(showPair)).toEqual(expected);
  expect((await load([], { base: 'main', all: true })).map(showPair)).toEqual(expected);
  await repository.commit();
  expect((await load(['main~1:parcel', 'main:parcel'])).map(showPair)).toEqual([
    ['parcel', ['main~1:parcel', '1.0.0', 'string', ''], ['main:parcel', '1.1.0', 'string', 'new']],
  ]);
  // A document that was not there is new all the same.
  await repository.write({
    'redocly.yaml': `${REDOCLY}  fresh: { root: fresh.yaml }\n`,
    'fresh.yaml': toPlain('0.1.0'),
  });
  expect((await load(['fresh'], { base: 'main' })).map(showPair)).toEqual([
    ['fresh', ['main:fresh', undefined], ['fresh', '0.1.0', '']],
  ]);
});

test('reads the index where the revision is left out', async () => {
  await repository.commit({ 'plain.yaml': toPlain('1.0.0') });
  await repository.write({ 'plain.yaml': toPlain('1.1.0') });
  await repository.git('add', 'plain.yaml');
  await repository.write({ 'plain.yaml': toPlain('1.2.0') });
  expect((await load([':plain.yaml'])).map(showPair)).toEqual([
    ['plain', [':plain.yaml', '1.1.0', ''], ['plain.yaml', '1.2.0', '']],
  ]);
});

test('looks for a path from the top of the repository, then from the current folder', async () => {
  await repository.commit({
    'a.yaml': toPlain('1.0.0'),
    'sub/a.yaml': toPlain('2.0.0'),
    'sub/b.yaml': toPlain('3.0.0'),
  });
  const cwd = join(repository.folder, 'sub');
  const bases = async (path: string) => (await load([path], { cwd })).map(({ base, head }) => [show(base), show(head)]);
  expect(await bases('main:a.yaml')).toEqual([
    [
      ['main:a.yaml', '1.0.0', ''],
      ['../a.yaml', '1.0.0', ''],
    ],
  ]);
  expect(await bases('main:./a.yaml')).toEqual([
    [
      ['main:./a.yaml', '2.0.0', ''],
      ['a.yaml', '2.0.0', ''],
    ],
  ]);
  expect(await bases('main:b.yaml')).toEqual([
    [
      ['main:b.yaml', '3.0.0', ''],
      ['b.yaml', '3.0.0', ''],
    ],
  ]);
  expect((await load(['b.yaml'], { cwd, base: 'main' })).map(showPair)).toEqual([
    ['b', ['main:sub/b.yaml', '3.0.0', ''], ['b.yaml', '3.0.0', '']],
  ]);
});

test('takes what only one side has for new or deleted', async () => {
  await repository.commit({ 'old.yaml': toPlain('1.0.0') });
  await repository.commit({ 'new.yaml': toPlain('2.0.0'), 'old.yaml': undefined });
  expect((await load(['main~1:new.yaml'])).map(showPair)).toEqual([
    ['new', ['main~1:new.yaml', undefined], ['new.yaml', '2.0.0', '']],
  ]);
  expect((await load(['main~1:old.yaml'])).map(showPair)).toEqual([
    ['old', ['main~1:old.yaml', '1.0.0', ''], ['old.yaml', undefined]],
  ]);
  expect((await load(['main~1:old.yaml', 'main:old.yaml'])).map(showPair)).toEqual([
    ['old', ['main~1:old.yaml', '1.0.0', ''], ['main:old.yaml', undefined]],
  ]);
  expect(await refuse(['main~1:old.yaml', 'main:nowhere.yaml'])).toMatch(/^FileNotFound: .* main:nowhere\.yaml/);
  expect(await refuse(['main:nowhere.yaml'])).toMatch(/^FileNotFound: There is nothing at main:nowhere\.yaml/);
});

test('pairs every contract of redocly.yaml, those that came, went and were only registered later', async () => {
  const apis = (...names: string[]) => `apis:\n${names.map((name) => `  ${name}: { root: ${name}.yaml }\n`).join('')}`;
  await repository.commit({
    'redocly.yaml': apis('kept', 'gone'),
    'kept.yaml': toPlain('1.0.0'),
    'gone.yaml': toPlain('1.0.0'),
    'later.yaml': toPlain('1.0.0'),
  });
  await repository.write({
    'redocly.yaml': apis('later', 'kept', 'fresh'),
    'kept.yaml': toPlain('1.1.0'),
    'gone.yaml': undefined,
    'fresh.yaml': toPlain('0.1.0'),
  });
  const expected = [
    ['later', ['main:later', '1.0.0', ''], ['later', '1.0.0', '']],
    ['kept', ['main:kept', '1.0.0', ''], ['kept', '1.1.0', '']],
    ['fresh', ['main:fresh', undefined], ['fresh', '0.1.0', '']],
    ['gone', ['main:gone', '1.0.0', ''], ['gone', undefined]],
  ];
  expect((await load([], { all: true, base: 'main' })).map(showPair)).toEqual(expected);
  expect((await load(['main'], { all: true })).map(showPair)).toEqual(expected);
  await repository.commit();
  expect((await load(['main~1', 'main'], { all: true })).map(({ name, head }) => [name, head.label])).toEqual([
    ['later', 'main:later'],
    ['kept', 'main:kept'],
    ['fresh', 'main:fresh'],
    ['gone', 'main:gone'],
  ]);
});

test('compares with the commit that both sides have in common', async () => {
  await repository.commit({ 'plain.yaml': toPlain('1.0.0') });
  await repository.git('checkout', '--quiet', '-b', 'feature');
  await repository.commit({ 'plain.yaml': toPlain('1.1.0') });
  await repository.git('checkout', '--quiet', 'main');
  await repository.commit({ 'plain.yaml': toPlain('9.0.0') });
  await repository.git('checkout', '--quiet', 'feature');
  const commit = (await repository.git('rev-parse', 'main~1')).trim();
  expect((await load(['plain.yaml'], { base: 'main', mergeBase: true })).map(showPair)).toEqual([
    ['plain', [`${commit.slice(0, 10)}:plain.yaml`, '1.0.0', ''], ['plain.yaml', '1.1.0', '']],
  ]);
});

test('follows links that stay in the revision, and refuses what leads out of the folder', async () => {
  await repository.write({ 'shared/real.yaml': toSchemas('boolean'), 'api/openapi.yaml': toParcel('1.0.0') });
  await symlink('../shared/real.yaml', join(repository.folder, 'api/schemas.yaml'));
  await repository.commit();
  const [pair] = await load(['main:api/openapi.yaml', 'main:api/openapi.yaml'], { allowExternalRefs: true });
  expect(show(pair!.base)).toEqual(['main:api/openapi.yaml', '1.0.0', 'boolean', '']);
  await repository.commit({ 'api/openapi.yaml': toParcel('1.0.0').replace('schemas.yaml', '../shared/real.yaml') });
  expect(await refuse(['main:api/openapi.yaml', 'main:api/openapi.yaml'])).toMatch(
    /^RefRefused: main:A \$ref leads .*\nmain:api\/openapi\.yaml:11:\d+ {2}`\.\.\/shared\/real\.yaml#\/Hook` is refused/,
  );
  const opened = await load(['main:api/openapi.yaml', 'main:api/openapi.yaml'], { allowExternalRefs: true });
  expect(show(opened[0]!.head)).toEqual(['main:api/openapi.yaml', '1.0.0', 'boolean', '']);
});

test('reads OpenAPI 3.2 as 3.1 with more, from files and revisions', async () => {
  const newer = toPlain('1.0.0').replace('3.1.0', '3.2.0').replace('get:', 'query: { responses: {} }\n    get:');
  await repository.commit({ 'newer.yaml': newer });
  expect((await load(['main:newer.yaml'])).map(showPair)).toEqual([
    ['newer', ['main:newer.yaml', '1.0.0', ''], ['newer.yaml', '1.0.0', '']],
  ]);
});
