import { Skip } from '../case.ts';
import { nameOf } from '../exchange.ts';
import { idOf } from '../listing.ts';
import { beginLife, findChanges, listed, see } from '../life.ts';
import { hasFault } from '../stages.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

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
