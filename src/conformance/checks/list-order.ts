import type { Resource } from '../../contract/behaviour.ts';
import type { CaseRun } from '../case.ts';
import { crowd, disperse } from '../crowd.ts';
import { nameOf } from '../exchange.ts';
import { listed } from '../life.ts';
import { idOf, type Listing, readList } from '../listing.ts';
import { findOrder } from '../order.ts';
import { findTimes, toTime } from '../times.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';
import { hasFilters } from './filters.ts';
import { hasPages } from './pagination.ts';

/** The list has the order that the contract gives it, and the same one each time. */
export const listOrder = defineBehaviourCheck({
  name: 'list-order',
  title: (resource) => `lists ${resource.name}s in the same order each time`,
  applies: (resource, { variants }) => findVariant(variants, resource, 'list') !== undefined,
  async run(run, resource) {
    try {
      await checkTwice(run, resource);
    } finally {
      if (!hasPages(resource, run) && !hasFilters(resource, run)) await disperse(run, resource);
    }
  },
});

async function checkTwice(run: CaseRun, resource: Resource): Promise<void> {
  const members = new Set((await crowd(run, resource)).map(({ id }) => id));
  const first = await listed(run, resource, 'as a crowd');
  if (!first || run.foundAnywhere('ResourceListedTwice') || run.foundAnywhere('ResourceNotListed')) return;
  const second = await readList(run, resource);
  const [one, two] = [first, second].map(({ items }) =>
    items.map((item) => idOf(resource, item)).filter((id) => members.has(id)),
  ) as [string[], string[]];
  if (one.join(' ') === two.join(' ')) return checkOrder(run, resource, members, second);
  if (one.toSorted().join(' ') !== two.toSorted().join(' ')) return;
  const { operation } = second.exchange;
  run.report({
    code: 'ListOrderWrong',
    message: `${nameOf(operation)} listed the same ${resource.name}s in another order the second time.`,
    exchange: second.exchange,
    contractPointer: operation.pointer,
  });
}

/** What was created in the same instant may stand in any order. */
function checkOrder(
  run: CaseRun,
  resource: Resource,
  members: ReadonlySet<string>,
  { items, exchange, variant }: Listing,
): void {
  const order = findOrder(run.contract, resource);
  if (!order) return;
  const times = items
    .filter((item) => members.has(idOf(resource, item)))
    .map((item) => toTime(item, findTimes(resource, item).created))
    .filter((time) => time !== undefined);
  const sorted = times.toSorted((a, b) => (order.order === 'oldest' ? a - b : b - a));
  if (times.every((time, index) => time === sorted[index])) return;
  run.report({
    code: 'ListOrderWrong',
    message: `${nameOf(exchange.operation)} does not list the ${order.order} ${resource.name} first.`,
    exchange,
    responsePointer: variant.spec!.at,
    contractPointer: order.contractPointer,
  });
}
