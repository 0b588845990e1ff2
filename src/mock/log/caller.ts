/** Who called or is meant: names of keys and tenants for logs, faults and the control API. Nothing here lets anybody in. */
import type { Contract, Operation } from '../../contract/types.ts';
import { createAuthenticators, isTransientTenant, type Authenticator, type Caller } from '../authenticate.ts';
import type { PlainRequest } from '../message.ts';

/** Finds callers of one contract. */
export interface CallerFinder {
  /** Whoever sent a request, whether or not the key may do it; undefined for an unknown caller. */
  ofRequest(operation: Operation | undefined, request: PlainRequest): Caller | undefined;
  /** The caller behind the name of a key, or behind a token. */
  ofKey(key: string): Caller | undefined;
}

const BEARER = { name: 'token', type: 'http', scheme: 'bearer', pointer: '' } as const;

/** Prepares the finder of a contract. */
export function createCallerFinder(contract: Contract): CallerFinder {
  const { keys } = contract.behaviour;
  // Expired and revoked keys have a name too, and a missing scope is no reason not to know a caller.
  const active = keys && { ...keys, list: keys.list.map((key) => ({ ...key, status: 'active' as const })) };
  const open = active ? { ...contract, behaviour: { ...contract.behaviour, keys: active } } : contract;
  const authenticators = createAuthenticators(open);
  const known = new Map<Operation, Authenticator>();
  const ofToken = createAuthenticators({ ...open, securitySchemes: [BEARER] })([[{ scheme: 'token', scopes: [] }]]);

  function find(operation: Operation): Authenticator {
    const found = known.get(operation);
    if (found) return found;
    const security = operation.security.map((steps) => steps.map(({ scheme }) => ({ scheme, scopes: [] })));
    const authenticate = authenticators(security);
    known.set(operation, authenticate);
    return authenticate;
  }

  return {
    ofRequest: (operation, request) => operation && toCaller(find(operation)(request)),
    ofKey(key) {
      const listed = active?.list.find(({ name }) => name === key);
      if (listed) {
        const { name, tenant, scopes, plan, unmetered } = listed;
        return { key: name, tenant, scopes, plan, unmetered };
      }
      if (isTransientTenant(key)) return { key, tenant: key, scopes: 'all', plan: keys?.plan, unmetered: false };
      const headers = { authorization: `Bearer ${key}` };
      return /\s/.test(key)
        ? undefined
        : toCaller(ofToken({ method: 'GET', path: '/', query: '', headers, body: new Uint8Array() }));
    },
  };
}

function toCaller(authentication: ReturnType<Authenticator>): Caller | undefined {
  return 'caller' in authentication ? authentication.caller : undefined;
}
