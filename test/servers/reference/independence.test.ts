import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const files = (readdirSync(import.meta.dirname, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort();
const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');

test('imports nothing but Node and its own folder, so that it can disagree with the toolkit', () => {
  const outside = files.flatMap((file) => {
    const targets = [...read(file).matchAll(/\bfrom '([^'\n]+)';$|\bimport\(?\s*'([^'\n]+)'/gm)].map(
      (match) => match[1] ?? match[2]!,
    );
    const depth = file.split('/').length - 1;
    return targets
      .filter((target) => !target.startsWith('node:') && !target.startsWith('./'))
      .filter((target) => !target.startsWith('../') || target.split('../').length - 1 > depth)
      .map((target) => `${file}: ${target}`);
  });
  expect(outside).toEqual([]);
});

test('reads no file, so that the contracts cannot tell it what is right', () => {
  expect(files.filter((file) => /node:fs|readFile/.test(read(file)))).toEqual([]);
});

test('keeps every file below 300 lines', () => {
  expect(files.filter((file) => read(file).split('\n').length > 300)).toEqual([]);
});
