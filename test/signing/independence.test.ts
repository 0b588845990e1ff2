import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleForBrowser } from '../support/bundle.ts';

const folder = join(import.meta.dirname, '../../src/signing');

test('imports nothing from outside the folder', () => {
  const outside = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const targets = [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1]!);
    return targets.filter((target) => !/^\.\/[\w-]+\.(ts|json)$/.test(target)).map((target) => `${file}: ${target}`);
  });
  expect(outside).toEqual([]);
});

test('asks for Node in hmac.ts alone, which does without it too', () => {
  const using = readdirSync(folder).filter((file) =>
    /\bBuffer\b|\bprocess\b/.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(using).toEqual(['hmac.ts']);
});

test('keeps Node, and the arithmetic for where there is none, out of what is asynchronous', async () => {
  const { inputs, imports, text } = await bundleForBrowser(`export * from './src/signing/index.ts';`);
  expect(imports).toEqual([]);
  expect(inputs.filter((input) => /hmac|sha\.ts|node/.test(input))).toEqual([]);
  expect(text).not.toMatch(/\bprocess\b|\bBuffer\b|getBuiltinModule/);
});

test('exports the same names from both entries', async () => {
  const [later, now] = [await import('../../src/signing/index.ts'), await import('../../src/signing/sync.ts')];
  expect(Object.keys(later).toSorted()).toEqual(Object.keys(now).toSorted());
  expect(Object.keys(now).toSorted()).toEqual([
    'SigningError',
    'explain',
    'presetSources',
    'presets',
    'sign',
    'toScheme',
    'verify',
  ]);
});
