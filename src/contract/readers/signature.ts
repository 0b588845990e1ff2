/** Reads `x-webhook-signature`: how deliveries are signed. */
import type { SignatureScheme } from '../../signing/scheme.ts';
import { toScheme, type SchemeInput } from '../../signing/to-scheme.ts';
import type { Behaviour } from '../behaviour.ts';
import { evidenceOf } from '../evidence.ts';
import { hasForm, type Reading, report, withoutEvidence } from './reading.ts';

const POINTER = '/x-webhook-signature';

/** The signature scheme of a document. */
export function readSignature(reading: Reading): Behaviour['signature'] {
  const value = reading.document['x-webhook-signature'];
  if (value === undefined || !hasForm(reading, 'x-webhook-signature', value, POINTER)) return undefined;
  const scheme = toScheme(withoutEvidence(value) as unknown as SchemeInput);
  checkScheme(reading, scheme);
  return { ...scheme, ...evidenceOf(value) };
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
    if (part.startsWith('$') && !/^\$(body|form|timestamp|id|url|header\.[\w-]+)$/.test(part)) {
      report(
        reading,
        at,
        `"${part}" cannot be signed; there are $body, $form, $timestamp, $id, $url and $header.Name.`,
      );
    }
    if (part === '$timestamp' && !timestamp)
      report(reading, at, 'The time is signed but not described; add "timestamp".');
  });
}
