/** The short form in which a scheme is written down, and the defaults that complete it. */
import type { HeaderFormat, SecretForm, SignatureScheme } from './scheme.ts';

/** A scheme as `x-webhook-signature` and the presets state it; only the header is required. */
export interface SchemeInput extends Partial<Omit<SignatureScheme, 'header' | 'secret' | 'format'>> {
  readonly header: string;
  readonly secret?: Partial<SecretForm>;
  readonly format?:
    | Exclude<HeaderFormat, { style: 'pairs' }>
    | { readonly style: 'pairs'; separator?: string; assign?: string; timestamp?: string; signature: string };
}

/**
 * Completes a scheme: HMAC-SHA256 in hex over the body, under the whole secret, bare in the header; pairs are
 * `key=value` joined by commas.
 * @example toScheme({ header: 'X-Signature', format: { style: 'prefix', prefix: 'sha256=' } })
 */
export function toScheme(input: SchemeInput): SignatureScheme {
  const { header, timestamp, id, format = { style: 'plain' } } = input;
  return {
    header,
    algorithm: input.algorithm ?? 'hmac-sha256',
    encoding: input.encoding ?? 'hex',
    secret: { decode: 'utf8', prefix: '', strip: false, ...input.secret },
    format: format.style === 'pairs' ? { separator: ',', assign: '=', ...format } : format,
    ...(timestamp && { timestamp }),
    ...(id && { id }),
    content: input.content ?? ['$body'],
  };
}
