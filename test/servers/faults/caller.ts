/** Calls a server as its documentation says, with `fetch` and sockets alone: what witnesses are made of. */
import { connect } from 'node:net';
import type { Dialect } from './dialect.ts';
import { pick } from './dialect.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the body is no JSON. */
  readonly json: any;
  /** The webhook that it shows; for a list, the webhooks. */
  readonly item: any;
  readonly items: any[];
}

/** How a call differs from a plain one. */
export interface Manner {
  /** A text is sent as it is. */
  readonly body?: unknown;
  /** null: none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A caller with one key. */
export interface Caller {
  readonly dialect: Dialect;
  /** Base path included. */
  readonly url: string;
  ask(call: string, manner?: Manner): Promise<Answer>;
  /** Creates a new webhook; the fields go over the usual ones, undefined removes one. */
  create(fields?: Record<string, unknown>, manner?: Manner): Promise<Answer>;
  list(query?: string, manner?: Manner): Promise<Answer>;
  /** Through the list where nothing else reads. */
  read(id: string, manner?: Manner): Promise<Answer>;
  update(id: string, fields: Record<string, unknown>, manner?: Manner): Promise<Answer>;
  remove(id: string, manner?: Manner): Promise<Answer>;
  /** Sends bytes and returns all that comes until the connection ends, or stays silent for a while. */
  raw(request: string): Promise<string>;
  /** Lets the server's time pass. */
  pass(milliseconds: number): void;
}

/** Id that names nothing. */
export const nowhere = '00000000-0000-4000-8000-000000000000';

/**
 * Creates a caller.
 * @param timeout milliseconds for one answer
 */
export function createCaller(dialect: Dialect, url: string, pass: Caller['pass'], timeout = 2000): Caller {
  let made = 0;
  const { path, flat, updates, tokens } = dialect;
  const ask: Caller['ask'] = async (call, { body, token = tokens.main, headers } = {}) => {
    const [method, target] = call.split(' ') as [string, string];
    const response = await fetch(url + target, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    });
    const text = await response.text();
    const json = parse(text);
    const items = pick(json, dialect.many);
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      item: pick(json, dialect.one),
      items: Array.isArray(items) ? items : [],
    };
  };
  const at = (id: string): string => `${path}${flat ? '' : `/${encodeURIComponent(id)}`}`;
  return {
    dialect,
    url,
    ask,
    create: (fields = {}, manner = {}) =>
      ask(`POST ${path}`, { body: { ...dialect.sample(++made), ...fields }, ...manner }),
    list: (query = '', manner = {}) => ask(`GET ${path}${query}`, manner),
    async read(id, manner = {}) {
      if (flat) return await ask(`GET ${path}?id=${encodeURIComponent(id)}`, manner);
      if (dialect.provider !== 'leadlex') return await ask(`GET ${at(id)}`, manner);
      const answer = await ask(`GET ${path}`, manner);
      const item = answer.items.find((entry: { id: string }) => entry.id === id);
      return { ...answer, item, status: item || answer.status !== 200 ? answer.status : 404 };
    },
    update: (id, fields, manner = {}) =>
      ask(`${updates} ${at(id)}`, { body: flat ? { id, url: dialect.sample(0).url, ...fields } : fields, ...manner }),
    remove: (id, manner = {}) => ask(`DELETE ${at(id)}`, { ...(flat && { body: { id } }), ...manner }),
    raw: (request) =>
      new Promise((resolve) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(request));
        let text = '';
        const finish = (): void => {
          socket.destroy();
          resolve(text);
        };
        socket.setTimeout(200, finish);
        socket.on('data', (chunk) => (text += chunk.toString('latin1')));
        socket.on('close', finish);
        socket.on('error', finish);
      }),
    pass,
  };
}

/** Creates a webhook and sends it a test; its id. */
export async function createTested(call: Caller): Promise<string> {
  const { path, flat, id } = call.dialect;
  const created = (await call.create()).item[id] as string;
  await (flat
    ? call.ask(`POST ${path}/test`, { body: { id: created } })
    : call.ask(`POST ${path}/${created}/test`, { body: {} }));
  return created;
}

/** The head of a request by hand; its connection ends after the answer. */
export function toHead(caller: Caller, call: string, more = ''): string {
  const [method, target] = call.split(' ') as [string, string];
  const base = new URL(caller.url).pathname.replace(/\/$/, '');
  const token = `Authorization: Bearer ${caller.dialect.tokens.main}\r\n`;
  return `${method} ${base}${target} HTTP/1.1\r\nHost: localhost\r\n${token}Connection: close\r\n${more}\r\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
