import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import { type CaseRun, Skip } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { readList } from '../listing.ts';
import { createFresh, inputFor, remove } from '../resources.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** The secret is in the answers that may show it, in no other, and each is another one. */
export const secretOnce = defineBehaviourCheck({
  name: 'secret-once',
  title: (resource) => `shows the secret of a ${resource.name} once`,
  applies: (resource) => resource.secret !== undefined,
  async run(run, resource) {
    const { owned, exchange } = await createFresh(run, resource);
    if (resource.secret!.shown.includes('create')) requireSecret(run, resource, exchange);
    // Every later answer is searched for the secret, so asking is all that is left to do.
    for (const role of ['read', 'update', 'rotate'] as const) {
      const variant = findVariant(run.variants, resource, role);
      if (!variant || variant.reach !== undefined) continue;
      const later = await run.send({ variant, input: inputFor(run, variant, owned), expect: { kind: 'success' } });
      if (role === 'rotate' && isSuccess(later) && resource.secret!.shown.includes('rotate'))
        requireSecret(run, resource, later);
    }
    if (findVariant(run.variants, resource, 'list')) await readList(run, resource);
    await remove(run, owned);
  },
});

function requireSecret(run: CaseRun, resource: Resource, exchange: Exchange): void {
  const { operation, variant, response } = exchange;
  const responsePointer = `${variant.spec!.at}${resource.secret!.property}`;
  const secret = getAt(response.json, responsePointer);
  if (typeof secret === 'string' && secret !== '') return;
  // A schema that wants the property has said so already.
  if (run.faults.length > 0) throw new Skip('the answer has a fault of its own');
  const message = `${nameOf(operation)} answered ${response.status} without the secret, which no other answer shows.`;
  run.report({
    code: 'SecretMissing',
    message,
    exchange,
    responsePointer,
    contractPointer: rulePointer(resource, 'secret'),
  });
}
