import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfig } from '@redocly/openapi-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../src/contract/types.ts';
import { lintDocument } from '../../src/review/lint.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookspec-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clean = {
  openapi: '3.1.0',
  info: { title: 'Parcel', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
  paths: { '/hooks': { get: { operationId: 'listHooks', responses: { 204: { description: 'None.' } } } } },
};

function lint(document: JsonObject, rules: Record<string, 'error' | 'warn'>) {
  const file = join(folder, 'openapi.json');
  // Stands for a document of two files: what an overlay added lies in the second.
  const locate = (pointer: string) => ({
    file: pointer.startsWith('/paths') ? 'overlay.yaml' : 'openapi.json',
    line: pointer.split('/').length,
    column: 1,
  });
  return createConfig({ rules }).then((config) =>
    lintDocument(
      { file, document, locate },
      config,
      (place) => `${place.file.replace(`${folder}/`, '')}:${place.line}:${place.column}`,
    ),
  );
}

test('finds nothing in a document that keeps the rules', async () => {
  expect(await lint(clean, { struct: 'error', 'info-license': 'error' })).toEqual([]);
});

test('names rule, severity, operation and both places of every finding, in the order of the document', async () => {
  expect(
    await lint(
      { ...clean, info: { title: 'Parcel', version: '1' } },
      { 'operation-4xx-response': 'warn', 'info-license': 'error' },
    ),
  ).toEqual(
    [
      {
        code: 'info-license',
        severity: 'error',
        phase: 'lint',
        message: 'Info object should contain `license` field.',
        contractPointer: '/info',
        contractLocation: 'openapi.json:2:1',
        fingerprint: '',
      },
      {
        code: 'operation-4xx-response',
        severity: 'warning',
        phase: 'lint',
        operation: 'listHooks',
        message: 'Operation must have at least one `4XX` response.',
        contractPointer: '/paths/~1hooks/get/responses',
        contractLocation: 'overlay.yaml:5:1',
        fingerprint: '',
      },
    ].map((finding) => ({ ...finding, fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) })),
  );
});

test('places a finding behind a $ref in the file that it leads to', async () => {
  writeFileSync(join(folder, 'parts.yaml'), 'Gone:\n  description: Gone.\n  colour: red\n');
  const responses = { 410: { $ref: './parts.yaml#/Gone' } };
  const document = { ...clean, paths: { '/hooks': { get: { ...clean.paths['/hooks'].get, responses } } } };
  const findings = await lint(document, { struct: 'error' });
  expect(findings.map((finding) => [finding.message, finding.contractLocation, finding.contractPointer])).toEqual([
    ['Property `colour` is not expected here.', 'parts.yaml:3:3', undefined],
  ]);
});

test('judges the merged document where a $ref names the file itself', async () => {
  // On disk the file lacks what the overlay added.
  writeFileSync(join(folder, 'openapi.json'), '{}');
  const responses = { 410: { $ref: './openapi.json#/components/responses/Gone' } };
  const document = {
    ...clean,
    paths: { '/hooks': { get: { ...clean.paths['/hooks'].get, responses } } },
    components: { responses: { Gone: { description: 'Gone.' } } },
  };
  expect(await lint(document, { struct: 'error', 'no-unresolved-refs': 'error' })).toEqual([]);
});

test('keeps the fingerprint when only the line moves, and gives every finding its own', async () => {
  const document = { ...clean, info: { title: 'Parcel', version: '1' } };
  const first = await lint(document, { 'info-license': 'error', 'operation-4xx-response': 'error' });
  const again = await lint({ ...document, servers: [] }, { 'info-license': 'warn', 'operation-4xx-response': 'error' });
  expect(again.map((finding) => finding.fingerprint)).toEqual(first.map((finding) => finding.fingerprint));
  expect(new Set(first.map((finding) => finding.fingerprint)).size).toBe(2);
});

test('leaves the document as it was', async () => {
  const before = structuredClone(clean);
  await lint(clean, { struct: 'error' });
  expect(clean).toEqual(before);
});
