import { expect, test } from 'vitest';
import { findRegistry } from '../../src/contract/registry.ts';
import { loadContract } from '../../src/contract/load.ts';
import { root } from '../support/cli.ts';

const { entries } = await findRegistry(root);

test.each(entries.map(({ name }) => name))('loads %s without a problem', async (name) => {
  const { operations, events, basePath } = await loadContract(name, { cwd: root });
  expect({
    basePath,
    operations: operations.map(({ id, method, path }) => `${id}: ${method.toUpperCase()} ${path}`),
    events: events.map((event) => event.name),
  }).toMatchSnapshot();
});
