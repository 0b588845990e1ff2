import { Skip } from '../case.ts';
import { nameOf } from '../exchange.ts';
import type { Resource } from '../../contract/behaviour.ts';
import { isObject } from '../../contract/value.ts';
import type { CaseRun } from '../case.ts';
import { idOf, type Listing } from '../listing.ts';
import { beginLife, findChanges, type Life, listed, see } from '../life.ts';
import { hasFault } from '../stages.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** The list shows a resource with the values that a read shows. */
export const listAgrees = defineBehaviourCheck({
  name: 'list-agrees',
  title: (resource) => `lists a ${resource.name} as a read shows it`,
  applies: ({ operations: { read, list } }) => read !== undefined && list !== undefined,
  async run(run, resource) {
    if (run.foundAnywhere('ResourceChanged')) throw new Skip('follows from ResourceChanged');
    const life = await beginLife(run, resource);
    const seen = await see(run, resource, life);
    const list = await listed(run, resource, 'after an update');
    if (list && seen?.value !== undefined) checkShown(run, resource, life, list);
    const index = list?.items.findIndex((item) => idOf(resource, item) === life.owned.id) ?? -1;
    if (
      !list ||
      index < 0 ||
      seen?.value === undefined ||
      hasFault(run, list.exchange, `${list.variant.spec!.at}/${index}`) ||
      hasFault(run, seen.exchange, seen.at)
    )
      return;
    const { operation, spec } = list.variant;
    const [first, ...others] = findChanges(run, resource, seen.value, list.items[index]);
    if (first === undefined) return;
    run.report({
      code: 'ListDisagrees',
      message: `${nameOf(operation)} shows other values at ${[first, ...others].join(' and ')} of a ${resource.name} than ${nameOf(seen.exchange.operation)}.`,
      exchange: list.exchange,
      responsePointer: `${spec!.at}/${index}${first}`,
      contractPointer: operation.pointer,
    });
  },
});

/** A list has a resource in every state, unless one of its filters leaves some out where it is not given. */
function checkShown(run: CaseRun, resource: Resource, life: Life, { items, exchange, variant }: Listing): void {
  const { operation } = exchange;
  const isFiltered = operation.parameters.some(
    ({ in: place, schema }) => place === 'query' && isChosen(isObject(schema) ? schema['default'] : undefined),
  );
  const before = run.world.owned.some(
    ({ id }) => id !== life.owned.id && items.some((item) => idOf(resource, item) === id),
  );
  if (!life.owned.alive || isFiltered || !before || items.some((item) => idOf(resource, item) === life.owned.id))
    return;
  run.report({
    code: 'ResourceNotListed',
    message: `${nameOf(operation)} does not list a ${resource.name} that was updated, although it lists others.`,
    exchange,
    contractPointer: operation.pointer,
    restsOn: [rulePointer(resource)],
    responsePointer: variant.spec!.at,
  });
}

/** Whether a filter has a value of its own; a page has a number. */
function isChosen(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean';
}
