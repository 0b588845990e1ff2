/** What a receiver answers. */

/** A request as every adapter hands it over: headers first, the body only when it is needed. */
export interface RawRequest {
  readonly method: string;
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /**
   * Reads the raw body. @returns undefined when it is longer than `maxBody`
   * @throws RawBodyGone when something has parsed it before
   * @throws SenderGone when the sender hangs up
   */
  readBody(maxBody: number): Promise<Uint8Array | undefined>;
}

/** A response; the body is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Thrown where the bytes that were signed are lost. */
export class RawBodyGone extends Error {
  /** @param message what has read them, and what to do */
  constructor(message: string) {
    super(message);
    this.name = 'RawBodyGone';
  }
}

/** Thrown where a sender hangs up before the body is whole. */
export class SenderGone extends Error {
  constructor() {
    super('The sender hung up');
    this.name = 'SenderGone';
  }
}

/** An answer with these members. */
export function toAnswer(
  status: number,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
