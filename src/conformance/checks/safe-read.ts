import { nameOf } from '../exchange.ts';
import type { Resource } from '../../contract/behaviour.ts';
import type { CaseRun } from '../case.ts';
import { beginLife, findChanges, type Life, rewrite, see } from '../life.ts';
import { hasFault } from '../stages.ts';
import { findTimes } from '../times.ts';
import { getAt, toPointer } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
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
    if (await checkTold(run, resource, life)) return;
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

/** Whether the first read shows otherwise what the create had told, apart from what was written: that is echo's. */
async function checkTold(run: CaseRun, resource: Resource, life: Life): Promise<boolean> {
  const change = await rewrite(run, resource);
  const seen = change ? change.before : life.seen;
  const told = life.owned.shown;
  if (seen?.value === undefined || hasFault(run, seen.exchange, seen.at) || hasFault(run, life.exchange)) return false;
  const { created, updated } = findTimes(resource, told);
  const written = Object.keys(isObject(life.owned.sent) ? life.owned.sent : {}).map((name) => toPointer([name]));
  const except = new Set([...written, ...Object.keys(resource.derive), created, updated]);
  const [changed] = findChanges(run, resource, told, seen.value).filter((pointer) => !except.has(pointer));
  if (changed === undefined) return false;
  run.report({
    code: 'ResourceChanged',
    message: `${nameOf(life.exchange.operation)} answered with ${JSON.stringify(getAt(told, changed))} at ${changed}, and ${nameOf(seen.exchange.operation)} shows ${JSON.stringify(getAt(seen.value, changed))} right after it.`,
    operation: life.exchange.operation,
    exchange: seen.exchange,
    responsePointer: seen.at + changed,
    contractPointer: rulePointer(resource),
    key: `${resource.name} told`,
  });
  return true;
}
