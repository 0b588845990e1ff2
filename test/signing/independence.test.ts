import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

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
