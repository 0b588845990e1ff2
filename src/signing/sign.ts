/** Signs a delivery as a scheme says. */
import { toSignedContent, type ContentParts } from './content.ts';
import { encode } from './encoding.ts';
import { createMac } from './hmac.ts';
import { formatHeaderValue } from './header-value.ts';
import type { SignatureScheme } from './scheme.ts';
import { toKey } from './secret.ts';
import { formatTimestamp } from './timestamp.ts';

/** Input of {@link sign}. */
export interface SignOptions extends Omit<ContentParts, 'timestamp'> {
  readonly scheme: SignatureScheme;
  /** One secret, or several of which each signs where the header is a list; the first one counts elsewhere. */
  readonly secret: string | readonly string[];
  /** Default now. Ignored by schemes without a time. */
  readonly timestamp?: Date | undefined;
}

/** A signed delivery. */
export interface Signed {
  /** The signature header, and the timestamp header where the scheme has one. */
  readonly headers: Record<string, string>;
  /** The encoded signature alone, without prefix or list. */
  readonly signature: string;
  /** The bytes that were signed. */
  readonly signedContent: Uint8Array;
}

/**
 * Signs raw bytes. The body must be sent exactly as it was signed.
 * @throws SigningError `EmptySecret`, `MalformedSecret`, `MissingPart`
 * @example sign({ scheme, secret: 'whsec_…', body }).headers
 */
export function sign({ scheme, secret, timestamp: time, ...parts }: SignOptions): Signed {
  const { timestamp: clock } = scheme;
  const timestamp = clock && formatTimestamp(time ?? new Date(), clock.unit);
  const headers: Record<string, string> = {};
  if (clock?.in === 'header' && clock.header !== undefined && timestamp !== undefined)
    headers[clock.header] = timestamp;
  const signedContent = toSignedContent(scheme.content, { ...parts, timestamp });
  const secrets = typeof secret === 'string' ? [secret] : secret;
  const used = scheme.format.style === 'pairs' && secrets.length > 0 ? secrets : [secrets[0] ?? ''];
  const signatures = used.map((text) =>
    encode(createMac(scheme.algorithm, toKey(text, scheme.secret), signedContent), scheme.encoding),
  );
  headers[scheme.header] = formatHeaderValue(scheme.format, {
    signatures,
    ...(timestamp !== undefined && { timestamp }),
  });
  return { headers, signature: signatures[0]!, signedContent };
}
