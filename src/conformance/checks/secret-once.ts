import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import { type CaseRun, Skip } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { beginLife, listed, see } from '../life.ts';
import { inputFor } from '../resources.ts';
import { hasFault } from '../stages.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

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
    const rotate = findVariant(run.variants, resource, 'rotate');
    if (!rotate || rotate.reach !== undefined || !life.owned.alive) return;
    const later = await run.send({
      variant: rotate,
      input: inputFor(run, rotate, life.owned),
      expect: { kind: 'success' },
    });
    life.seen = undefined;
    if (isSuccess(later) && resource.secret!.shown.includes('rotate')) requireSecret(run, resource, later);
    await see(run, resource, life);
  },
});

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
