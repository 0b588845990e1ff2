import { getAt } from '../../contract/pointer.ts';
import type { Draft } from '../case.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';
import { idOf } from '../listing.ts';

/** No list shows what was deleted before it was asked for, whatever it is filtered by. */
export const deletedRows: ResponseCheck = {
  name: 'deleted-rows',
  stops: false,
  check({ contract, world, exchange }): Draft[] {
    const { variant, operation, response } = exchange;
    const { resource, role, spec } = variant;
    const remove = contract.operations.find(({ id }) => id === resource?.operations.delete?.operation);
    const rows = role === 'list' && isSuccess(exchange) ? getAt(response.json, spec!.at) : undefined;
    if (!resource?.id || !remove || !Array.isArray(rows)) return [];
    const gone = new Set(world.deleted(resource).map(({ id }) => id));
    for (const { id } of world.alive(resource)) gone.delete(id);
    const row = rows.find((entry) => gone.has(idOf(resource, entry)));
    if (row === undefined) return [];
    return [
      {
        code: 'ResourceListedAfterDelete',
        message: `${nameOf(operation)} still lists a ${resource.name} that was deleted.`,
        contractPointer: remove.pointer,
        proof: { kind: 'lacks', text: idOf(resource, row) },
        // The whole list is the plainest one.
        odd: new URL(exchange.request.url).search === '' ? 0 : 1,
      },
    ];
  },
};
