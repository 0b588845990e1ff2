/** Reads the whole list of a resource, page after page. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt } from '../contract/pointer.ts';
import { resolveRef } from '../contract/resolve.ts';
import type { Contract, JsonObject, Operation } from '../contract/types.ts';
import { isObject } from '../contract/value.ts';
import { type CaseRun, type Credentials, Skip } from './case.ts';
import { type Exchange, isSuccess } from './exchange.ts';
import { bind, type Input, readInput, toRequestPlace } from './input.ts';
import { readTold } from './told.ts';
import { findVariant, type Variant } from './variants.ts';

/** The entries of a list. */
export interface Listing {
  readonly items: readonly unknown[];
  /** Last page read. */
  readonly exchange: Exchange;
  readonly variant: Variant;
}

/** Pages that are read at most: a list that never ends must not hold up the run. */
const MOST_PAGES = 50;

/**
 * @throws Skip when there is no list, or it cannot be read
 */
export async function readList(run: CaseRun, resource: Resource, credentials?: Credentials): Promise<Listing> {
  const variant = findVariant(run.variants, resource, 'list');
  if (!variant) throw new Skip(`no operation lists ${resource.name}s`);
  const spec = variant.spec!;
  let input = withLargestPage(run.contract, variant, run.values.input(variant));
  const items: unknown[] = [];
  for (let page = 1; ; page++) {
    const exchange = await run.send({
      variant,
      input,
      expect: { kind: 'success' },
      ...(credentials && { credentials }),
    });
    const found = getAt(exchange.response.json, spec.at);
    if (!isSuccess(exchange) || !Array.isArray(found))
      throw new Skip(`the list of ${resource.name}s could not be read`);
    items.push(...found);
    const next =
      found.length === 0 || page === MOST_PAGES ? undefined : nextPage(variant, input, exchange, items.length, page);
    if (next === undefined) return { items, exchange, variant };
    input = next;
  }
}

/** How many resources were there before the run; 0 where no list can tell. Counted once. */
export async function countExisting(run: CaseRun, resource: Resource): Promise<number> {
  const known = run.world.existing.get(resource.name);
  if (known !== undefined) return known;
  if (!findVariant(run.variants, resource, 'list')) return 0;
  const { items } = await readList(run, resource);
  const own = new Set(run.world.alive(resource).map(({ id }) => id));
  const count = items.filter((item) => !own.has(idOf(resource, item)) && counts(resource, item)).length;
  run.world.existing.set(resource.name, count);
  return count;
}

/** The id of a list entry as text. */
export function idOf(resource: Resource, item: unknown): string {
  return resource.id === undefined ? '' : String(getAt(item, resource.id.property));
}

/** Whether the limit counts an entry. */
export function counts({ limit }: Resource, item: unknown): boolean {
  if (!limit || limit.counts === 'all') return true;
  return getAt(item, limit.counts.property) === limit.counts.equals;
}

/** The cursor itself where an answer gives the whole URL of the next page. */
export function toCursor(told: string, from: unknown): string {
  const place = toRequestPlace(from);
  if (!place || place.in !== 'query' || !/^(https?:)?\/|^\?/.test(told)) return told;
  return new URL(told, 'http://localhost').searchParams.get(place.name) ?? told;
}

function nextPage(
  { spec, operation }: Variant,
  input: Input,
  exchange: Exchange,
  seen: number,
  page: number,
): Input | undefined {
  const { page: paging, at } = spec!;
  if (!paging?.from) return undefined;
  const { hasMore, total, cursor } = readTold(spec!, operation, exchange);
  if (hasMore === false || (total !== undefined && seen >= total.value)) return undefined;
  if (paging.style === 'cursor') {
    const told = cursor?.value ?? '';
    return told === '' ? undefined : bind(input, paging.from, toCursor(told, paging.from));
  }
  const size = (getAt(exchange.response.json, at) as unknown[]).length;
  const asked = Number(readInput(input, paging.size) ?? size);
  // Without a word from the server a page that is not full is the last one.
  if (hasMore === undefined && total === undefined && size < asked) return undefined;
  return bind(input, paging.from, paging.style === 'number' ? page + 1 : seen);
}

function withLargestPage(contract: Contract, { operation, spec }: Variant, input: Input): Input {
  const size = spec?.page?.size;
  const most = largestPage(contract, operation, size);
  return most === undefined ? input : bind(input, size, most);
}

/** The longest page that the contract allows; undefined where it has no bound, or pages have no length. */
export function largestPage(contract: Contract, operation: Operation, size: unknown): number | undefined {
  const most = sizeSchema(contract, operation, size)?.['maximum'];
  return typeof most === 'number' ? most : undefined;
}

/** The shortest page that the contract allows; a page of one entry shows most. */
export function smallestPage(contract: Contract, operation: Operation, size: unknown): number {
  return Math.max(1, Number(sizeSchema(contract, operation, size)?.['minimum'] ?? 1));
}

/** How long a page is that the request says nothing of, as far as the contract tells. */
export function defaultPage(contract: Contract, operation: Operation, size: unknown): number | undefined {
  const usual = sizeSchema(contract, operation, size)?.['default'];
  return typeof usual === 'number' ? usual : undefined;
}

/** One name for what is wrong with the pages of an operation, whoever finds it. */
export function pagesKey({ pointer }: Operation): string {
  return `${pointer} pages`;
}

function sizeSchema(contract: Contract, operation: Operation, size: unknown): JsonObject | undefined {
  const place = toRequestPlace(size);
  if (!place || place.in === 'body') return undefined;
  const parameter = operation.parameters.find((entry) => entry.in === place.in && entry.name === place.name);
  const schema = parameter?.schema === undefined ? undefined : resolveRef(contract.document, parameter.schema);
  return isObject(schema) ? schema : undefined;
}
