import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { findRegistry } from '../../src/contract/registry.ts';
import { forEachMember } from '../../src/contract/source/place.ts';
import type { Contract, Location } from '../../src/contract/types.ts';
import { root } from '../support/cli.ts';

const { entries } = await findRegistry(root);

/** Members that the upgrade to 3.1 makes or renames: they are placed at what they came from. */
const MADE = /\/(webhooks|examples|examples\/default(\/value)?)$/;

test.each(entries.map(({ name }) => name))('places every member of %s at its own key', async (name) => {
  const contract = await loadContract(name, { cwd: root });
  const lines = await readLines(contract);
  const wrong: string[] = [];
  let count = 0;
  const visit = (value: unknown, pointer: string): void => {
    forEachMember(value, (member, token, key) => {
      const at = `${pointer}/${token}`;
      const text = textAt(lines, contract.locate(at));
      const isKey = [key, `"${key}"`, `'${key}'`].some((spelling) => text.startsWith(spelling));
      if (!Array.isArray(value) && !isKey && !(contract.openapi.startsWith('3.0') && MADE.test(at))) wrong.push(at);
      count += 1;
      visit(member, at);
    });
  };
  visit(contract.document, '');
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(500);
});

async function readLines({ files }: Contract): Promise<Map<string, string[]>> {
  const texts = await Promise.all(
    files.map(async (file) => [file, (await readFile(file, 'utf8')).split('\n')] as const),
  );
  return new Map(texts);
}

function textAt(lines: ReadonlyMap<string, readonly string[]>, { file, line, column }: Location): string {
  return lines.get(file)?.[line - 1]?.slice(column - 1) ?? '';
}
