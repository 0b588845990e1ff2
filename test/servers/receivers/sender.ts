/** Sends single deliveries for witnesses, with node:crypto and node:http alone. */
import { request as send, type OutgoingHttpHeaders } from 'node:http';
import { toSignature, type Headers, type Scheme } from './schemes.ts';

/** What came back; status 0: nothing. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

/** One delivery to make. */
export interface Wish {
  readonly method?: string;
  readonly body?: string | Buffer;
  /** Signed instead of the body that is sent. */
  readonly signed?: string | Buffer;
  readonly secret?: string;
  /** Seconds since 1970; default now. */
  readonly seconds?: number;
  readonly id?: string;
  /** Changes the headers of a rightly signed delivery. */
  readonly edit?: (headers: Record<string, string>, signature: string) => Record<string, string>;
  /** Milliseconds to wait for the answer. Default 5000. */
  readonly patience?: number;
  /** Milliseconds in the middle of the body. */
  readonly pause?: number;
}

/** Sends deliveries of a scheme to a receiver. */
export interface Sender {
  readonly scheme: Scheme;
  deliver(wish?: Wish): Promise<Reply>;
  /** The payload of a delivery as text. */
  payload(change?: (payload: Record<string, any>) => unknown, id?: string): string;
  /** An id that was not used before. */
  fresh(): string;
}

/** Creates a sender. */
export function createSender(scheme: Scheme, url: string): Sender {
  let count = 0;
  const fresh = (): string => `evt_witness_${++count}`;
  const payload: Sender['payload'] = (change = (same) => same, id = fresh()) =>
    JSON.stringify(change(scheme.sample(id)));
  return {
    scheme,
    fresh,
    payload,
    deliver(wish = {}) {
      const { id = fresh(), method = 'POST', seconds = Math.floor(Date.now() / 1000), edit = (same) => same } = wish;
      const body = Buffer.from(wish.body ?? payload(undefined, id));
      const signed = Buffer.from(wish.signed ?? body);
      // What is signed may include headers, which are the same for every signature.
      const plain = lowerCase(scheme.write([''], seconds, id));
      const content = scheme.content(plain, signed, scheme.time?.(plain) ?? '');
      const signature = toSignature(scheme, wish.secret ?? scheme.secret, content);
      const headers = edit(
        { 'Content-Type': 'application/json', ...scheme.write([signature], seconds, id) },
        signature,
      );
      return post(url, method, headers, body, wish);
    },
  };
}

/** The header of a scheme in a set of headers, whatever its case. */
export function nameOf(scheme: Scheme, headers: Record<string, string>): string {
  return Object.keys(headers).find((name) => name.toLowerCase() === scheme.header) ?? scheme.header;
}

function lowerCase(headers: Record<string, string>): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function post(
  url: string,
  method: string,
  headers: OutgoingHttpHeaders,
  body: Buffer,
  { patience = 5000, pause = 0 }: Wish,
): Promise<Reply> {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const fail = () => resolve({ status: 0, text: '', milliseconds: Date.now() - startedAt });
    const length = 'transfer-encoding' in headers ? {} : { 'Content-Length': body.length };
    const outgoing = send(url, {
      method,
      headers: { ...headers, ...length },
      agent: false,
      signal: AbortSignal.timeout(patience),
    });
    outgoing.on('error', fail);
    outgoing.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', fail);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, milliseconds: Date.now() - startedAt }),
      );
    });
    if (pause === 0) return void outgoing.end(body);
    const half = Math.floor(body.length / 2);
    outgoing.write(body.subarray(0, half));
    setTimeout(() => outgoing.end(body.subarray(half)), pause);
  });
}
