import type { Draft } from '../case.ts';
import { crowd } from '../crowd.ts';
import { nameOf } from '../exchange.ts';
import { listed } from '../life.ts';
import { idOf } from '../listing.ts';
import { findVariant } from '../variants.ts';
import { defineBehaviourCheck } from './behaviour-cases.ts';

/** What was created is in the list, once. */
export const listAfterCreate = defineBehaviourCheck({
  name: 'list-after-create',
  title: (resource) => `lists every ${resource.name} that was created, once`,
  applies: (resource, { variants }) => findVariant(variants, resource, 'list') !== undefined,
  async run(run, resource) {
    const members = await crowd(run, resource);
    const list = await listed(run, resource, 'as a crowd');
    if (!list) return;
    const { items, exchange, variant } = list;
    const ids = items.map((item) => idOf(resource, item));
    const report = (draft: Pick<Draft, 'code' | 'message'>): void =>
      run.report({
        ...draft,
        exchange,
        contractPointer: exchange.operation.pointer,
        responsePointer: variant.spec!.at,
      });
    if (members.some(({ id }) => !ids.includes(id))) {
      const message = `${nameOf(exchange.operation)} does not list a ${resource.name} that was created before and not deleted.`;
      report({ code: 'ResourceNotListed', message });
    }
    if (members.some(({ id }) => ids.filter((other) => other === id).length > 1)) {
      const message = `${nameOf(exchange.operation)} lists the same ${resource.name} more than once.`;
      report({ code: 'ResourceListedTwice', message });
    }
  },
});
