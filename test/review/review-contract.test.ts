import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reviewContract } from '../../src/review/review-contract.ts';

const document = {
  openapi: '3.1.0',
  info: { title: 'Parcel', version: '1' },
  paths: { '/hooks': { get: { responses: { 204: { description: 'None.' } } } } },
};
let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'hookspec-review-'));
});
afterEach(() => rm(cwd, { recursive: true }));

test('reviews a document given as an object by the rules above the folder', async () => {
  await writeFile(join(cwd, 'redocly.yaml'), 'rules: { operation-operationId: error }');
  const { contract, findings } = await reviewContract(document, { cwd, name: 'parcel' });
  expect(contract.name).toBe('parcel');
  expect(findings.map(({ code, contractLocation }) => [code, contractLocation])).toEqual([
    ['operation-operationId', '<object>:1:1'],
  ]);
});

test('takes the rules of the redocly.yaml that lists the contract, not of another', async () => {
  await writeFile(join(cwd, 'redocly.yaml'), 'rules: { operation-description: error }');
  expect((await reviewContract('leadlex', { cwd })).findings).toEqual([]);
});

test('refuses what cannot be loaded before it asks any rule', async () => {
  await expect(reviewContract({ ...document, openapi: '2.0' }, { cwd })).rejects.toMatchObject({
    code: 'InvalidContract',
  });
});
