/** Reads `x-webhook-signature`: how deliveries are signed. */
import type { HeaderFormat, SignatureScheme } from '../../signing/scheme.ts';
import type { Behaviour } from '../behaviour.ts';
import { evidenceOf } from '../evidence.ts';
import { hasForm, maybe, type Reading, report, withoutEvidence } from './reading.ts';

const POINTER = '/x-webhook-signature';

/** The YAML form. */
interface RawSignature extends Partial<Omit<SignatureScheme, 'header' | 'secret' | 'format'>> {
  readonly header: string;
  readonly secret?: Partial<SignatureScheme['secret']>;
  readonly format?: { readonly style: HeaderFormat['style'] };
}

/** The signature scheme of a document. */
export function readSignature(reading: Reading): Behaviour['signature'] {
  const value = reading.document['x-webhook-signature'];
  if (value === undefined || !hasForm(reading, 'x-webhook-signature', value, POINTER)) return undefined;
  const raw = withoutEvidence(value) as unknown as RawSignature;
  const scheme: SignatureScheme = {
    header: raw.header,
    algorithm: raw.algorithm ?? 'hmac-sha256',
    encoding: raw.encoding ?? 'hex',
    secret: { decode: 'utf8', prefix: '', strip: false, ...raw.secret },
    format: toFormat(raw.format),
    ...maybe('timestamp', raw.timestamp),
    content: raw.content ?? ['$body'],
  };
  checkScheme(reading, scheme);
  return { ...scheme, ...evidenceOf(value) };
}

function toFormat(raw: NonNullable<RawSignature['format']> = { style: 'plain' }): HeaderFormat {
  return (raw.style === 'pairs' ? { separator: ',', assign: '=', ...raw } : raw) as HeaderFormat;
}

function checkScheme(reading: Reading, scheme: SignatureScheme): void {
  const { format, timestamp, content } = scheme;
  const key = format.style === 'pairs' ? format.timestamp : undefined;
  if (timestamp?.in === 'pairs' && key === undefined) {
    report(reading, `${POINTER}/timestamp/in`, 'The time is said to be in a pair; name its key: format.timestamp.');
  }
  if (timestamp?.in === 'header' && timestamp.header === undefined) {
    report(reading, `${POINTER}/timestamp`, 'The time is said to be in a header; name it: timestamp.header.');
  }
  if (key !== undefined && timestamp?.in !== 'pairs') {
    report(
      reading,
      `${POINTER}/format/timestamp`,
      'A pair carries the time; describe it: timestamp: { in: pairs, unit: seconds }.',
    );
  }
  content.forEach((part, index) => {
    const at = `${POINTER}/content/${index}`;
    if (part.startsWith('$') && !/^\$(body|timestamp|id|url|header\.[\w-]+)$/.test(part)) {
      report(reading, at, `"${part}" cannot be signed; there are $body, $timestamp, $id, $url and $header.Name.`);
    }
    if (part === '$timestamp' && !timestamp)
      report(reading, at, 'The time is signed but not described; add "timestamp".');
  });
}
