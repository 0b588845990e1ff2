/** Faults: what goes wrong on purpose. */
import { didYouMean } from '../../../contract/nearest.ts';
import { MAX_FAULTS } from '../../faults/fault-list.ts';
import { readFault } from '../../faults/read-fault.ts';
import { resolveFault } from '../../faults/resolve-fault.ts';
import { ControlRefusal, refuseInput, refuseUnknown } from '../refusal.ts';
import { DONE, toAnswer, type Route } from '../route.ts';

const listFaults: Route = {
  operation: 'listFaults',
  method: 'GET',
  path: '/faults',
  answer: ({ parts }) => toAnswer(parts.faults.list()),
};

const addFault: Route = {
  operation: 'addFault',
  method: 'POST',
  path: '/faults',
  answer: ({ parts, json }) => {
    const spec = readFault(json());
    if (typeof spec === 'string') return refuseInput(spec);
    if (parts.faults.size >= MAX_FAULTS) {
      throw new ControlRefusal(422, `${MAX_FAULTS} faults are set; remove some before the next`);
    }
    const resolved = resolveFault(
      [...parts.mounts.values()].map(({ contract }) => contract),
      spec,
    );
    return typeof resolved === 'string' ? refuseUnknown(resolved) : toAnswer(parts.faults.add(resolved), 201);
  },
};

const removeFault: Route = {
  operation: 'removeFault',
  method: 'DELETE',
  path: '/faults/{id}',
  answer: ({ parts, path }) => {
    const ids = parts.faults.list().map(({ id }) => id);
    if (!parts.faults.remove(path.id!)) refuseUnknown(`No fault has the id "${path.id!}".${didYouMean(path.id!, ids)}`);
    return DONE;
  },
};

const clearFaults: Route = {
  operation: 'clearFaults',
  method: 'DELETE',
  path: '/faults',
  answer: ({ parts }) => {
    parts.faults.clear();
    return DONE;
  },
};

/** Routes of this file. */
export const faultRoutes: readonly Route[] = [listFaults, addFault, removeFault, clearFaults];
