/** An invented provider for the checks of the protocol: its document, and a correct server as a plain function. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContract } from '../../../src/contract/load.ts';
import type { JsonObject } from '../../../src/contract/types.ts';
import type { Handle, ReferenceRequest, ReferenceResponse } from '../../servers/reference/support/http.ts';

/** The key of a tenant, and that of another one. */
export const token = 'hk_live_0123456789abcdef';
/** Another tenant's. */
export const secondToken = 'hk_live_fedcba9876543210';

/** Its document. */
export const file = join(import.meta.dirname, 'hooks.openapi.json');

/** Its contract; `change` gets a copy of the document. */
export async function loadHooks(change?: (document: any) => void) {
  if (!change) return loadContract(file, { name: 'hooks' });
  const copy = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
  change(copy);
  return loadContract(copy, { name: 'hooks' });
}

/** What a hook is stored as. */
interface Hook {
  id: string;
  url: string;
  note?: string;
}

/** A correct server that has nothing stored yet. `findTenant` says whose token it is. */
export function createHooks(findTenant = findByHeader): Handle {
  const tenants = new Map<string, Map<string, Hook>>();
  let count = 0;
  return (request) => {
    const tenant = findTenant(request);
    if (tenant === undefined) return fail(401, 'unknown key');
    const hooks = tenants.get(tenant) ?? new Map<string, Hook>();
    tenants.set(tenant, hooks);
    if (request.path === '/v1/hooks') {
      if (request.method === 'GET' || request.method === 'HEAD')
        return { status: 200, json: { data: [...hooks.values()] } };
      if (request.method !== 'POST') return refuse('GET, HEAD, POST');
      const input = read(request, true);
      if ('status' in input) return input;
      count += 1;
      const hook = { ...input.fields, id: `hook${count}` } as Hook;
      hooks.set(hook.id, hook);
      return { status: 201, json: { ...hook } };
    }
    const id = /^\/v1\/hooks\/([^/]+)$/.exec(request.path)?.[1];
    if (id === undefined) return fail(404, 'no such path');
    if (!['GET', 'HEAD', 'PATCH', 'DELETE'].includes(request.method)) return refuse('GET, HEAD, PATCH, DELETE');
    const hook = hooks.get(decode(id));
    if (!hook) return fail(404, 'no such hook');
    if (request.method === 'DELETE') {
      hooks.delete(hook.id);
      return { status: 204 };
    }
    if (request.method === 'PATCH') {
      const input = read(request, false);
      if ('status' in input) return input;
      Object.assign(hook, input.fields);
    }
    return { status: 200, json: { ...hook } };
  };
}

/** Whose token stands in `Authorization`. */
export function findByHeader({ headers }: ReferenceRequest): string | undefined {
  const given = /^bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  return given === token || given === secondToken ? given : undefined;
}

/** A refusal of the documented form. */
export function fail(status: number, error: string): ReferenceResponse {
  return { status, json: { error } };
}

function refuse(allow: string): ReferenceResponse {
  return { ...fail(405, 'not this method'), headers: { Allow: allow } };
}

function read({ headers, body }: ReferenceRequest, isNew: boolean): ReferenceResponse | { fields: object } {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return fail(415, 'send JSON');
  if (body.length > 1_000_000) return fail(413, 'too long');
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    return fail(400, 'not JSON');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return fail(400, 'not an object');
  const { url, note } = value as Record<string, unknown>;
  const isText = (entry: unknown): boolean => entry === undefined || (typeof entry === 'string' && entry.length <= 200);
  if ((isNew && url === undefined) || !isText(url) || !isText(note)) return fail(400, 'not so');
  if (typeof url === 'string' && !URL.canParse(url)) return fail(400, 'no URL');
  return { fields: { ...(url !== undefined && { url }), ...(note !== undefined && { note }) } };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
