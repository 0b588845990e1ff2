/**
 * The last requests with their answers. A ring: memory does not grow. An entry holds what is there anyway; whatever is
 * shown of it is made, and cleaned of credentials, when somebody asks.
 */
import type { PlainRequest, PlainResponse } from '../message.ts';

/** A request and its answer as they were, credentials included: not to be shown as it is. */
export interface LoggedExchange {
  /** Counts from 1 since the start, over clears too. */
  readonly id: number;
  /** Milliseconds since 1970: when it was answered. */
  readonly time: number;
  /** Name of the contract; '' where the path belongs to none. */
  readonly contract: string;
  readonly request: PlainRequest;
  readonly response: PlainResponse;
  /** Lengths before anything was left out, in bytes; that of a text answer in characters. */
  readonly sizes: { readonly request: number; readonly response: number };
}

/** Keeps the newest exchanges. */
export interface RequestRing {
  add(contract: string, request: PlainRequest, response: PlainResponse): void;
  /** Newest first. */
  list(): LoggedExchange[];
  last(): LoggedExchange | undefined;
  get(id: number): LoggedExchange | undefined;
  clear(): void;
}

/** How much is kept. */
export interface RingLimits {
  /** Exchanges. Default 1000. */
  readonly capacity?: number;
  /** Of one body, in bytes. Default 64 KiB. */
  readonly body?: number;
  /** Of all bodies together, in bytes; past it the oldest lose theirs. Default 8 MiB. */
  readonly bodies?: number;
  /**
   * Exchanges of one second that keep headers and bodies; of more, the oldest keep their line only. Nobody reads them one
   * by one, and what a thousand requests hold is too much to be carried along at ten thousand a second. Default 256.
   */
  readonly burst?: number;
}

type Kept = { -readonly [Name in keyof LoggedExchange]: LoggedExchange[Name] } & { held: number };

const EMPTY = new Uint8Array();
const NONE: Readonly<Record<string, string>> = {};

/** Creates an empty ring. @param now milliseconds since 1970 */
export function createRequestRing(now: () => number, limits: RingLimits = {}): RequestRing {
  const { capacity = 1000, body: longest = 64 * 1024, bodies: most = 8 * 1024 * 1024, burst = 256 } = limits;
  let ring: Kept[] = [];
  // Ids of the newest entry, of the oldest one since the last clear, and of the oldest one that may still have bodies.
  let newest = 0;
  let oldest = 1;
  let oldestHeld = 1;
  let held = 0;
  const at = (id: number): Kept | undefined =>
    id >= Math.max(oldest, newest - capacity + 1) && id <= newest ? ring[id % capacity] : undefined;

  function forgetBodies(): void {
    for (; held > most && oldestHeld < newest; oldestHeld++) {
      const entry = at(oldestHeld);
      if (!entry) continue;
      held -= entry.held;
      entry.held = 0;
      entry.request = { ...entry.request, body: EMPTY };
      entry.response = withBody(entry.response, undefined);
    }
  }

  return {
    add(contract, request, response) {
      const sizes = { request: request.body.length, response: response.body?.length ?? 0 };
      const id = (newest += 1);
      const place = id % capacity;
      held += sizes.request + sizes.response - (ring[place]?.held ?? 0);
      const time = now();
      const crowded = at(id - burst);
      if (crowded && time - crowded.time < 1000) held -= lighten(crowded);
      const entry: Kept = {
        id,
        time,
        contract,
        request,
        response,
        sizes,
        held: sizes.request + sizes.response,
      };
      ring[place] = entry;
      if (entry.held > longest) held -= cut(entry, longest);
      if (held > most) forgetBodies();
    },
    list() {
      const entries: LoggedExchange[] = [];
      for (let id = newest, entry = at(id); entry; entry = at(--id)) entries.push(entry);
      return entries;
    },
    last: () => at(newest),
    get: at,
    clear() {
      ring = [];
      oldest = newest + 1;
      oldestHeld = oldest;
      held = 0;
    },
  };
}

/** Leaves the line of an exchange. @returns the length left out */
function lighten(entry: Kept): number {
  const { held, request, response } = entry;
  const { method, path } = request;
  const { status, note } = response;
  entry.request = { method, path, query: '', headers: NONE, body: EMPTY };
  entry.response = note ? { status, headers: NONE, note } : { status, headers: NONE };
  entry.held = 0;
  return held;
}

/** Shortens long bodies to a copy of their beginning, so that the rest can be freed. @returns the length left out */
function cut(entry: Kept, longest: number): number {
  const before = entry.held;
  const { request, response } = entry;
  if (request.body.length > longest) entry.request = { ...request, body: request.body.slice(0, longest) };
  const { body = '' } = response;
  if (body.length > longest) {
    // Of a text even a short piece would keep the whole alive; bytes are a copy.
    const start = typeof body === 'string' ? new TextEncoder().encode(body.slice(0, longest)) : body;
    entry.response = withBody(response, start.slice(0, longest));
  }
  entry.held = entry.request.body.length + (entry.response.body?.length ?? 0);
  return before - entry.held;
}

function withBody(response: PlainResponse, body: Uint8Array | undefined): PlainResponse {
  const { status, headers, note } = response;
  return { status, headers, ...(note && { note }), ...(body && { body }) };
}
