/** Why a request got no answer. */

/** What went wrong, as far as the transport can tell. */
export interface Failure {
  /** `malformed`: what came is not HTTP. `unsendable`: the request cannot be written as HTTP. */
  readonly kind: 'timeout' | 'connection' | 'malformed' | 'unsendable';
  readonly text: string;
}

/** Thrown when a request got no answer although the server had answered others, or one that is not HTTP. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly kind: Failure['kind'];

  constructor({ kind, text }: Failure) {
    super(text);
    this.kind = kind;
  }
}

const UNSENDABLE = new Set(['ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS', 'ERR_INVALID_HTTP_TOKEN']);

/**
 * What a transport threw, in words.
 * @param error of node:http, or of fetch, which hides the reason in `cause`
 */
export function describeFailure(error: unknown, timeoutMs: number): Failure {
  if (!(error instanceof Error)) return { kind: 'connection', text: String(error) };
  if (error.name === 'TimeoutError') return { kind: 'timeout', text: `no answer within ${timeoutMs} ms` };
  const { code, message } = innermost(error);
  if (code !== undefined && UNSENDABLE.has(code)) return { kind: 'unsendable', text: message };
  // Most messages name the code already.
  const text = code === undefined || message.includes(code) ? message : `${code}, ${message}`;
  return { kind: code?.startsWith('HPE_') ? 'malformed' : 'connection', text };
}

/** The reason behind a failed fetch, or of the first of several addresses that were tried. */
function innermost(error: Error): { readonly code: string | undefined; readonly message: string } {
  const cause = (error.cause instanceof Error ? error.cause : error) as NodeJS.ErrnoException & {
    readonly errors?: readonly NodeJS.ErrnoException[];
  };
  const { code, message } = cause.errors?.[0] ?? cause;
  return { code: code ?? cause.code, message: message || error.message };
}
