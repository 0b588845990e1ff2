import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import type { CaseRun } from '../case.ts';
import { crowd, disperse } from '../crowd.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { bind, type Input, toRequestPlace } from '../input.ts';
import { idOf, pagesKey, smallestPage, toCursor } from '../listing.ts';
import { hasFault } from '../stages.ts';
import { readTold, type Told } from '../told.ts';
import { findVariant, type Variant } from '../variants.ts';
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
  const size = Math.max(
    smallestPage(run.contract, variant.operation, variant.spec!.page!.size),
    Math.ceil((total + members.length) / MOST_PAGES),
  );
  const fault = await walk(run, resource, variant, size, new Set(members.map(({ id }) => id)));
  if (!fault) return;
  run.report({
    code: 'PageWrong',
    message: `${nameOf(variant.operation)} ${fault.text}.`,
    exchange: fault.exchange,
    responsePointer: fault.at ?? variant.spec!.at,
    contractPointer: variant.operation.pointer,
    key: pagesKey(variant.operation),
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
  let promise: PageFault | undefined;
  for (let number = 1; ; number++) {
    const exchange = await run.send({ variant, input, expect: { kind: 'success' } });
    const items = getAt(exchange.response.json, at);
    if (!isSuccess(exchange) || hasFault(run, exchange) || !Array.isArray(items)) return undefined;
    if (items.length > size) return { text: `answered ${items.length} entries where ${size} were asked for`, exchange };
    const ids = items.map((item) => idOf(resource, item));
    const twice = ids.find((id) => seen.includes(id));
    if (twice !== undefined) return { text: 'shows on one page what an earlier page has shown', exchange };
    seen.push(...ids);
    const told = readTold(variant.spec!, variant.operation, exchange);
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
    if (items.length === 0 && isAll && promise) return promise;
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
    promise = toPromise(resource, told, exchange);
    if (paging!.style === 'cursor') {
      if (told.cursor === undefined || told.cursor.value === '') return undefined;
      input = bind(input, paging!.from, toCursor(told.cursor.value, paging!.from));
    } else input = bind(input, paging!.from, paging!.style === 'number' ? number + 1 : seen.length);
  }
}

/** A page that says that another follows. A cursor says so where the contract declares that it does. */
function toPromise(
  { schema }: Resource,
  { hasMore, hasMoreAt, cursor }: Told,
  exchange: Exchange,
): PageFault | undefined {
  const isDeclared = schema !== '';
  const at = hasMore === true ? hasMoreAt : isDeclared && hasMore === undefined ? cursor?.at : undefined;
  return at === undefined ? undefined : { text: 'says on its last page that more follows', exchange, at };
}
