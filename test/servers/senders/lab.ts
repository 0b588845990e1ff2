/** A server, a receiver and a caller: what the witnesses of wrong senders work with, `node:crypto` and HTTP alone. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLeapingClock } from '../../conformance/support.ts';
import { type Caller, createCaller } from '../faults/caller.ts';
import { providers } from '../faults/catalogue.ts';
import { dialects, type Provider } from '../faults/dialect.ts';
import { type Handle, listen } from '../reference/support/http.ts';
import type { SenderHooks } from '../reference/support/sender.ts';

/** A delivery that came. */
export interface Came {
  readonly method: string;
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body read as JSON; undefined when it is none. */
  readonly json: any;
  /** Milliseconds since 1970 by the run's clock, when it came. */
  readonly at: number;
}

/** What is answered to a delivery. */
export interface Answered {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly holdMs?: number;
}

/** A webhook of the lab. */
export interface Hook {
  readonly id: string;
  readonly secret: string;
  readonly url: string;
}

/** What a witness can do. */
export interface Lab extends AsyncDisposable {
  readonly provider: Provider;
  readonly call: Caller;
  readonly came: readonly Came[];
  /** Origin of the receiver: URLs below it are delivered to. */
  readonly origin: string;
  /** Answers that come first; then 200. */
  readonly replies: Answered[];
  /** Creates a webhook; without a path it gets one of its own. */
  create(fields?: Record<string, unknown>, path?: string): Promise<Hook>;
  /** Writes to a webhook; its URL stays unless it is named. */
  update(hook: Hook, fields: Record<string, unknown>): Promise<unknown>;
  /** Sets an event off; default the first that `create` subscribes to. @returns what came of it */
  emit(event?: string): Promise<readonly Came[]>;
  /** Moves the clock. @returns what came meanwhile */
  advance(milliseconds: number): Promise<readonly Came[]>;
  /** What came to one path. */
  at(hook: Pick<Hook, 'url'>): Came[];
}

/** Tenant of the main token. */
export const tenants: Readonly<Record<Provider, string>> = {
  lava: dialects.lava.tokens.main,
  encrata: dialects.encrata.tokens.main,
  agentmessage: 'acme',
  leadlex: 'acme',
};

/** Two events of each provider, and the payload that its documents show. */
export const samples: Readonly<Record<Provider, { readonly events: readonly [string, string]; readonly data: any }>> = {
  lava: {
    events: ['customer.created', 'customer.deleted'],
    data: {
      customer_id: 'con_1',
      reference_id: 'usr_1',
      contact: { phone: '+14155552671', email: 'user@example.com', first_name: 'Jane', last_name: 'Smith' },
      subscription: null,
      metadata: null,
      created_at: '2023-05-15T08:35:42Z',
    },
  },
  encrata: { events: ['lookup.completed', 'credits.low'], data: { email: 'user@example.com', lookup_id: 'lu_1' } },
  agentmessage: { events: ['brand.vetted', 'lookup.completed'], data: {} },
  leadlex: {
    events: ['contact.created', 'deal.updated'],
    data: { contact: { id: '2d0a4c7e-6f1b-4c38-8e95-b7a3d1f0c264', full_name: 'Jane Doe' } },
  },
};

/** Starts a server with these hooks, right where there are none. */
export async function startLab(
  provider: Provider,
  hooks: SenderHooks | undefined,
  wrap: (handle: Handle) => Handle = (handle) => handle,
): Promise<Lab> {
  const clock = createLeapingClock();
  const came: Came[] = [];
  const replies: Answered[] = [];
  const receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const headers = request.headers as Record<string, string>;
    came.push({ method: request.method!, target: request.url!, headers, body, json: parse(body), at: reference.now() });
    const { status, headers: more = {}, holdMs = 0 } = replies.shift() ?? { status: 200 };
    const timer = setTimeout(() => response.writeHead(status, more).end('received'), holdMs);
    response.on('close', () => clearTimeout(timer));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const origin = `https://receiver.example.com`;
  const local = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  let ahead = 0;
  const server = providers[provider].create({
    now: clock.now,
    quotas: false,
    forward: (url) => url.replace(origin, local),
    ...(hooks && { sender: hooks }),
  });
  const reference = { now: () => clock.now() + ahead };
  const listening = await listen(wrap(server.handle), server.basePath);
  const call = createCaller(dialects[provider], listening.url, () => {});
  const since = async (work: () => Promise<void>): Promise<readonly Came[]> => {
    const count = came.length;
    await work();
    return came.slice(count);
  };
  let made = 0;
  return {
    provider,
    call,
    came,
    origin,
    replies,
    async create(fields = {}, path) {
      made += 1;
      const url = `${origin}/${path ?? `hook-${made}?part=${made}`}`;
      const events = provider === 'lava' ? {} : { events: [...samples[provider].events] };
      const { item } = await call.create({ url, ...events, ...fields });
      return { id: item[dialects[provider].id], secret: item[dialects[provider].secret], url };
    },
    update: ({ id, url }, fields) => call.update(id, dialects[provider].flat ? { url, ...fields } : fields),
    emit: (event = samples[provider].events[0]) =>
      since(() => server.emit(tenants[provider], event, samples[provider].data)),
    advance: (milliseconds) =>
      since(async () => {
        await server.advance(milliseconds);
        ahead += milliseconds;
      }),
    at: ({ url }) => came.filter(({ target }) => `${origin}${target}` === url),
    async [Symbol.asyncDispose]() {
      await listening.close();
      receiver.closeAllConnections();
      await new Promise<void>((resolve) => receiver.close(() => resolve()));
    },
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
