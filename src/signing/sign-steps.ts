/** Signs a delivery as a scheme says; the cryptography is done by whoever runs the steps. */
import { toBodyBytes, toSignedContent, type ContentParts } from './content.ts';
import { toSeed } from './ed25519.ts';
import { encode } from './encoding.ts';
import { SigningError } from './error.ts';
import { formatHeaderValue } from './header-value.ts';
import type { SignatureScheme } from './scheme.ts';
import { toKey } from './secret.ts';
import { formatTimestamp } from './timestamp.ts';
import { askBytes, type Steps } from './work.ts';

/** Input of `sign`. */
export interface SignOptions extends Omit<ContentParts, 'timestamp'> {
  readonly scheme: SignatureScheme;
  /** One secret, or several of which each signs where the header is a list; the first one counts elsewhere. */
  readonly secret: string | readonly string[];
  /** Default now. Ignored by schemes without a time. */
  readonly timestamp?: Date | undefined;
}

/** A signed delivery. */
export interface Signed {
  /** The signature header, and those of time and id where the scheme has them. */
  readonly headers: Record<string, string>;
  /** The encoded signature alone, without prefix or list. */
  readonly signature: string;
  /** The bytes that were signed. */
  readonly signedContent: Uint8Array;
}

/** @throws SigningError what the caller gave cannot be signed */
export function* toSigned({ scheme, secret, timestamp: time, ...parts }: SignOptions): Steps<Signed> {
  const { timestamp: clock, id } = scheme;
  toBodyBytes(parts.body);
  const timestamp = clock && formatTimestamp(time ?? new Date(), clock.unit);
  const headers: Record<string, string> = {};
  if (id && parts.id !== undefined) headers[id.header] = parts.id;
  if (clock?.in === 'header' && clock.header !== undefined && timestamp !== undefined)
    headers[clock.header] = timestamp;
  const signedContent = toSignedContent(scheme.content, { ...parts, timestamp });
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (secrets.length === 0) throw new SigningError('EmptySecret', 'No secret was given');
  const signatures: string[] = [];
  for (const text of isList(scheme) ? secrets : secrets.slice(0, 1)) {
    signatures.push(encode(yield* toSignature(scheme, text, signedContent), scheme.encoding));
  }
  const value = { signatures, ...(timestamp !== undefined && { timestamp }) };
  headers[scheme.header] = formatHeaderValue(scheme.format, value);
  return { headers, signature: signatures[0]!, signedContent };
}

function* toSignature({ algorithm, secret: form }: SignatureScheme, secret: string, content: Uint8Array) {
  if (algorithm === 'ed25519') return yield* askBytes({ do: 'sign', seed: toSeed(secret, form), content });
  return yield* askBytes({ do: 'mac', algorithm, key: toKey(secret, form), content });
}

function isList({ format }: SignatureScheme): boolean {
  return format.style === 'pairs' || format.separator !== undefined;
}
