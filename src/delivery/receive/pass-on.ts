/** Passes a delivery on, byte for byte, to another program of this machine. */
import { request as send } from 'node:http';
import { request as sendSecurely } from 'node:https';

/** A delivery to pass on. */
export interface Parcel {
  readonly method: string;
  /** Path and query as they came; appended to the path of the target. */
  readonly path: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/** What came back. */
export interface Passed {
  readonly url: string;
  /** 502 when nothing did. */
  readonly status: number;
  readonly type?: string | undefined;
  readonly body: Uint8Array;
  /** Why nothing came back. */
  readonly error?: string;
}

/** Headers of one connection, which do not go on to the next (RFC 9110, 7.6.1); `host` and the length are made anew. */
const HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
]);

/** Milliseconds that the target may take. */
const TIMEOUT = 30_000;

/** Sends a parcel. Never rejects. */
export function passOn(target: URL, { method, path, rawHeaders, body }: Parcel): Promise<Passed> {
  const url = new URL(target);
  const [pathname = '', query = ''] = path.split(/\?(.*)/s);
  if (pathname !== '/') url.pathname = url.pathname.replace(/\/$/, '') + pathname;
  if (query !== '') url.search = query;
  const headers: string[] = ['Host', url.host, 'Content-Length', String(body.length)];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (!HOP.has(rawHeaders[index]!.toLowerCase())) headers.push(rawHeaders[index]!, rawHeaders[index + 1]!);
  }
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve({ url: url.href, status: 502, body: new Uint8Array(), error: error.message });
    const outgoing = (url.protocol === 'https:' ? sendSecurely : send)(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () =>
        resolve({
          url: url.href,
          status: response.statusCode ?? 502,
          type: response.headers['content-type'],
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.setTimeout(TIMEOUT, () => outgoing.destroy(new Error(`no answer within ${TIMEOUT / 1000} s`)));
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}
