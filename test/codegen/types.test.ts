import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../src/codegen/generate.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/contract/types.ts';
import { compile, compilers } from '../types/compile.ts';
import type { CompilerOptions } from '../types/compile.ts';
import { parcel } from './parcel.ts';

const usage = join(import.meta.dirname, 'parcel-usage.txt');
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hookspec-'));
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const file of await generate(await loadContract(parcel, { name: 'parcel' }))) {
    writeFileSync(join(folder, file.name), file.text);
  }
  cpSync(usage, join(folder, 'usage.ts'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// Options a consumer may have; none of them is ours.
const consumers: readonly (readonly [string, CompilerOptions])[] = [
  ['strict, nodenext, libraries checked too', { strict: true, module: 'nodenext', skipLibCheck: false }],
  [
    'everything strict, bundler',
    {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      noUnusedLocals: true,
      isolatedModules: true,
      erasableSyntaxOnly: true,
      module: 'esnext',
      moduleResolution: 'bundler',
    },
  ],
];

describe.each(compilers)('under %s', (_, compiler) => {
  test.each(consumers)(
    'compiles for a consumer with its own options: %s',
    { timeout: 60_000 },
    async (_name, options) => {
      const compilerOptions = { target: 'es2022', lib: ['es2022', 'dom'], types: [], ...options };
      const project = join(folder, 'tsconfig.json');
      writeFileSync(project, JSON.stringify({ compilerOptions, files: ['usage.ts'] }));
      expect(await compile(compiler, project)).toBe('');
    },
  );
});

test('writes the same bytes every time', async () => {
  const [first, second] = await Promise.all(
    [0, 1].map(async () => generate(await loadContract(parcel, { name: 'parcel' }))),
  );
  expect(second).toEqual(first);
});

test('writes types for a contract with nothing in it', async () => {
  const bare: JsonObject = { openapi: '3.1.0', info: { title: 'Bare', version: '1' }, paths: {} };
  const files = await generate(await loadContract(bare, { name: 'bare' }));
  const types = files.find((file) => file.name === 'types.ts')?.text ?? '';
  expect(types).toContain('export interface Events {}\n');
  expect(types).not.toContain('ResponseBody');
  const client = files.find((file) => file.name === 'client.ts')?.text ?? '';
  expect(client).toContain('  baseUrl: string;\n');
  expect(client).not.toContain('token');
});
