import { nameOf } from '../exchange.ts';
import { idOf, readList } from '../listing.ts';
import { createFresh, remove } from '../resources.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** What was created is in the list. */
export const listAfterCreate = defineBehaviourCheck({
  name: 'list-after-create',
  title: (resource) => `lists a ${resource.name} that was just created`,
  applies: (resource, { variants }) => findVariant(variants, resource, 'list') !== undefined,
  async run(run, resource) {
    const { owned } = await createFresh(run, resource);
    const { items, exchange } = await readList(run, resource);
    if (!items.some((item) => idOf(resource, item) === owned.id)) {
      const message = `${nameOf(exchange.operation)} does not list a ${resource.name} that was created just before.`;
      run.report({
        code: 'ResourceNotListed',
        message,
        exchange,
        contractPointer: exchange.operation.pointer,
      });
    }
    await remove(run, owned);
  },
});
