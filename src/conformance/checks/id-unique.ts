import { toPointer, getAt } from '../../contract/pointer.ts';
import { isObject } from '../../contract/value.ts';
import type { Draft } from '../case.ts';
import { isSuccess, nameOf } from '../exchange.ts';
import type { ResponseCheck } from '../judge.ts';

/** What is created has an id of its own, which nothing before it had. */
export const idUnique: ResponseCheck = {
  name: 'id-unique',
  stops: false,
  check({ world, exchange }): Draft[] {
    const { variant, operation, response } = exchange;
    const { resource, role, spec } = variant;
    if (role !== 'create' || !resource?.id || spec?.answer !== 'resource' || !isSuccess(exchange)) return [];
    const shown = getAt(response.json, spec.at);
    if (!isObject(shown)) return [];
    const responsePointer = spec.at + resource.id.property;
    const contractPointer = `/x-resource${toPointer([resource.name])}/id`;
    const id = getAt(shown, resource.id.property);
    if (id === undefined || id === null || id === '') {
      const message = `${nameOf(operation)} answered ${response.status} without an id at ${responsePointer}.`;
      return [{ code: 'IdMissing', message, contractPointer, responsePointer, key: contractPointer }];
    }
    const other = world.owned.find((owned) => owned.resource === resource && owned.id === String(id));
    if (!other) return [];
    const whose = other.alive ? `another ${resource.name} has` : `a ${resource.name} had that was deleted`;
    const message = `${nameOf(operation)} answered ${response.status} with the id ${String(id)}, which ${whose}.`;
    return [{ code: 'IdReused', message, contractPointer, responsePointer, key: contractPointer }];
  },
};
