import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import { resolveRef } from '../../contract/resolve.ts';
import { isObject } from '../../contract/value.ts';
import type { CaseRun } from '../case.ts';
import { crowd, disperse } from '../crowd.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { bind, type Input, toRequestPlace } from '../input.ts';
import { idOf, toCursor } from '../listing.ts';
import { hasFault } from '../stages.ts';
import { findVariant, type Variant } from '../variants.ts';
import { findDocumentedExamples } from '../documented-examples.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';
import { hasFilters } from './filters.ts';

/** Pages of one entry each are read as far as that. */
const MOST_PAGES = 6;

/** Pages are as long as asked, do not overlap, leave nothing out, end, and say rightly whether another follows. */
export const pagination = defineBehaviourCheck({
  name: 'pagination',
  title: (resource) => `pages through ${resource.name}s without gaps`,
  applies: hasPages,
  async run(run, resource) {
    try {
      await checkPages(run, resource);
    } finally {
      if (!hasFilters(resource, run)) await disperse(run, resource);
    }
  },
});

/** Whether a list is read page by page. */
export function hasPages(resource: Resource, { variants }: Pick<CaseRun, 'variants'>): boolean {
  const page = findVariant(variants, resource, 'list')?.spec?.page;
  return page !== undefined && toRequestPlace(page.size) !== undefined;
}

async function checkPages(run: CaseRun, resource: Resource): Promise<void> {
  const members = await crowd(run, resource);
  const total = run.world.existing.get(resource.name) ?? 0;
  if (members.length < 2 || run.foundAnywhere('ResourceNotListed')) return;
  const variant = findVariant(run.variants, resource, 'list')!;
  const size = Math.max(smallest(run, variant), Math.ceil((total + members.length) / MOST_PAGES));
  const fault = await walk(run, resource, variant, size, new Set(members.map(({ id }) => id)));
  if (!fault) return;
  run.report({
    code: 'PageWrong',
    message: `${nameOf(variant.operation)} ${fault.text}.`,
    exchange: fault.exchange,
    responsePointer: fault.at ?? variant.spec!.at,
    contractPointer: variant.operation.pointer,
    key: `${resource.name} pages`,
  });
}

interface PageFault {
  readonly text: string;
  readonly exchange: Exchange;
  readonly at?: string;
}

async function walk(
  run: CaseRun,
  resource: Resource,
  variant: Variant,
  size: number,
  members: ReadonlySet<string>,
): Promise<PageFault | undefined> {
  const { page: paging, at } = variant.spec!;
  let input: Input = bind(run.values.input(variant), paging!.size, size);
  const seen: string[] = [];
  for (let number = 1; ; number++) {
    const exchange = await run.send({ variant, input, expect: { kind: 'success' } });
    const items = getAt(exchange.response.json, at);
    if (!isSuccess(exchange) || hasFault(run, exchange) || !Array.isArray(items)) return undefined;
    if (items.length > size) return { text: `answered ${items.length} entries where ${size} were asked for`, exchange };
    const ids = items.map((item) => idOf(resource, item));
    const twice = ids.find((id) => seen.includes(id));
    if (twice !== undefined) return { text: 'shows on one page what an earlier page has shown', exchange };
    seen.push(...ids);
    const told = readTold(variant, exchange);
    if (told.size !== undefined && told.size.value !== size)
      return {
        text: `says that a page has ${told.size.value} entries at most, where ${size} were asked for`,
        exchange,
        at: told.size.at,
      };
    if (!paging!.from) return undefined;
    const isAll = [...members].every((id) => seen.includes(id));
    if (told.hasMore === true && paging!.style === 'cursor' && told.cursor?.value === '') {
      return { text: 'says that more follows, and not where', exchange, at: told.hasMoreAt! };
    }
    const isEnd = told.hasMore === false || (told.cursor !== undefined && told.cursor.value === '');
    if (isEnd && !isAll) return { text: 'ends before everything was shown', exchange };
    if (items.length === 0 && !isAll) return { text: 'left out what the whole list has', exchange };
    if (told.total !== undefined && (told.total.value < seen.length || (isEnd && told.total.value !== seen.length)))
      return {
        text: `counts ${told.total.value} entries where ${seen.length} were shown`,
        exchange,
        at: told.total.at,
      };
    if (isEnd || items.length === 0 || number > MOST_PAGES + 2) {
      const isEndless = !isEnd && items.length > 0 && isAll && number > MOST_PAGES + 2;
      return isEndless ? { text: 'never comes to an end', exchange } : undefined;
    }
    if (paging!.style === 'cursor') {
      if (told.cursor === undefined || told.cursor.value === '') return undefined;
      input = bind(input, paging!.from, toCursor(told.cursor.value, paging!.from));
    } else input = bind(input, paging!.from, paging!.style === 'number' ? number + 1 : seen.length);
  }
}

interface Told {
  readonly hasMore?: boolean;
  readonly hasMoreAt?: string;
  /** '' where a page says that there is none. */
  readonly cursor?: { readonly value: string; readonly at: string };
  readonly total?: { readonly value: number; readonly at: string };
  /** How long it says that its pages are. */
  readonly size?: { readonly value: number; readonly at: string };
}

/** What a page says of the others; nothing of what the contract's own examples contradict. */
function readTold(variant: Variant, { response }: Exchange): Told {
  const { fill, at } = variant.spec!;
  const find = (expression: string): string | undefined =>
    Object.entries(fill).find(([, value]) => value === expression)?.[0];
  const [moreAt, cursorAt, totalAt] = ['$page.hasMore', '$page.nextCursor', '$page.total'].map(find);
  const hasMore = moreAt === undefined ? undefined : getAt(response.json, moreAt);
  const cursor = cursorAt === undefined ? undefined : (getAt(response.json, cursorAt) ?? '');
  const total = totalAt === undefined ? undefined : getAt(response.json, totalAt);
  const sizeAt = find('$page.limit');
  const size = sizeAt === undefined ? undefined : getAt(response.json, sizeAt);
  const isTrusted = findDocumentedExamples(variant.operation).every((example) => {
    const [items, count] = [getAt(example, at), totalAt === undefined ? undefined : getAt(example, totalAt)];
    return !Array.isArray(items) || typeof count !== 'number' || count >= items.length;
  });
  return {
    ...(typeof hasMore === 'boolean' && { hasMore, hasMoreAt: moreAt! }),
    ...((typeof cursor === 'string' || typeof cursor === 'number') && {
      cursor: { value: String(cursor), at: cursorAt! },
    }),
    ...(typeof size === 'number' && { size: { value: size, at: sizeAt! } }),
    ...(typeof total === 'number' && isTrusted && { total: { value: total, at: totalAt! } }),
  };
}

/** The smallest page that the contract allows; a page of one entry shows most. */
function smallest({ contract }: CaseRun, { operation, spec }: Variant): number {
  const place = toRequestPlace(spec!.page!.size);
  const parameter =
    place && place.in !== 'body'
      ? operation.parameters.find((entry) => entry.in === place.in && entry.name === place.name)
      : undefined;
  const schema = parameter?.schema === undefined ? undefined : resolveRef(contract.document, parameter.schema);
  const least = isObject(schema) ? Number(schema['minimum'] ?? 1) : 1;
  return Math.max(1, least);
}
