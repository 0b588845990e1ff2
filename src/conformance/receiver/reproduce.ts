/** The line that repeats a finding: curl with the bytes and headers that were sent, or the check once more. */
import { isUtf8 } from 'node:buffer';
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
  const again = `hookspec check-receiver ${quote(options.url)} --contract ${quote(options.source)} --only ${options.check}`;
  if (!exchange || !fitsIntoLine(exchange)) return again;
  const { delivery } = exchange;
  if (options.scheme?.timestamp === undefined) return toCurl(exchange, delivery.headers, options.url);
  // A signature over a time would be too old by the time somebody pastes it.
  return delivery.isRight ? toSignedCurl(exchange, options, options.scheme) : again;
}

function fitsIntoLine({ delivery: { body }, form }: ReceiverExchange): boolean {
  return body.length <= MOST && isUtf8(body) && !form.slow && !form.capitals && !form.keepAlive;
}

function toCurl({ delivery, form }: ReceiverExchange, headers: Delivery['headers'], url: string): string {
  const { method, body } = delivery;
  const parts = ['curl -i'];
  if (method === 'HEAD') parts.push('-I');
  else if (method !== 'POST' || body.length === 0) parts.push(`-X ${method}`);
  parts.push(...toFormFlags({ form }), quote(url));
  // curl drops a header without a value unless a semicolon ends it.
  for (const [name, value] of Object.entries(headers))
    parts.push(`-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  if (body.length > 0) parts.push(`--data-binary ${quote(Buffer.from(body).toString())}`);
  return parts.join(' ');
}

/** Signed when it is pasted: `hookspec sign` prints the headers, and curl reads them. */
function toSignedCurl(exchange: ReceiverExchange, { url, source }: ReproduceOptions, scheme: SignatureScheme): string {
  const { delivery } = exchange;
  const signed = { [scheme.header]: undefined, [scheme.timestamp?.header ?? scheme.header]: undefined };
  const rest = setHeaders(delivery.headers, signed);
  const id = scheme.id === undefined ? '' : ` --id ${quote(delivery.id)}`;
  const body = Buffer.from(delivery.body).toString();
  const plain = toCurl(exchange, rest, url).replace('curl -i', 'curl -i -H @-');
  return `printf %s ${quote(body)} | hookspec sign --scheme ${quote(source)}${id} | ${plain}`;
}

function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
