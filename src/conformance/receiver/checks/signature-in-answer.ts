import { getHeader } from '../../../signing/headers.ts';
import { readSignature } from '../forge.ts';
import type { AnswerCheck } from '../receiver-check.ts';

/** No answer tells the right signature to whoever sends a wrong one. */
export const signatureInAnswer: AnswerCheck = {
  name: 'signature-in-answer',
  check(exchange, { scheme, options, sign }) {
    const { response, delivery } = exchange;
    if (!scheme || options.secret === undefined || delivery.isRight || delivery.body.length === 0) return [];
    const signature = readSignature(sign(delivery), scheme);
    const sent = getHeader(delivery.headers, scheme.header) ?? '';
    const isShown = response.text.toLowerCase().includes(signature.toLowerCase());
    if (!isShown || sent.includes(signature)) return [];
    return [
      {
        code: 'SignatureLeaked',
        message: `The receiver answered ${response.status} with the signature that would have been right.`,
        expected: 'no signature in an answer',
        received: 'the right signature',
        contractPointer: '/x-webhook-signature',
        exchange,
        event: delivery.event,
      },
    ];
  },
};
