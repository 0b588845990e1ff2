/**
 * The resources of one kind that one tenant has. Most tenants have a handful, and there may be thousands of tenants: a
 * small collection is a list and nothing else, a larger one gets indexes.
 */
import type { Resource } from '../contract/behaviour.ts';
import { getTokens, parsePointer } from '../contract/pointer.ts';
import { isSame, toKey } from './same.ts';

/** A stored resource. It is never changed: a write puts another one in its place. */
export interface StoredResource {
  /** Position in the order of creation; grows, is never reused. */
  readonly sequence: number;
  readonly id: string;
  /** All stored properties, the secret included. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Signing secrets, newest first; a predecessor counts until `validUntil` (ms since 1970). */
  readonly secrets: readonly Secret[];
  /** What its creation said of the parents; absent where a resource has none. */
  readonly within?: string;
}

/** A signing secret; `validUntil` is infinite for the current one. */
export interface Secret {
  readonly value: string;
  readonly validUntil: number;
}

/** What all collections of a resource share. */
export interface CollectionKind {
  readonly countedAt: readonly string[];
  readonly counts: NonNullable<Resource['limit']>['counts'];
  /** Places that are unique together, one list per rule of `resource.unique`. */
  readonly unique: readonly (readonly (readonly string[])[])[];
}

/** Resources of one kind and tenant. Read it through the functions below. */
export interface Collection {
  readonly kind: CollectionKind;
  /** By sequence. */
  readonly ordered: StoredResource[];
  /** How many count towards the limit. */
  counted: number;
  /** Absent while the collection is small. */
  indexes?: Indexes | undefined;
}

interface Indexes {
  readonly byId: Map<string, StoredResource>;
  readonly byValues: readonly Map<string, StoredResource[]>[];
}

const SMALL = 16;

/** Prepares what the collections of a resource share. */
export function createCollectionKind({ limit, unique }: Pick<Resource, 'limit' | 'unique'>): CollectionKind {
  const counts = limit?.counts ?? 'all';
  return {
    counts,
    countedAt: counts === 'all' ? [] : parsePointer(counts.property),
    unique: unique.map(({ by }) => by.map(parsePointer)),
  };
}

/** Creates an empty collection. */
export function createCollection(kind: CollectionKind): Collection {
  return { kind, ordered: [], counted: 0 };
}

/** The resource with an id. */
export function getStored(collection: Collection, id: string): StoredResource | undefined {
  return collection.indexes ? collection.indexes.byId.get(id) : collection.ordered.find((stored) => stored.id === id);
}

/** Adds a resource, or puts it in the place of the one with its id. */
export function putStored(collection: Collection, stored: StoredResource): void {
  const { ordered } = collection;
  const previous = getStored(collection, stored.id);
  if (previous) {
    forget(collection, previous);
    ordered[findPosition(ordered, previous.sequence)] = stored;
  } else ordered.push(stored);
  if (isCounted(collection, stored.value)) collection.counted += 1;
  if (collection.indexes) index(collection, collection.indexes, stored);
  else if (ordered.length > SMALL) collection.indexes = createIndexes(collection);
}

/** Removes the resource with an id, if there is one. */
export function removeStored(collection: Collection, id: string): void {
  const stored = getStored(collection, id);
  if (!stored) return;
  forget(collection, stored);
  collection.ordered.splice(findPosition(collection.ordered, stored.sequence), 1);
}

/** Whether a resource with this value counts towards the limit. */
export function isCounted({ kind: { counts, countedAt } }: Collection, value: unknown): boolean {
  return counts === 'all' || isSame(getTokens(value, countedAt), counts.equals);
}

/** Another resource with the same values under `resource.unique[rule]`. */
export function findTwin(
  { kind, ordered, indexes }: Collection,
  rule: number,
  value: unknown,
  self: StoredResource | undefined,
): StoredResource | undefined {
  const places = kind.unique[rule]!;
  const isTwin = (stored: StoredResource) =>
    stored !== self && places.every((at) => isSame(getTokens(stored.value, at), getTokens(value, at)));
  return (indexes ? (indexes.byValues[rule]!.get(toKeyAt(places, value)) ?? []) : ordered).find(isTwin);
}

/** Index of the first resource at or after a sequence; the length of the list where there is none. */
export function findPosition(ordered: readonly { readonly sequence: number }[], sequence: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ordered[middle]!.sequence < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

function createIndexes(collection: Collection): Indexes {
  const indexes = { byId: new Map(), byValues: collection.kind.unique.map(() => new Map()) };
  for (const stored of collection.ordered) index(collection, indexes, stored);
  return indexes;
}

function index({ kind }: Collection, { byId, byValues }: Indexes, stored: StoredResource): void {
  byId.set(stored.id, stored);
  for (const [rule, places] of kind.unique.entries()) {
    const key = toKeyAt(places, stored.value);
    const group = byValues[rule]!.get(key);
    if (group) group.push(stored);
    else byValues[rule]!.set(key, [stored]);
  }
}

function forget(collection: Collection, stored: StoredResource): void {
  if (isCounted(collection, stored.value)) collection.counted -= 1;
  if (!collection.indexes) return;
  const { byId, byValues } = collection.indexes;
  byId.delete(stored.id);
  for (const [rule, places] of collection.kind.unique.entries()) {
    const key = toKeyAt(places, stored.value);
    const rest = byValues[rule]!.get(key)?.filter((entry) => entry !== stored) ?? [];
    if (rest.length > 0) byValues[rule]!.set(key, rest);
    else byValues[rule]!.delete(key);
  }
}

function toKeyAt(places: readonly (readonly string[])[], value: unknown): string {
  return toKey(places.map((tokens) => getTokens(value, tokens)));
}
