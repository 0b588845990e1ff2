import { expect, test } from 'vitest';
import { checkConformance } from '../../src/conformance/check-conformance.ts';
import { withResources } from '../../src/conformance/inference/infer-resources.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Contract, JsonObject } from '../../src/contract/types.ts';
import { catalogue, providers } from '../servers/faults/catalogue.ts';
import { createLeapingClock, record } from './support.ts';

const names = Object.keys(providers) as (keyof typeof providers)[];

/** The merged document without any extension: what a provider might publish. */
async function loadBare(name: string): Promise<Contract> {
  const { document } = await loadContract(name);
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !key.startsWith('x-'))
        .map(([key, entry]) => [key, strip(entry)]),
    );
  };
  return loadContract(strip(document) as JsonObject, { name });
}

const bare = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await loadBare(name)] as const)));

async function check(name: keyof typeof providers, wrap?: (typeof catalogue)['lava'][number]['wrap']) {
  const clock = createLeapingClock();
  await using server = await record(name, { now: clock.now, ...(wrap && { wrap }) });
  return await checkConformance(bare[name]!, {
    server: server.url,
    token: server.token,
    seed: 1,
    clock,
    maxTimeMs: 3_600_000,
  });
}

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

test('infers where a resource stands in its answers, how it is addressed and paged', () => {
  const shown = names.map((name) => {
    const [resource] = withResources(bare[name]!).behaviour.resources;
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
