/** How the four sign, and how they would sign wrongly. */
import { createHmac } from 'node:crypto';
import type { Provider } from '../faults/dialect.ts';
import type { Posting } from '../reference/support/outbox.ts';
import type { Came } from './lab.ts';

/** Name of the signature header, in lower case. */
export const signatureHeaders: Readonly<Record<Provider, string>> = {
  lava: 'X-Webhook-Signature',
  encrata: 'X-Encrata-Signature',
  agentmessage: 'X-AmCore-Signature',
  leadlex: 'X-LeadLex-Signature',
};

/** What can be said otherwise. */
export interface Signing {
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly hash?: 'sha256' | 'sha1' | 'sha512';
  readonly encoding?: 'hex' | 'base64';
  /** Between time and body, where a time is signed; undefined: the body alone. */
  readonly separator?: string | undefined;
  readonly prefix?: string;
  /** The time as it is written. */
  readonly shown?: string;
}

/** The value of the signature header. */
export function toSignature(provider: Provider, body: string | Buffer, signing: Signing): string {
  const { secret, time, hash = 'sha256', encoding = 'hex', prefix = 'sha256=' } = signing;
  const shown = signing.shown ?? String(Math.floor(time / 1000));
  const separator = 'separator' in signing ? signing.separator : '\n';
  const mac = createHmac(hash, secret);
  if (provider === 'agentmessage' && separator !== undefined) mac.update(shown + separator);
  const digest = mac.update(body).digest(encoding);
  if (provider === 'agentmessage') return `t=${shown},v1=${digest}`;
  return provider === 'leadlex' ? prefix + digest : digest;
}

/** A posting with another body, signed as it should be. */
export function resign(provider: Provider, posting: Posting, body: string | Buffer, signing: Signing): Posting {
  const header = signatureHeaders[provider];
  return { ...posting, body, headers: { ...posting.headers, [header]: toSignature(provider, body, signing) } };
}

/** Whether a delivery is signed with a secret as the provider documents it. */
export function isSigned(provider: Provider, { headers, body }: Came, secret: string): boolean {
  const value = headers[signatureHeaders[provider].toLowerCase()] ?? '';
  const shown = /t=([^,]*)/.exec(value)?.[1] ?? '';
  return value === toSignature(provider, body, { secret, time: 0, shown });
}
