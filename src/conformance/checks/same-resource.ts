import type { Resource } from '../../contract/behaviour.ts';
import { getAt } from '../../contract/pointer.ts';
import type { CaseRun } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { beginLife, endLife, rewrite, see } from '../life.ts';
import { hasFault } from '../stages.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** An answer speaks of the resource that was addressed, and of no other. */
export const sameResource = defineBehaviourCheck({
  name: 'same-resource',
  title: (resource) => `answers with the ${resource.name} that was addressed`,
  applies: ({ id, operations: { read, update, delete: remove } }) =>
    id !== undefined && (read ?? update ?? remove) !== undefined,
  async run(run, resource) {
    const life = await beginLife(run, resource);
    const seen = life.owned.alive ? await see(run, resource, life) : life.seen;
    const change = await rewrite(run, resource);
    const deleted = await endLife(run, resource);
    for (const exchange of [seen?.exchange, change?.exchange, deleted])
      if (exchange && isSuccess(exchange) && !hasFault(run, exchange)) check(run, resource, life.owned.id, exchange);
  },
});

function check(run: CaseRun, resource: Resource, id: string, exchange: Exchange): void {
  const { operation, variant, response } = exchange;
  const { at, fill } = variant.spec!;
  const { property } = resource.id!;
  const filled = Object.entries(fill).flatMap(([pointer, value]) =>
    value === `$resource#${property}` ? [pointer] : [],
  );
  for (const pointer of [at + property, ...filled]) {
    const shown = getAt(response.json, pointer);
    if ((typeof shown !== 'string' && typeof shown !== 'number') || String(shown) === id) continue;
    run.report({
      code: 'WrongResource',
      message: `${nameOf(operation)} answered with ${JSON.stringify(shown)} at ${pointer}; ${JSON.stringify(id)} was addressed.`,
      exchange,
      responsePointer: pointer,
      contractPointer: operation.pointer,
    });
    return;
  }
}
