/** Ids of what was created, for the requests that address it: with `--infer` an id that nobody got names nothing. */
import { getAt } from '../../src/contract/pointer.ts';
import type { Contract, Operation } from '../../src/contract/types.ts';
import type { FetchRequest } from './to-request.ts';

const ORDER: readonly string[] = ['create', 'list', 'read', 'update', 'rotate', 'delete'];

/** Keeps the ids of one run. */
export function createIds(contract: Contract) {
  const ids = new Map<string, string>();
  const find = ({ roles: [link] }: Operation) => {
    const resource = contract.behaviour.resources.find(({ name }) => name === link?.resource);
    return link && resource ? { name: resource.name, role: link.role, resource } : undefined;
  };
  return {
    /** The operations, creation before use and deletion last. */
    inOrder(): Operation[] {
      const rank = (operation: Operation): number => ORDER.indexOf(find(operation)?.role ?? 'list');
      return contract.operations.toSorted((a, b) => rank(a) - rank(b));
    },
    /** The request with the id in the last segment of its path, where its operation addresses something created. */
    bindId(operation: Operation, request: FetchRequest): FetchRequest {
      const found = find(operation);
      const id = found && ids.get(found.name);
      if (!found || id === undefined || found.role === 'create' || found.role === 'list') return request;
      const [path = '', ...query] = request.url.split('?');
      const url = `${path.slice(0, path.lastIndexOf('/'))}/${encodeURIComponent(id)}`;
      return { ...request, url: [url, ...query].join('?') };
    },
    /** Keeps the id that the answer to a creation shows. */
    rememberId(operation: Operation, text: string): void {
      const found = find(operation);
      if (found?.role !== 'create' || !found.resource.id) return;
      const at = found.resource.operations.create?.at ?? '';
      const id = getAt(JSON.parse(text), at + found.resource.id.property);
      if (id !== undefined) ids.set(found.name, String(id));
    },
  };
}
