import type { Resource } from '../../contract/behaviour.ts';
import type { CaseRun } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { idOf } from '../listing.ts';
import { beginLife, findChanges, listed, rewrite } from '../life.ts';
import { obtain } from '../resources.ts';
import { hasFault } from '../stages.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** An update of one resource leaves every other one alone. */
export const bystander = defineBehaviourCheck({
  name: 'bystander',
  title: (resource) => `leaves a ${resource.name} alone when another one is updated`,
  applies: ({ operations: { list, update } }) => list !== undefined && update !== undefined,
  async run(run, resource) {
    const life = await beginLife(run, resource);
    if (!hasOther(run, resource, life.owned.id) && resource.limit === undefined) await obtain(run, resource);
    const before = await listed(run, resource, 'at birth');
    const change = await rewrite(run, resource);
    if (!change || !isSuccess(change.exchange) || !before) return;
    const after = await listed(run, resource, 'after an update');
    if (!after || hasFault(run, after.exchange)) return;
    checkOthers(run, resource, life.owned.id, before.items, after.items, change.exchange);
  },
});

/** Compares the run's own entries of two lists, all but the one that was written to. */
export function checkOthers(
  run: CaseRun,
  resource: Resource,
  id: string,
  before: readonly unknown[],
  after: readonly unknown[],
  exchange: Exchange,
): void {
  // A list that leaves something out cannot show what became of the rest.
  if (!before.some((item) => idOf(resource, item) === id)) return;
  for (const { id: other } of run.world.alive(resource).filter((owned) => owned.id !== id)) {
    const [old, now] = [before, after].map((items) => items.find((item) => idOf(resource, item) === other));
    if (old === undefined) continue;
    const changed = now === undefined ? [] : findChanges(run, resource, old, now, true);
    if (now !== undefined && changed.length === 0) continue;
    const what = now === undefined ? 'removed' : `changed ${changed.join(' and ')} of`;
    run.report({
      code: 'ResourceChanged',
      message: `${nameOf(exchange.operation)} ${what} another ${resource.name} than the one it names.`,
      exchange,
      contractPointer: rulePointer(resource),
      key: `${resource.name} other ${exchange.operation.id}`,
    });
    return;
  }
}

function hasOther(run: CaseRun, resource: Resource, id: string): boolean {
  return run.world.alive(resource).some((owned) => owned.id !== id);
}
