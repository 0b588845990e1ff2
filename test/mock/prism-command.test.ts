import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { findRegistry } from '../../src/contract/registry.ts';
import type { Contract } from '../../src/contract/types.ts';
import { createPrismClient } from '../../src/mock/prism-client.ts';
import { createSchemaEngine } from '../../src/mock/schema-answers/engine.ts';
import { startMock } from '../../src/mock/start.ts';
import { root } from '../support/cli.ts';
import type { PrismCase } from './support/prism-cases.ts';
import { ask, startPrismCommand } from './support/prism-command.ts';
import { serve } from './support/serve.ts';

// The real Prism command on the generated document of each contract, beside our mock: by default the same status and body
// for every example that a contract names, in compat mode the same answer to anything. This also proves that tools without
// overlays can read generated/<name>/openapi.json.
vi.setConfig({ testTimeout: 60_000 });
const { entries } = await findRegistry(root);
const prism = createPrismClient();
afterAll(() => prism.close(''));

test.each(entries.filter(({ provider }) => provider).map(({ name }) => name))(
  'answers for %s as the Prism command does',
  async (name) => {
    const file = join(root, `generated/${name}/openapi.json`);
    await using command = await startPrismCommand(file);
    const contract = await loadContract(name, { cwd: root });
    await using mock = await startMock(contract);
    const examples = contract.operations
      .filter(({ method }) => method === 'get')
      .flatMap((operation) => listExamples(contract, operation));
    for (const entry of examples) {
      const [mine, theirs] = await Promise.all([ask(mock.urls[name]!, entry), ask(command.url, entry)]);
      expect([entry.target, mine.status, mine.body]).toEqual([entry.target, theirs.status, theirs.body]);
    }
    expect(examples.length).toBeGreaterThan(4);

    const engine = createSchemaEngine(await loadContract(file), { prism });
    await using compat = await serve((request) => engine.whole(request));
    for (const entry of contract.operations.flatMap((operation) => listCases(contract, operation))) {
      const [mine, theirs] = await Promise.all([ask(compat.url, entry), ask(command.url, entry)]);
      expect({ entry, ...mine }).toEqual({ entry, ...theirs });
    }
  },
);

type Operation = Contract['operations'][number];

/** Every example that the operation names, asked for by `Prefer`. */
function listExamples(contract: Contract, operation: Operation): PrismCase[] {
  const base = toValid(contract, operation);
  return operation.responses
    .filter(({ status }) => /^\d{3}$/.test(status))
    .flatMap(({ status, content }) =>
      (content[0]?.examples ?? []).map((example) => ({
        ...base,
        headers: { ...base.headers, Prefer: `code=${status}, example=${example.name}` },
      })),
    );
}

function listCases(contract: Contract, operation: Operation): PrismCase[] {
  const base = toValid(contract, operation);
  const { target, headers } = base;
  return [
    base,
    { target },
    { ...base, headers: { ...headers, Accept: 'text/html' } },
    { ...base, body: { unknown: [1] } },
    { ...base, target: `${target.split('?')[0]}?limit=x&cursor=` },
    ...listExamples(contract, operation),
  ];
}

function toValid(contract: Contract, operation: Operation): PrismCase {
  const token = contract.behaviour.keys!.list[0]!.token;
  const path = operation.path.replace(/\{\w+\}/g, '360cb300-d885-4c18-af2c-d259f936bb38');
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map((parameter) => `${parameter.name}=${String(parameter.examples[0]?.value)}`);
  const body = operation.requestBody?.content[0]?.examples[0]?.value;
  return {
    target: `${operation.method.toUpperCase()} ${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body }),
  };
}
