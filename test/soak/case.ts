/** One hostile exchange: what is done on a connection, and what a strict server may do in turn. */
import type { Random } from './random.ts';
import type { Targets } from './targets.ts';

/** Something done on the connection. */
export type Action =
  | { readonly do: 'send'; readonly bytes: string }
  /** Milliseconds. */
  | { readonly do: 'wait'; readonly time: number }
  /** Sends again and again, with a pause, until the server ends the connection: a slow loris. */
  | { readonly do: 'trickle'; readonly bytes: string; readonly time: number }
  /** Ends the own side (FIN) and still listens. */
  | { readonly do: 'end' }
  /** Leaves (RST): nothing is awaited. */
  | { readonly do: 'reset' };

/** One answer that may come. */
export interface Expected {
  /** Of the request: an answer to HEAD has no body. Default GET. */
  readonly method?: string;
  /** Must be in the answer: what proves that it belongs to this request. */
  readonly echo?: string;
  /** Allowed statuses. Default: anything below 500. */
  readonly statuses?: readonly number[];
  /** It shows what others did, so ids of other cases in it are right. */
  readonly isShared?: boolean;
}

/** What a family makes. */
export interface Draft {
  /** What of the family, for the report. */
  readonly what: string;
  readonly actions: readonly Action[];
  /** Answers that may come, in this order. A refusal that closes the connection may take the place of any. */
  readonly expected: readonly Expected[];
  /**
   * `open`: all answers come and the connection can go on. `closed`: the server ends it, with all answers or fewer.
   * `any`: one of both.
   */
  readonly ending: 'open' | 'closed' | 'any';
  /** Milliseconds until the end must be there, where it takes the server's own time limits. */
  readonly patience?: number;
}

/** A case of a run. */
export interface Case extends Draft {
  readonly index: number;
  readonly family: string;
  /** In every id that this case sends, and in no other case. */
  readonly tag: string;
}

/** What a family may use. */
export interface Tools {
  readonly random: Random;
  readonly targets: Targets;
  readonly tag: string;
  /** Another id of this case. */
  id(): string;
}

/** Makes cases of one kind. */
export type Family = (tools: Tools) => Draft;

/** Path of a request that only a misread connection contains: nothing may ever be answered for it. */
export const SMUGGLED = '/smuggled';

/** Sends these bytes. */
export function send(bytes: string): Action {
  return { do: 'send', bytes };
}

/** A draft that sends some bytes at once. */
export function toDraft(what: string, bytes: string, expected: readonly Expected[], ending: Draft['ending']): Draft {
  return { what, actions: [send(bytes)], expected, ending };
}
