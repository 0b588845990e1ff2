/** Calls a contract of a running mock. */
import type { Mock } from '../../../src/mock/start.ts';

/** An answer, its body parsed. */
export interface Answer {
  readonly status: number;
  // Bodies are compared whole with `toEqual`; a type here would only repeat the contract.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

/** Calls `METHOD path` of one contract with one token. A string body is sent as it is. */
export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** Creates the caller for a contract; `token` undefined sends no credentials. */
export function createCall(mock: Mock, name: string, token: string | undefined): Call {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(mock.urls[name]! + path, {
      method,
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
      headers: response.headers,
    };
  };
}

/** The token of a listed key, by its name. */
export function tokenOf(mock: Mock, contract: string, key: string): string {
  const keys = mock.contracts.find(({ name }) => name === contract)!.behaviour.keys!.list;
  const found = keys.find(({ name }) => name === key);
  if (!found) throw new Error(`${contract} lists no key "${key}"; it lists ${keys.map(({ name }) => name).join(', ')}`);
  return found.token;
}
