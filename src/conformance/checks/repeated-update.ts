import { Skip } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { beginLife, findChanges, rewrite, see } from '../life.ts';
import { hasFault } from '../stages.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** The same update twice has the same result as once; what is unique may keep its own value. */
export const repeatedUpdate = defineBehaviourCheck({
  name: 'repeated-update',
  title: (resource) => `takes the same update of a ${resource.name} twice`,
  applies: (resource, { variants }) => {
    const update = findVariant(variants, resource, 'update');
    return update !== undefined && update.reach === undefined;
  },
  async run(run, resource) {
    if (run.foundAnywhere('ResourceChanged')) throw new Skip('follows from ResourceChanged');
    const change = await rewrite(run, resource);
    if (!change || !isSuccess(change.exchange)) return;
    const { variant, input, after } = change;
    const life = await beginLife(run, resource);
    const index = resource.unique.findIndex((rule) => rule.on.includes('update'));
    const refused = {
      condition: resource.unique[index]?.outcome ?? '',
      code: 'UniquenessTooStrict',
      message: `to an update that keeps the ${resource.name}'s own values`,
      contractPointer: rulePointer(resource, 'unique', index),
    } as const;
    // Other checks have written to it in between: the first of the two restores what the second repeats.
    const send = (): Promise<Exchange> =>
      run.send({ variant, input, expect: { kind: 'success', ...(index >= 0 && { refused }) } });
    const restored = await send();
    const exchange = isSuccess(restored) ? await send() : restored;
    life.seen = undefined;
    if (!isSuccess(exchange) || after?.value === undefined) return;
    const again = await see(run, resource, life);
    if (again?.value === undefined || hasFault(run, again.exchange, again.at)) return;
    const changed = findChanges(run, resource, after.value, again.value, true);
    if (changed.length === 0) return;
    run.report({
      code: 'ResourceChanged',
      message: `${nameOf(variant.operation)} gave another ${changed.join(' and ')} when it was sent a second time.`,
      exchange,
      contractPointer: rulePointer(resource, 'operations', 'update'),
      key: `${resource.name} repeat`,
    });
  },
});
