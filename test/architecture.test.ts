import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve, dirname } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'src');

/** Which rooms a room may import; ARCHITECTURE.md shows the same table. */
const DIRECTIONS: Record<string, readonly string[]> = {
  report: [],
  signing: [],
  errors: [],
  contract: ['report', 'signing', 'errors'],
  delivery: ['contract', 'signing', 'errors'],
  mock: ['contract', 'signing', 'delivery', 'errors'],
  conformance: ['contract', 'signing', 'report', 'errors'],
  review: ['contract', 'report', 'errors'],
  codegen: ['contract', 'errors'],
  cli: ['contract', 'signing', 'delivery', 'mock', 'conformance', 'review', 'codegen', 'report', 'errors'],
  index: ['contract', 'signing', 'delivery', 'mock', 'conformance', 'review', 'codegen', 'report', 'errors'],
};

/** Packages that only some files may import. */
const SEAMS: Record<string, RegExp> = {
  '@stoplight/prism-http': /^mock\/prism\.ts$/,
  ajv: /^contract\/schema(-\w+)?\.ts$/,
  'ajv-formats': /^contract\/schema(-\w+)?\.ts$/,
  '@redocly/openapi-core': /^(contract\/(structure|bundle)|review\/.+)\.ts$/,
  'openapi-typescript': /^codegen\//,
  typescript: /^codegen\//,
  'openapi-format': /^contract\/overlay-library\.ts$/,
  'ipaddr.js': /^contract\/addresses\.ts$/,
  '@hyperjump/json-schema': /^conformance\/second-opinion\.ts$/,
  'fast-check': /^conformance\/fuzz\//,
  msw: /^mock\/msw\.ts$/,
  undici: /^delivery\/send\.ts$/,
  yaml: /^contract\//,
};

const files = (readdirSync(source, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts')).sort();
const roomOf = (file: string) => file.split('/')[0]!.replace(/\.ts$/, '');

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
}

test('imports between rooms run in the declared directions', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => roomOf(relative(source, resolve(source, dirname(file), target))))
      .filter((room) => room !== roomOf(file) && !DIRECTIONS[roomOf(file)]?.includes(room))
      .map((room) => `${file} imports ${room}`),
  );
  expect(wrong).toEqual([]);
});

test('each dependency is imported behind its seam alone', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => !target.startsWith('.') && !target.startsWith('node:'))
      .map((target) => target.match(/^(@[^/]+\/[^/]+|[^/]+)/)![1]!)
      .filter((name) => SEAMS[name] && !SEAMS[name].test(file))
      .map((name) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('names no provider in src', () => {
  type Entry = { 'x-provider'?: boolean };
  const { apis } = parse(readFileSync(join(root, 'redocly.yaml'), 'utf8')) as { apis: Record<string, Entry> };
  // Our own API is no provider, and it is the only one: its contract stands for what src/ itself serves.
  const own = Object.keys(apis).filter((name) => apis[name]!['x-provider'] === false);
  expect(own).toEqual(['control']);
  const names = new RegExp(
    Object.keys(apis)
      .filter((name) => !own.includes(name))
      .join('|'),
    'i',
  );
  const wrong = files.filter((file) => names.test(readFileSync(join(source, file), 'utf8')));
  expect(wrong).toEqual([]);
});

test('keeps every source file at 300 lines or fewer', () => {
  const long = files.filter((file) => readFileSync(join(source, file), 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});
