import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findEntries } from '../../../src/contract/cache/kept-registry.ts';
import { findRegistry } from '../../../src/contract/registry.ts';
import { entriesIn, useCache } from '../support/cache.ts';
import { refusalOf, writeFolder } from '../support/folder.ts';

const REGISTRY =
  'apis:\n  harbour:\n    root: docs/api.yaml\n    overlays: [../more.yaml]\n  pier: { root: pier.json }\n';

/** Another registry is read, so that the process has to look up the first one again. */
async function forgetLast(): Promise<void> {
  await findRegistry(await writeFolder({ 'redocly.yaml': '{}' }));
}

test('gives back the entries of a registry, their places too', async () => {
  useCache();
  const cwd = await writeFolder({ 'redocly.yaml': REGISTRY });
  const cold = await findRegistry(cwd);
  await forgetLast();
  expect(await findRegistry(cwd)).toEqual(cold);
  expect(cold.entries.map(({ overlays, place }) => [overlays, place.line])).toEqual([
    [[join(cwd, '../more.yaml')], 2],
    [[], 5],
  ]);
});

test('reads a registry anew when its text has changed, or its entry was damaged', async () => {
  const folder = useCache();
  const cwd = await writeFolder({ 'redocly.yaml': REGISTRY });
  const cold = await findRegistry(cwd);
  writeFileSync(join(folder, entriesIn(folder)[0]!), '[]');
  await forgetLast();
  expect(await findRegistry(cwd)).toEqual(cold);
  writeFileSync(join(cwd, 'redocly.yaml'), REGISTRY.replace('harbour', 'harbors'));
  expect((await findRegistry(cwd)).entries.map(({ name }) => name)).toEqual(['harbors', 'pier']);
});

test('keeps no registry with problems', async () => {
  const folder = useCache();
  const cwd = await writeFolder({ 'redocly.yaml': 'apis: { harbour: {} }' });
  expect((await refusalOf(findRegistry(cwd))).code).toBe('InvalidConfig');
  expect((await refusalOf(findRegistry(cwd))).code).toBe('InvalidConfig');
  expect(entriesIn(folder)).toEqual([]);
  expect(findEntries(join(cwd, 'redocly.yaml'), REGISTRY)).toBeUndefined();
});
