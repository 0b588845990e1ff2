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
  /** Milliseconds from the whole request to the end of the answer. */
  readonly duration: number;
}

/** Keeps the newest exchanges. */
export interface RequestRing {
  /** @param duration milliseconds; default 0 */
  add(contract: string, request: PlainRequest, response: PlainResponse, duration?: number): void;
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

/** What is kept of an exchange besides its line. */
interface Messages {
  request: PlainRequest;
  response: PlainResponse;
  held: number;
}

const EMPTY = new Uint8Array();
const NONE: Readonly<Record<string, string>> = {};

/** Creates an empty ring. @param now milliseconds since 1970 */
export function createRequestRing(now: () => number, limits: RingLimits = {}): RequestRing {
  const { capacity = 1000, body: longest = 64 * 1024, bodies: most = 8 * 1024 * 1024, burst = 256 } = limits;
  // One list per member of a line: an object per request would outlive some collections and be moved each time.
  const lines = createLines(capacity);
  let messages: (Messages | undefined)[] = [];
  // Ids of the newest entry, of the oldest one since the last clear, and of the oldest one that may still have bodies.
  let newest = 0;
  let oldest = 1;
  let oldestHeld = 1;
  let held = 0;
  const isKept = (id: number) => id >= Math.max(oldest, newest - capacity + 1) && id <= newest;
  const at = (id: number) => (isKept(id) ? lines.get(id, messages[id % capacity]) : undefined);

  function forgetBodies(): void {
    for (; held > most && oldestHeld < newest; oldestHeld++) {
      const entry = isKept(oldestHeld) ? messages[oldestHeld % capacity] : undefined;
      if (!entry) continue;
      held -= entry.held;
      entry.held = 0;
      entry.request = { ...entry.request, body: EMPTY };
      entry.response = withBody(entry.response, undefined);
    }
  }

  function forget(id: number): void {
    const place = id % capacity;
    held -= messages[place]?.held ?? 0;
    messages[place] = undefined;
  }

  return {
    add(contract, request, response, duration = 0) {
      const time = now();
      const id = (newest += 1);
      forget(id);
      if (isKept(id - burst) && time - lines.time(id - burst) < 1000) forget(id - burst);
      lines.set(id, time, duration, contract, request, response);
      const length = request.body.length + (response.body?.length ?? 0);
      const entry: Messages = { request, response, held: length };
      messages[id % capacity] = entry;
      held += length;
      if (length > longest) held -= cut(entry, longest);
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
      messages = [];
      oldest = newest + 1;
      oldestHeld = oldest;
      held = 0;
    },
  };
}

function createLines(capacity: number) {
  const times = new Float64Array(capacity);
  const durations = new Float64Array(capacity);
  const statuses = new Uint16Array(capacity);
  const requestSizes = new Float64Array(capacity);
  const responseSizes = new Float64Array(capacity);
  const contracts: string[] = [];
  const methods: string[] = [];
  const paths: string[] = [];
  const notes: PlainResponse['note'][] = [];
  return {
    time: (id: number) => times[id % capacity]!,
    set(
      id: number,
      time: number,
      duration: number,
      contract: string,
      request: PlainRequest,
      { status, note, body }: PlainResponse,
    ) {
      const place = id % capacity;
      times[place] = time;
      durations[place] = duration;
      statuses[place] = status;
      requestSizes[place] = request.body.length;
      responseSizes[place] = body?.length ?? 0;
      contracts[place] = contract;
      methods[place] = request.method;
      paths[place] = request.path;
      notes[place] = note;
    },
    get(id: number, messages: Messages | undefined): LoggedExchange {
      const place = id % capacity;
      const note = notes[place];
      const line = { method: methods[place]!, path: paths[place]!, query: '', headers: NONE, body: EMPTY };
      return {
        id,
        time: times[place]!,
        duration: durations[place]!,
        contract: contracts[place]!,
        request: messages?.request ?? line,
        response: messages?.response ?? { status: statuses[place]!, headers: NONE, ...(note && { note }) },
        sizes: { request: requestSizes[place]!, response: responseSizes[place]! },
      };
    },
  };
}

/** Shortens long bodies to a copy of their beginning, so that the rest can be freed. @returns the length left out */
function cut(entry: Messages, longest: number): number {
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
