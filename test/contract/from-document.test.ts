import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contractFromDocument } from '../../src/contract/from-document.ts';
import { loadContract } from '../../src/contract/load.ts';
import { HookspecError } from '../../src/errors.ts';
import { root } from '../support/cli.ts';

const openapi = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths: { '/orders': { get: { operationId: 'listOrders', responses: { 200: { description: 'Orders.' } } } } },
};

function refusal(document: unknown): readonly string[] {
  try {
    contractFromDocument(document, { name: 'shop' });
    return [];
  } catch (error) {
    if (!(error instanceof HookspecError)) throw error;
    return [error.code, error.message, ...error.details];
  }
}

test.each(['lava', 'encrata', 'agentmessage', 'leadlex'])(
  'reads from the generated document of %s what was loaded from its sources',
  async (name) => {
    const document: unknown = JSON.parse(await readFile(join(root, `generated/${name}/openapi.json`), 'utf8'));
    const { 'x-generated': _, ...rest } = contractFromDocument(document, { name }).document;
    const loaded = await loadContract(name);
    expect(rest).toEqual(loaded.document);
    const { operations, events, behaviour, servers, basePaths } = contractFromDocument(document, { name });
    expect({ operations, events, behaviour, servers, basePaths }).toEqual({
      operations: loaded.operations,
      events: loaded.events,
      behaviour: loaded.behaviour,
      servers: loaded.servers,
      basePaths: loaded.basePaths,
    });
  },
);

test('freezes the contract and leaves the document that was given alone', () => {
  const contract = contractFromDocument(openapi);
  expect([contract.name, contract.operations.map(({ id }) => id)]).toEqual(['contract', ['listOrders']]);
  expect([Object.isFrozen(contract.document), Object.isFrozen(openapi), Object.isFrozen(openapi.paths)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('refuses what is no finished document, and says what is wrong', () => {
  const text = 'The document of shop is no finished contract';
  expect(refusal({ ...openapi, openapi: '3.0.3' })).toEqual(['InvalidContract', text, 'its version is 3.0.3, not 3.1']);
  expect(refusal(undefined)).toEqual(['InvalidContract', text, 'its version is missing, not 3.1']);
  const twice = { ...openapi.paths['/orders'], post: openapi.paths['/orders'].get };
  const [code, message, ...details] = refusal({ ...openapi, paths: { '/orders': twice } });
  expect([code, message, details.length]).toEqual(['InvalidContract', text, 1]);
  expect(details[0]).toContain('listOrders');
});
