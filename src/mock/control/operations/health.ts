/** What is served, and that it is. */
import { toAnswer, type Route } from '../route.ts';

/** Open to everybody, so that a container can be asked whether it is ready. */
export const getHealth: Route = {
  operation: 'getHealth',
  method: 'GET',
  path: '/health',
  answer: ({ parts }) => {
    const contracts = [...parts.mounts.values()].map(({ contract, prefix }) => ({
      name: contract.name,
      url: parts.origin() + prefix,
    }));
    return toAnswer({ status: 'ok', contracts });
  },
};

const listContracts: Route = {
  operation: 'listContracts',
  method: 'GET',
  path: '/contracts',
  answer: ({ parts }) =>
    toAnswer(
      [...parts.mounts.values()].map(({ contract, prefix }) => ({
        name: contract.name,
        title: contract.title,
        version: contract.version,
        url: parts.origin() + prefix,
        operations: contract.operations.map(({ id, method, path, summary }) => ({
          operation: id,
          method: method.toUpperCase(),
          path,
          summary,
        })),
        events: contract.events.map(({ name }) => name),
        resources: contract.behaviour.resources.map(({ name }) => name),
        keys: (contract.behaviour.keys?.list ?? []).map(({ name, tenant, status }) => ({ name, tenant, status })),
      })),
    ),
};

/** Routes of this file. */
export const healthRoutes: readonly Route[] = [getHealth, listContracts];
