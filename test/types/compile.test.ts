import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile, compilers } from './compile.ts';

describe.each(compilers)('under %s', (_, compiler) => {
  test('holds every type to what it should accept and refuse, with our options', { timeout: 60_000 }, async () => {
    expect(await compile(compiler, join(import.meta.dirname, 'tsconfig.json'))).toBe('');
  });

  test("compiles the clients with a consumer's options, libraries included", { timeout: 60_000 }, async () => {
    expect(await compile(compiler, join(import.meta.dirname, 'consumer.tsconfig.json'))).toBe('');
  });
});
