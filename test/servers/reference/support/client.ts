/** A caller of a reference server, for its tests. */
import { listen, type Listening } from './http.ts';
import type { Reference } from './reference.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed body; undefined when there is none. */
  readonly body: any;
}

/** Calls one server with one key. */
export interface Client extends AsyncDisposable {
  readonly server: Listening;
  /** @param call e.g. `POST /webhooks`; the base path is put before it */
  readonly call: (call: string, body?: unknown, token?: string | null) => Promise<Answer>;
}

/** Serves a reference and returns a caller. A string body is sent as it is; a null token sends none. */
export async function connect(reference: Reference, token: string): Promise<Client> {
  const server = await listen(reference.handle, reference.basePath);
  return {
    server,
    async call(call, body, other = token) {
      const [method, path] = call.split(' ') as [string, string];
      const headers = {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(other !== null && { Authorization: `Bearer ${other}` }),
      };
      const sent = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const response = await fetch(server.url + path, { method, headers, body: sent });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
