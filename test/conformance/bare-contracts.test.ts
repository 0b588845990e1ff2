import { expect, test } from 'vitest';
import { withResources } from '../../src/conformance/inference/infer-resources.ts';
import { catalogue } from '../servers/faults/catalogue.ts';
import { dialects, type Provider } from '../servers/faults/dialect.ts';
import type { Wrong } from '../servers/faults/fault.ts';
import { loadOnce, run } from './run.ts';

const names = Object.keys(dialects) as Provider[];
const check = (name: Provider, wrap?: Wrong['wrap']) => run(name, wrap && { wrap }, { isBare: true });

test.for(names)('accuses a correct %s of nothing when the contract has no extensions', async (name) => {
  const report = await check(name);
  expect(report).toMatchObject({ findings: [], leftovers: [] });
  expect(report.coverage.constraints.covered).toBeGreaterThan(10);
});

test.for([
  ['answers a create with 200', ['error StatusUndocumented createWebhook']],
  ['leaves the newest webhook out of the list', ['error ResourceNotListed listWebhooks']],
  ['says deleted and keeps the webhook', ['error DeletedStillReadable getWebhook']],
  ['shows the secret in the list', ['warning SecretReturnedTwice listWebhooks']],
  ['confirms an update and forgets it', ['warning ValueNotKept getWebhook']],
  ['allows four webhooks', []],
] as const)('judges a server that %s by the shape of its paths alone', async ([name, finds]) => {
  const fault = catalogue.lava.find((entry) => entry.name === name)!;
  const { findings } = await check('lava', fault.wrap);
  expect(findings.map(({ severity, code, operation }) => `${severity} ${code} ${operation}`)).toEqual(finds);
});

test('infers where a resource stands in its answers, how it is addressed and paged', async () => {
  const bare = await Promise.all(names.map((name) => loadOnce(name, true)));
  const shown = names.map((name, i) => {
    const [resource] = withResources(bare[i]!).behaviour.resources;
    const { create, list, read, update, delete: remove } = resource!.operations;
    const places = [create?.at, list?.at, read?.id, update?.id, remove?.id, list?.page?.from];
    return [name, resource!.name, resource!.id?.property, resource!.secret?.property, ...places];
  });
  const inPath = '$request.path.id';
  const inBody = '$request.body#/id';
  expect(shown).toEqual([
    ['lava', 'webhook', '/webhook_id', '/webhook_secret', '', '/data', inPath, inPath, inPath, '$request.query.cursor'],
    ['encrata', 'webhook', '/id', '/secret', '', '', '$request.query.id', inBody, inBody, undefined],
    ['agentmessage', 'webhook', '/id', '/secret', '', '/data', inPath, inPath, inPath, undefined],
    ['leadlex', 'webhook', '/id', '/secret', '/data/webhook', '/data/webhooks', undefined, inPath, inPath, undefined],
  ]);
});
