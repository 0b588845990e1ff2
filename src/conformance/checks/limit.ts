import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import { type CaseRun, Skip } from '../case.ts';
import { isSuccess } from '../exchange.ts';
import { counts, idOf, readList } from '../listing.ts';
import { createFresh, remove } from '../resources.ts';
import { findVariant } from '../variants.ts';
import type { Owned } from '../world.ts';
import { defineBehaviourCheck, rulePointer } from './behaviour-cases.ts';

/** More than this is not created to reach a limit. */
const MOST = 200;

/** As many as the limit can be created, and not one more. What was there before counts too. */
export const limit = defineBehaviourCheck({
  name: 'limit',
  title: (resource) => `allows ${resource.limit!.max} ${resource.name}s and no more`,
  applies: (resource) => resource.limit !== undefined,
  async run(run, resource) {
    const { max, outcome } = resource.limit!;
    const { items } = await readList(run, resource);
    const own = new Set(run.world.alive(resource).map(({ id }) => id));
    run.world.existing.set(
      resource.name,
      items.filter((item) => counts(resource, item) && !own.has(idOf(resource, item))).length,
    );
    const room = max - items.filter((item) => counts(resource, item)).length;
    if (room > MOST) throw new Skip(`the limit of ${max} is too high to be reached`);
    const created: Owned[] = [];
    for (let index = 0; index < room; index++) created.push((await createFresh(run, resource)).owned);
    if (created.every(({ shown }) => isCounted(resource, shown))) await exceed(run, resource, max, outcome);
    for (const owned of created) await remove(run, owned);
  },
});

async function exceed(run: CaseRun, resource: Resource, max: number, condition: string): Promise<void> {
  const variant = findVariant(run.variants, resource, 'create')!;
  const accepted = {
    code: 'LimitNotEnforced' as const,
    message: `to number ${max + 1} of at most ${max}`,
    contractPointer: rulePointer(resource, 'limit'),
  };
  const exchange = await run.send({
    variant,
    input: run.values.input(variant),
    expect: { kind: 'refusal', conditions: [condition], accepted },
  });
  const extra = run.world.createdBy(exchange);
  if (isSuccess(exchange) && extra) await remove(run, extra);
}

/** An answer that does not show what the limit counts leaves it open. */
function isCounted(resource: Resource, shown: unknown): boolean {
  const { counts: counted } = resource.limit!;
  return counted === 'all' || getAt(shown, counted.property) === counted.equals;
}
