import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What judges them knows the toolkit; the receivers and their witnesses do not. */
const JUDGES = new Set(['judge.ts', 'prove.ts']);

test('imports nothing but Node and its own folder, so that it can disagree with the toolkit', () => {
  const files = (readdirSync(import.meta.dirname, { recursive: true }) as string[]).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !JUDGES.has(file),
  );
  expect(files.length).toBeGreaterThan(10);
  const outside = files.flatMap((file) =>
    [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/\bfrom '([^'\n]+)';$/gm)]
      .map((match) => match[1]!)
      .filter((target) => !target.startsWith('node:') && !/^\.\/|^\.\.\/(receiver|schemes|sender)\.ts$/.test(target))
      .map((target) => `${file}: ${target}`),
  );
  expect(outside).toEqual([]);
});
