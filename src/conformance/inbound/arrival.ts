/** A delivery as it came: every byte, and what the run knows about it. */

/** Moments between which something happened, by the server's clock: a skip of time may lie around it. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** One request that the receiver got. */
export interface Arrival {
  /** Counts from 1 over the run. */
  readonly number: number;
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  /** Names and values as they came. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** Names in lower case; values of one name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body read as JSON; undefined when it is none. */
  readonly json: unknown;
  readonly at: Moment;
  /** What was answered; undefined until then, and when the sender went before. */
  status: number | undefined;
  /** Whether the sender ended the connection before it was answered. */
  abandoned: boolean;
  /** Milliseconds of real time from the last byte of the request to the answer or the end. */
  heldMs: number;
  /** Resolves once it was answered, or the sender had gone. */
  readonly ended: Promise<void>;
}

/** What the receiver answers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds of real time before the answer leaves. Default 0. */
  readonly holdMs?: number;
}

/** Whether two moments may be the same one. @param tolerance milliseconds */
export function isNear(time: number, { from, to }: Moment, tolerance: number): boolean {
  return time >= from - tolerance && time <= to + tolerance;
}

/** Path and query of a URL. */
export function toTarget(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
