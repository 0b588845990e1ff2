/** How deliveries are signed, written down once more with node:crypto alone: nothing here knows the toolkit. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Headers as Node has them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** One provider's way. */
export interface Scheme {
  /** Name of the contract, or its file in this folder. */
  readonly contract: string;
  readonly secret: string;
  /** Another secret of the same form. */
  readonly other: string;
  /** Lower case. */
  readonly header: string;
  readonly encoding: 'hex' | 'base64';
  /** What stands before a signature in the header. */
  readonly prefix: string;
  readonly success: number;
  key(secret: string): Buffer;
  /** Signatures of a header; undefined where it has not the right form. */
  signatures(header: string): readonly string[] | undefined;
  /** Text of the time; undefined where deliveries have none that counts. */
  time?(headers: Headers): string | undefined;
  /** Seconds. */
  readonly tolerance?: number;
  content(headers: Headers, body: Buffer, time: string): Buffer;
  /** Headers of a delivery. @param seconds since 1970 */
  write(signatures: readonly string[], seconds: number, id: string): Record<string, string>;
  /** What stays the same when a delivery comes twice; undefined where there is nothing. */
  id?(headers: Headers, payload: any): unknown;
  name(payload: any): unknown;
  created(payload: any): unknown;
  /** A payload as the provider sends it. */
  sample(id: string): Record<string, unknown>;
}

/** The text of a header. */
export function read(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The signature of a body. */
export function toSignature(scheme: Scheme, secret: string, content: Buffer): string {
  return createHmac('sha256', scheme.key(secret)).update(content).digest(scheme.encoding);
}

/** Compares two texts in constant time. */
export function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const utf8 = (secret: string): Buffer => Buffer.from(secret);
const bodyAlone = (_: Headers, body: Buffer): Buffer => body;

const lava: Scheme = {
  contract: 'lava',
  secret: 'whsec_of_a_right_receiver',
  other: 'whsec_of_somebody_else',
  header: 'x-webhook-signature',
  encoding: 'hex',
  prefix: '',
  success: 200,
  key: utf8,
  signatures: (header) => [header],
  content: bodyAlone,
  write: ([signature = '']) => ({ 'X-Webhook-Signature': signature }),
  name: (payload) => payload.event,
  created: (payload) => payload.data.created_at,
  sample: (id) => ({ event: 'customer.created', data: { customer_id: id, created_at: '2026-05-02T12:00:00Z' } }),
};

const encrata: Scheme = {
  ...lava,
  contract: 'encrata',
  header: 'x-encrata-signature',
  write: ([signature = '']) => ({ 'X-Encrata-Signature': signature }),
  created: (payload) => payload.created_at,
  sample: (id) => ({
    created_at: '2026-05-02T12:00:00Z',
    data: { email: 'a@example.com', lookup_id: id },
    event: 'lookup.completed',
  }),
};

/** `t=…,v1=…` as a list of pairs. */
function toPairs(header: string): [string, string][] {
  return header.split(',').map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  });
}

const agentmessage: Scheme = {
  ...lava,
  contract: 'agentmessage',
  header: 'x-amcore-signature',
  prefix: 'v1=',
  signatures(header) {
    const found = toPairs(header).flatMap(([name, value]) => (name === 'v1' ? [value] : []));
    return found.length > 0 ? found : undefined;
  },
  time(headers) {
    const found = toPairs(read(headers, 'x-amcore-signature') ?? '').filter(([name]) => name === 't');
    return found.length === 1 ? found[0]![1] : undefined;
  },
  content: (_, body, time) => Buffer.concat([Buffer.from(`${time}\n`), body]),
  write: (signatures, seconds) => ({
    'X-AmCore-Signature': [`t=${seconds}`, ...signatures.map((text) => `v1=${text}`)].join(','),
  }),
  id: (_, payload) => payload.id,
  name: (payload) => payload.type,
  created: (payload) => payload.created_at,
  sample: (id) => ({
    id,
    type: 'wallet.balance_low',
    api_version: '2026-04-01',
    created_at: '2026-05-02T12:00:00Z',
    data: {},
  }),
};

const leadlex: Scheme = {
  ...lava,
  contract: 'leadlex',
  header: 'x-leadlex-signature',
  prefix: 'sha256=',
  signatures: (header) => (header.startsWith('sha256=') ? [header.slice(7)] : undefined),
  write: ([signature = ''], seconds, id) => ({
    'X-LeadLex-Signature': `sha256=${signature}`,
    'X-LeadLex-Timestamp': new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
    'X-LeadLex-Delivery-ID': id,
  }),
  id: (_, payload) => payload.id,
  name: (payload) => payload.type,
  created: (payload) => payload.created_at,
  sample: (id) => ({
    id,
    type: 'contact.created',
    created_at: '2026-05-02T12:00:00Z',
    data: { contact: { id: 'c1', full_name: 'Jane Doe' } },
  }),
};

const till: Scheme = {
  ...lava,
  contract: 'till.openapi.yaml',
  secret: 'whsec_b2YgYSByaWdodCByZWNlaXZlciBpbiBhIHRlc3Q=',
  other: 'whsec_b2Ygc29tZWJvZHkgZWxzZSBpbiBhIHRlc3QgMQ==',
  header: 'webhook-signature',
  encoding: 'base64',
  prefix: 'v1,',
  key: (secret) => Buffer.from(secret.replace('whsec_', ''), 'base64'),
  signatures: (header) => header.split(' ').flatMap((part) => (part.startsWith('v1,') ? [part.slice(3)] : [])),
  time: (headers) => read(headers, 'webhook-timestamp'),
  tolerance: 300,
  content: (headers, body, time) => Buffer.concat([Buffer.from(`${read(headers, 'webhook-id')}.${time}.`), body]),
  write: (signatures, seconds, id) => ({
    'Webhook-Id': id,
    'Webhook-Timestamp': String(seconds),
    'Webhook-Signature': signatures.map((text) => `v1,${text}`).join(' '),
  }),
  id: (headers) => read(headers, 'webhook-id'),
  name: (payload) => payload.type,
  created: (payload) => payload.created_at,
  sample: (id) => ({
    id,
    type: 'order.paid',
    created_at: '2026-05-02T12:00:00Z',
    data: { order_id: 'ord_1', amount: 1, note: 'x' },
  }),
};

/** All of them. */
export const schemes = { lava, encrata, agentmessage, leadlex, till } as const;

/** Name of a scheme. */
export type SchemeName = keyof typeof schemes;
