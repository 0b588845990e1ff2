import { expect, test } from 'vitest';
import type { Resource } from '../../src/contract/behaviour.ts';
import { createStore } from '../../src/mock/store.ts';

const RESOURCE = { name: 'hook', unique: [] } as unknown as Resource;

function create(maxTenants: number) {
  return createStore({
    resources: [RESOURCE],
    describe: (tenant) => ({ title: tenant }),
    isTransient: (tenant) => tenant.startsWith('fresh:'),
    maxTenants,
  });
}

function names(store: ReturnType<typeof create>) {
  return store.tenants().map(({ tenant }) => tenant);
}

test('forgets the oldest tenants that were used once, and never a listed one', () => {
  const store = create(40);
  store.tenant('listed');
  for (const name of ['a', 'b', 'c']) store.tenant(`fresh:${name}`);
  expect(names(store)).toEqual(['listed', 'fresh:b', 'fresh:c']);
});

test('keeps tenants that were used again, and of too many forgets those unused for longest', () => {
  const store = create(4);
  for (const name of ['a', 'b', 'c', 'd']) {
    store.tenant(`fresh:${name}`);
    store.tenant(`fresh:${name}`);
  }
  store.tenant('fresh:a');
  expect(names(store)).toEqual(['fresh:a', 'fresh:b', 'fresh:c', 'fresh:d']);
  store.tenant('fresh:e');
  store.tenant('fresh:e');
  expect(names(store)).toEqual(['fresh:a', 'fresh:c', 'fresh:d', 'fresh:e']);
});

test('gives back what it exported, sequence and secrets included', () => {
  const store = create(10);
  const tenant = store.tenant('listed');
  const secrets = [
    { value: 's2', validUntil: Number.POSITIVE_INFINITY },
    { value: 's1', validUntil: 5 },
  ];
  store.put(tenant, RESOURCE, { sequence: store.nextSequence(), id: 'one', value: { url: 'u' }, secrets });
  const state = structuredClone(JSON.parse(JSON.stringify(store.export())));
  const other = create(10);
  other.import(state);
  expect(other.export()).toEqual(store.export());
  expect(other.collection(other.tenant('listed'), RESOURCE).ordered).toEqual([
    { sequence: 1, id: 'one', value: { url: 'u' }, secrets },
  ]);
  expect(other.nextSequence()).toBe(2);
});
