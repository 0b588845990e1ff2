import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import { type CaseRun, Skip } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { beginLife, findChanges, type Life, listed, see } from '../life.ts';
import { inputFor } from '../resources.ts';
import { hasFault } from '../stages.ts';
import { TICK, toTime } from '../times.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';
import { checkOthers } from './bystander.ts';

/** The secret is in the answers that may show it, in no other, and each is another one. */
export const secretOnce = defineBehaviourCheck({
  name: 'secret-once',
  title: (resource) => `shows the secret of a ${resource.name} once`,
  applies: (resource) => resource.secret !== undefined,
  async run(run, resource) {
    const life = await beginLife(run, resource);
    if (resource.secret!.shown.includes('create')) requireSecret(run, resource, life.exchange);
    // Every later answer is searched for the secret, so asking is all that is left to do.
    await see(run, resource, life);
    await listed(run, resource, 'at birth');
    await rotate(run, resource, life);
  },
});

/** A rotation gives another secret, and changes nothing else. */
async function rotate(run: CaseRun, resource: Resource, life: Life): Promise<void> {
  const variant = findVariant(run.variants, resource, 'rotate');
  if (!variant || variant.reach !== undefined || !life.owned.alive) return;
  const before = await see(run, resource, life);
  const others = await listed(run, resource, 'at birth');
  const input = inputFor(run, variant, life.owned);
  const [moved] = Object.entries(resource.set.rotate ?? {}).find(([, value]) => value === '$now') ?? [];
  const old = toTime(before?.value, moved);
  // Times in whole seconds do not move within one.
  if (old !== undefined) await run.pause(TICK);
  const exchange = await run.send({ variant, input, expect: { kind: 'success' } });
  life.seen = undefined;
  if (isSuccess(exchange) && resource.secret!.shown.includes('rotate')) requireSecret(run, resource, exchange);
  const after = await see(run, resource, life);
  if (!isSuccess(exchange) || run.foundAnywhere('ResourceChanged')) return;
  checkKept(run, resource, exchange, before?.value, after?.value);
  const time = toTime(after?.value, moved);
  if (after && old !== undefined && time !== undefined && time <= old) {
    run.report({
      code: 'TimestampNotMoved',
      message: `${nameOf(exchange.operation)} left ${moved!} at ${JSON.stringify(getAt(after.value, moved!))}.`,
      operation: exchange.operation,
      exchange: after.exchange,
      contractPointer: rulePointer(resource, 'set', 'rotate'),
      responsePointer: after.at + moved!,
    });
  }
  const now = await listed(run, resource, 'after a rotation');
  if (others && now && run.faults.length === 0)
    checkOthers(run, resource, life.owned.id, others.items, now.items, exchange);
}

function checkKept(run: CaseRun, resource: Resource, exchange: Exchange, before: unknown, after: unknown): void {
  const changed = isObject(before) && isObject(after) ? findChanges(run, resource, before, after, true) : [];
  const gone = isObject(before) && isObject(after) ? Object.keys(before).filter((name) => !(name in after)) : [];
  const all = [...new Set([...changed, ...gone.map((name) => `/${name}`)])].filter(
    (at) => at !== resource.secret!.property,
  );
  if (all.length === 0) return;
  run.report({
    code: 'ResourceChanged',
    message: `${nameOf(exchange.operation)} changed ${all.join(' and ')}, which is not the secret.`,
    exchange,
    contractPointer: rulePointer(resource, 'operations', 'rotate'),
    responsePointer: (exchange.variant.spec?.at ?? '') + all[0]!,
    key: `${resource.name} rotate`,
  });
}

function requireSecret(run: CaseRun, resource: Resource, exchange: Exchange): void {
  const { operation, variant, response } = exchange;
  const responsePointer = `${variant.spec!.at}${resource.secret!.property}`;
  const secret = getAt(response.json, responsePointer);
  if (typeof secret === 'string' && secret !== '') return;
  // A schema that wants the property has said so already.
  if (hasFault(run, exchange)) throw new Skip('the answer has a fault of its own');
  const message = `${nameOf(operation)} answered ${response.status} without the secret, which no other answer shows.`;
  run.report({
    code: 'SecretMissing',
    message,
    exchange,
    responsePointer,
    contractPointer: rulePointer(resource, 'secret'),
  });
}
