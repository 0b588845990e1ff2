/** What the tests of conformance runs share. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '../../src/conformance/clock.ts';
import type { Handle, ReferenceRequest, ReferenceResponse } from '../servers/reference/support/http.ts';
import { listen } from '../servers/reference/support/http.ts';
import { providers } from '../servers/faults/catalogue.ts';

/** A server that remembers what it was asked. */
export interface Recorded extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly calls: (ReferenceRequest & { readonly response: ReferenceResponse })[];
  /** Resolves once a call like this has been answered. */
  until(isWanted: (call: Recorded['calls'][number]) => boolean): Promise<void>;
  /** Calls the server past the recorder. */
  ask(method: string, path: string, json?: unknown): Promise<any>;
}

/** Serves a correct provider, wrapped when asked, and records every call. */
export async function record(
  provider: keyof typeof providers,
  options: { now?: () => number; quotas?: boolean; wrap?: (handle: Handle) => Handle } = {},
): Promise<Recorded> {
  const { create, token } = providers[provider];
  const reference = create({ quotas: options.quotas ?? false, ...(options.now && { now: options.now }) });
  const handle = options.wrap?.(reference.handle) ?? reference.handle;
  const calls: Recorded['calls'] = [];
  const waiting = new Set<() => void>();
  const server = await listen(async (request) => {
    const response = await handle(request);
    calls.push({ ...request, response });
    for (const look of waiting) look();
    return response;
  }, reference.basePath);
  return {
    url: server.url,
    token,
    calls,
    until: (isWanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!calls.some(isWanted)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async ask(method, path, json) {
      const body = Buffer.from(json === undefined ? '' : JSON.stringify(json));
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const url = new URL(reference.basePath + path, 'http://localhost');
      const request = { method, path: url.pathname, query: url.searchParams, headers, body };
      return (await reference.handle(request)).json;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** Time that passes only when somebody waits. */
export function createLeapingClock(): Clock & { readonly waited: number[] } {
  let time = Date.UTC(2026, 0, 1);
  const waited: number[] = [];
  return {
    waited,
    now: () => time,
    sleep: async (milliseconds) => {
      waited.push(milliseconds);
      time += milliseconds;
    },
  };
}

/** A new folder of its own. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'hookspec-check-'));
}

/** Root of the repository. */
export const root = resolve(import.meta.dirname, '../..');
