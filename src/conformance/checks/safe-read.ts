import { nameOf } from '../exchange.ts';
import { beginLife, findChanges, see } from '../life.ts';
import { hasFault } from '../stages.ts';
import { findTimes } from '../times.ts';
import { getAt } from '../../contract/pointer.ts';
import { isSame } from '../compare.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** Reading changes nothing: two reads without a write between them show the same. */
export const safeRead = defineBehaviourCheck({
  name: 'safe-read',
  title: (resource) => `shows the same ${resource.name} twice`,
  applies: (resource) => resource.operations.read !== undefined || resource.operations.list !== undefined,
  async run(run, resource) {
    const life = await beginLife(run, resource);
    const first = await see(run, resource, life);
    life.seen = undefined;
    const second = await see(run, resource, life);
    if (first?.value === undefined || second?.value === undefined || hasFault(run, second.exchange, second.at)) return;
    const { updated = '' } = findTimes(resource, first.value);
    const isMoved = updated !== '' && !isSame(getAt(first.value, updated), getAt(second.value, updated));
    const changed = [...findChanges(run, resource, first.value, second.value), ...(isMoved ? [updated] : [])];
    if (changed.length === 0) return;
    run.report({
      code: 'ResourceChanged',
      message: `${nameOf(second.exchange.operation)} shows ${changed.join(' and ')} otherwise the second time, although nothing was written in between.`,
      exchange: second.exchange,
      responsePointer: second.at + changed[0]!,
      contractPointer: rulePointer(resource),
      key: `${resource.name} read`,
    });
  },
});
