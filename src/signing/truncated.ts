/** Whether a signature was cut. */
import { decode } from './encoding.ts';
import { SigningError } from './error.ts';
import { toSignatureLength } from './match.ts';
import { toKey } from './secret.ts';
import { readDelivery, type VerifyOptions } from './verify-steps.ts';
import { askBytes, type Steps } from './work.ts';

/** Fewer bytes could be right by accident. */
const MIN_BYTES = 4;

/** Whether a received signature is the beginning of a right one. */
export function* isCutOff(options: VerifyOptions): Steps<boolean> {
  const { algorithm, encoding, secret: form } = options.scheme;
  if (algorithm === 'ed25519') return false;
  try {
    const delivery = readDelivery(options);
    if ('valid' in delivery) return false;
    const group = encoding === 'hex' ? 2 : 4;
    const cut = delivery.signatures
      .map((text) => decode(text.slice(0, text.length - (text.length % group)), encoding))
      .filter(
        (bytes) => bytes !== undefined && bytes.length >= MIN_BYTES && bytes.length < toSignatureLength(algorithm),
      );
    for (const secret of typeof options.secrets === 'string' ? [options.secrets] : options.secrets) {
      const mac = yield* askBytes({ do: 'mac', algorithm, key: toKey(secret, form), content: delivery.content });
      if (cut.some((bytes) => bytes!.every((byte, index) => byte === mac[index]))) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof SigningError) return false;
    throw error;
  }
}
