/** How requests reach a server: node:http with connections that are kept, or a `fetch` that somebody gives. */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { receive } from './receive.ts';

/** One request, with everything that goes over the wire. */
export interface TransportRequest {
  readonly method: string;
  /** Absolute; path and query are sent as they are written, without dots resolved. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborted when the answer takes too long or the run stops. */
  readonly signal: AbortSignal;
}

/** An answer as it came. */
export interface RawResponse {
  readonly status: number;
  /** `1.1`; '' when the transport cannot tell. */
  readonly httpVersion: string;
  /** Names and values in their order, duplicates included. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** The body without its transfer coding. */
  readonly bytes: Uint8Array;
  /** `early`: fewer bytes came than were announced, or the last chunk is missing. */
  readonly end: 'complete' | 'early';
  /** Bytes came after the end that the headers announced. */
  readonly surplus: boolean;
  /** The bytes still carry the coding that `Content-Encoding` names. */
  readonly isCoded: boolean;
  /** The request was sent twice, because a kept connection turned out to be closed. */
  readonly resent: boolean;
}

/** Sends single requests; follows no redirect, asks for no compression. */
export interface Transport {
  /** @throws Error with the `code` of node:http where no answer came; DOMException when the signal aborts */
  send(request: TransportRequest): Promise<RawResponse>;
  /** Closes the kept connections. */
  close(): void;
}

/** How the default transport connects. */
export interface ConnectionOptions {
  /** Proxy for http and https, e.g. `http://user:password@127.0.0.1:3128`. Default: none. */
  readonly proxy?: { readonly http?: string; readonly https?: string; readonly except?: string } | undefined;
  /** Further certificate authorities, as PEM. */
  readonly ca?: readonly string[] | undefined;
  /** Accepts any certificate. Default false. */
  readonly insecure?: boolean | undefined;
}

/** Below what common servers keep an idle connection open, so that they rarely close one that is about to be used. */
const IDLE_MS = 2000;
const CLOSED = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** The default transport. */
export function createTransport({ proxy, ca, insecure = false }: ConnectionOptions = {}): Transport {
  const kept = {
    timeout: IDLE_MS,
    ...(proxy && { proxyEnv: { HTTP_PROXY: proxy.http, HTTPS_PROXY: proxy.https, NO_PROXY: proxy.except } }),
  };
  const secure = { rejectUnauthorized: !insecure, ...(ca && { ca: [...rootCertificates, ...ca] }) };
  const agents = [true, false].map((keepAlive) => ({
    http: new HttpAgent({ ...kept, keepAlive }),
    https: new HttpsAgent({ ...kept, ...secure, keepAlive }),
  }));
  const stall = { milliseconds: 1000 };
  const once = async (wanted: TransportRequest, resent: boolean): Promise<RawResponse> => {
    const isSecure = /^https:/i.test(wanted.url);
    const { http, https } = agents[resent ? 1 : 0]!;
    const request = (isSecure ? httpsRequest : httpRequest)({
      ...toAddress(wanted.url),
      method: wanted.method,
      headers: toHeaders(wanted),
      agent: isSecure ? https : http,
      signal: wanted.signal,
    });
    return { ...(await receive(request, wanted, stall)), resent };
  };
  return {
    async send(wanted) {
      try {
        return await once(wanted, false);
      } catch (error) {
        if (!wasIdle(error)) throw error;
        return once(wanted, true);
      }
    },
    close() {
      for (const { http, https } of agents) {
        http.destroy();
        https.destroy();
      }
    },
  };
}

/** Whether a kept connection was closed before a single byte of the answer: the server had hung up already. */
function wasIdle(error: unknown): boolean {
  const { code, isReused } = error as { code?: string; isReused?: boolean };
  return isReused === true && code !== undefined && CLOSED.has(code);
}

function toHeaders({ headers, body }: TransportRequest): Record<string, string> {
  const own = { 'accept-encoding': 'identity', ...headers };
  return body === undefined ? own : { 'content-length': String(Buffer.byteLength(body)), ...own };
}

/** Host, port and path of a URL; the path stays as it is written. */
function toAddress(url: string): { protocol: string; hostname: string; port: string; path: string } {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const written = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '';
  const path = /^[\x21-\x7e]*$/.test(written) ? written : pathname + search;
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

/** A transport over `fetch`: it sees decoded bodies and joined headers, so some faults stay hidden from it. */
export function toFetchTransport(send: typeof fetch): Transport {
  return {
    async send({ method, url, headers, body, signal }) {
      const response = await send(url, {
        method,
        headers: { 'accept-encoding': 'identity', ...headers },
        redirect: 'manual',
        signal,
        ...(body !== undefined && { body }),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const known = { httpVersion: '', end: 'complete', surplus: false, isCoded: false, resent: false } as const;
      return { ...known, status: response.status, rawHeaders: [...response.headers], bytes };
    },
    close: () => {},
  };
}
