import type { Resource } from '../../contract/behaviour.ts';
import { toPointer } from '../../contract/pointer.ts';
import { type CaseCheck, type CaseRun, Skip } from '../case.ts';
import { nameOf } from '../exchange.ts';
import { bind } from '../input.ts';
import { idOf, readList } from '../listing.ts';
import { findVariant } from '../variants.ts';

/** A create that was refused leaves nothing behind. Looked at once, after all creates that this run saw refused. */
export const refusedCreate: CaseCheck = {
  name: 'refused-create',
  phase: 'negative',
  plan: ({ contract, variants }) =>
    contract.behaviour.resources.flatMap((resource) => {
      const create = findVariant(variants, resource, 'create');
      if (!create || create.reach !== undefined || !findVariant(variants, resource, 'list')) return [];
      return [
        {
          id: `negative ${resource.name} refused create`,
          phase: 'negative' as const,
          operation: create.operation,
          title: `keeps no ${resource.name} of a create that it refused`,
          run: (run: CaseRun) => lookForRefused(run, resource),
        },
      ];
    }),
};

async function lookForRefused(run: CaseRun, resource: Resource): Promise<void> {
  if (run.world.uncertain.size > 0) throw new Skip('a create was not answered, so that nobody knows what it left');
  const { operation } = findVariant(run.variants, resource, 'create')!;
  const { items, exchange, variant } = await readList(run, resource);
  const known = new Set(run.world.owned.filter((owned) => owned.resource === resource).map(({ id }) => id));
  // The texts of a run carry its marker, so that nothing of anybody else is taken for a trace.
  const left = items.filter(
    (item) => JSON.stringify(item).includes(run.values.marker) && !known.has(idOf(resource, item)),
  );
  const [first] = left;
  if (first === undefined) return;
  // One that answered with the id of the client is known by a name that it does not have.
  const isFollower = run.foundAnywhere('ServerOwnedPropertyAccepted');
  if (!isFollower) {
    run.report({
      code: 'RefusedCreateKept',
      message: `${nameOf(exchange.operation)} lists ${left.length === 1 ? `a ${resource.name}` : `${left.length} ${resource.name}s`} whose create was refused.`,
      operation,
      contractPointer: operation.pointer,
      responsePointer: variant.spec!.at + toPointer([items.indexOf(first)]),
      exchange,
    });
  }
  const remove = findVariant(run.variants, resource, 'delete');
  for (const item of remove ? left : []) {
    const input = bind(run.values.input(remove!), remove!.id, idOf(resource, item));
    await run.send({ variant: remove!, input, expect: { kind: 'probe' } });
  }
  if (isFollower) throw new Skip('follows from ServerOwnedPropertyAccepted');
}
