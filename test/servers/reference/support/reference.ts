/** What every reference server is made of. */
import type { Handle, ReferenceRequest, ReferenceResponse } from './http.ts';
import type { SenderHooks } from './sender.ts';

/** How a reference server may be set up. */
export interface ReferenceOptions {
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Whether documented quotas are enforced. Default true. */
  readonly quotas?: boolean;
  /** Maps a registered URL to a receiver of this machine. */
  readonly forward?: (url: string) => string;
  /** Where its sender differs from a right one, or has another schedule. */
  readonly sender?: SenderHooks;
}

/** A correct server of one provider, in memory. */
export interface Reference {
  /** Path of the provider's server URL, e.g. `/v1`; requests carry it. */
  readonly basePath: string;
  readonly handle: Handle;
  /** Makes an event happen in one tenant and waits until it is delivered to whoever subscribed. */
  readonly emit: (tenant: string, event: string, data: unknown) => Promise<void>;
  /** Moves its clock, and makes every attempt that is due until then. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

/** State that each tenant has for itself. */
export function createTenants<T>(create: () => T): (tenant: string) => T {
  const tenants = new Map<string, T>();
  return (name) => {
    const known = tenants.get(name);
    if (known !== undefined) return known;
    const created = create();
    tenants.set(name, created);
    return created;
  };
}

/** A handler whose bodies are copies, so that whoever changes an answer does not change the server's memory. */
export function isolate(
  handle: (request: ReferenceRequest) => ReferenceResponse | Promise<ReferenceResponse>,
): (request: ReferenceRequest) => Promise<ReferenceResponse> {
  return async (request) => {
    const response = await handle(request);
    return 'json' in response ? { ...response, json: structuredClone(response.json) } : response;
  };
}
