/** The line that repeats a finding: curl with the bytes and headers that were sent, or the check once more. */
import { isUtf8 } from 'node:buffer';
import { getHeader } from '../../signing/headers.ts';
import type { SignatureScheme } from '../../signing/scheme.ts';
import { toFormFlags } from '../curl-unusual.ts';
import { setHeaders, type Delivery } from './delivery.ts';
import type { ReceiverExchange } from './receiver-check.ts';

/** Characters of a body that a line can carry. */
const MOST = 3000;

/** What the line needs to know. */
export interface ReproduceOptions {
  readonly url: string;
  /** Name or file of the contract. */
  readonly source: string;
  readonly scheme: SignatureScheme | undefined;
  /** Name of the check. */
  readonly check: string;
}

/** A line for a POSIX shell; the secret is taken from HOOKSPEC_SECRET. */
export function toReproduction(exchange: ReceiverExchange | undefined, options: ReproduceOptions): string {
  const { url, source, scheme, check } = options;
  const again = `hookspec check-receiver ${quote(url)} --contract ${quote(source)} --only ${check}`;
  if (!exchange || !fitsIntoLine(exchange)) return again;
  const { delivery } = exchange;
  const body = quote(Buffer.from(delivery.body).toString());
  if (!scheme || !ages(delivery, scheme)) return toCurl(exchange, delivery.headers, url, body);
  // A signature over a time would be too old by the time somebody pastes it.
  return delivery.isRight !== true || delivery.signedAt === undefined
    ? again
    : toSignedCurl(exchange, options, scheme, body);
}

function fitsIntoLine({ delivery: { body }, form }: ReceiverExchange): boolean {
  // A line break in a line would be shown as an escape.
  const isLine = body.length <= MOST && isUtf8(body) && body.every((byte) => byte >= 0x20);
  return isLine && !form.slow && !form.capitals && !form.keepAlive;
}

/** Whether what is right today is too old tomorrow. A receiver may look at a time that the contract has no tolerance for. */
function ages({ headers }: Delivery, { header, timestamp }: SignatureScheme): boolean {
  return timestamp !== undefined && getHeader(headers, header) !== undefined;
}

function toCurl({ delivery, form }: ReceiverExchange, headers: Delivery['headers'], url: string, body: string): string {
  const { method } = delivery;
  const parts = ['curl -i'];
  if (method === 'HEAD') parts.push('-I');
  else if (method !== 'POST' || delivery.body.length === 0) parts.push(`-X ${method}`);
  parts.push(...toFormFlags({ form }), quote(url));
  for (const [name, value] of Object.entries(headers))
    // curl drops a header without a value unless a semicolon ends it.
    parts.push(`-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  if (delivery.body.length > 0) parts.push(`--data-binary ${body}`);
  return parts.join(' ');
}

/** Signed when it is pasted: `hookspec sign` prints the headers, and curl reads them. */
function toSignedCurl(
  exchange: ReceiverExchange,
  { url, source }: ReproduceOptions,
  scheme: SignatureScheme,
  body: string,
): string {
  const { delivery } = exchange;
  const names = [scheme.header, scheme.timestamp?.header, scheme.id?.header].filter((name) => name !== undefined);
  const rest = setHeaders(delivery.headers, Object.fromEntries(names.map((name) => [name, undefined])));
  const id = scheme.id === undefined ? '' : ` --id ${quote(delivery.id)}`;
  const time = delivery.signedAt === 'now' ? '' : ` --timestamp ${new Date(delivery.time).toISOString()}`;
  const plain = toCurl(exchange, rest, url, '"$body"').replace('curl -i', 'curl -i -H @-');
  return `body=${body}; printf %s "$body" | hookspec sign --scheme ${quote(source)}${id}${time} | ${plain}`;
}

function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
