/** Sends deliveries and keeps what came of them. */
import { createHash } from 'node:crypto';
import { request } from 'node:http';

/** What is sent. */
export interface Posting {
  /** Default POST. */
  readonly method?: string;
  /** URL as registered. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Milliseconds. */
  readonly timeout: number;
}

/** What came of it. */
export interface Posted {
  readonly status: number | null;
  readonly error: 'timeout' | 'connection_refused' | 'dns_failure' | null;
  /** First 2 KiB of the answer. */
  readonly excerpt: string;
  /** `Location` of the answer. */
  readonly location?: string | undefined;
  /** `Retry-After` of the answer. */
  readonly retryAfter?: string | undefined;
  readonly durationMs: number;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  /** As it was sent. */
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one delivery. */
export type Post = (posting: Posting) => Promise<Posted>;

/**
 * Creates the sender. Only receivers on this machine are called; any other name counts as one that does not
 * resolve, so that a test never leaves the machine.
 * @param forward maps a registered URL to a local one
 */
export function createPost(forward: (url: string) => string = (url) => url): Post {
  return async ({ method = 'POST', url, headers, body, timeout }) => {
    const facts = {
      bodySha256: createHash('sha256').update(body).digest('hex'),
      bodyBytes: Buffer.byteLength(body),
      body,
      headers,
    };
    const target = new URL(forward(url));
    const start = performance.now();
    const finish = (
      status: number | null,
      error: Posted['error'],
      excerpt: string,
      more: Pick<Posted, 'location' | 'retryAfter'> = {},
    ): Posted => {
      const durationMs = Math.round(performance.now() - start);
      return { status, error, excerpt, ...more, durationMs, ...facts };
    };
    if (target.protocol !== 'http:' || target.hostname !== '127.0.0.1') return finish(null, 'dns_failure', '');
    return new Promise((resolve) => {
      const outgoing = request(
        target,
        { method, headers, agent: false, signal: AbortSignal.timeout(timeout) },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', () => resolve(finish(null, 'timeout', '')));
          incoming.on('end', () => {
            const excerpt = Buffer.concat(chunks).subarray(0, 2048).toString();
            const { location, 'retry-after': retryAfter } = incoming.headers;
            resolve(finish(incoming.statusCode!, null, excerpt, { location, retryAfter }));
          });
        },
      );
      outgoing.on('error', (error) =>
        resolve(
          finish(
            null,
            error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : 'connection_refused',
            '',
          ),
        ),
      );
      outgoing.end(body);
    });
  };
}
