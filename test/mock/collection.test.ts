import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resource } from '../../src/contract/behaviour.ts';
import {
  createCollection,
  createCollectionKind,
  findTwin,
  getStored,
  putStored,
  removeStored,
  type StoredResource,
} from '../../src/mock/collection.ts';

const KIND = createCollectionKind({
  limit: { max: 9, counts: { property: '/active', equals: true }, outcome: 'limitReached' },
  unique: [{ by: ['/url', '/tags'], on: ['create'], outcome: 'duplicate' }],
} as unknown as Pick<Resource, 'limit' | 'unique'>);

const step = fc.record({
  remove: fc.boolean(),
  id: fc.integer({ min: 0, max: 40 }).map(String),
  active: fc.boolean(),
  url: fc.constantFrom('a', 'b', 'c'),
  tags: fc.constantFrom({ x: 1, y: 2 }, { y: 2, x: 1 }, { x: 2 }, undefined),
});

test('answers as a plain list would, small or large, whatever is added, replaced and removed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const collection = createCollection(KIND);
      let plain: StoredResource[] = [];
      let sequence = 0;
      for (const { remove, id, ...value } of steps) {
        const known = plain.find((stored) => stored.id === id);
        if (remove) {
          removeStored(collection, id);
          plain = plain.filter((stored) => stored !== known);
          continue;
        }
        const stored = { sequence: known?.sequence ?? ++sequence, id, value, secrets: [] };
        putStored(collection, stored);
        plain = known ? plain.map((entry) => (entry === known ? stored : entry)) : [...plain, stored];
      }
      expect(collection.ordered).toEqual(plain);
      expect(collection.counted).toBe(plain.filter(({ value }) => value.active).length);
      for (const stored of plain) {
        expect(getStored(collection, stored.id)).toBe(stored);
        const twin = plain.find((other) => other !== stored && sameUrlAndTags(other, stored));
        expect(findTwin(collection, 0, stored.value, stored) === undefined).toBe(twin === undefined);
      }
    }),
    { numRuns: 200, seed: 7 },
  );
});

function sameUrlAndTags(a: StoredResource, b: StoredResource): boolean {
  const sort = (tags: unknown) => JSON.stringify(Object.entries(tags ?? {}).sort());
  const missing = (a.value.tags === undefined) === (b.value.tags === undefined);
  return a.value.url === b.value.url && missing && sort(a.value.tags) === sort(b.value.tags);
}
