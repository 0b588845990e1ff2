/** Compares received signatures with what the secrets give. */
import { ED25519_SIGNATURE_BYTES, toVerifier } from './ed25519.ts';
import { SigningError } from './error.ts';
import type { SignatureScheme } from './scheme.ts';
import { toKey } from './secret.ts';
import { askBoolean, askBytes, type Steps } from './work.ts';

/** Most signatures of one header that are looked at: a header must not buy hours of work. */
const MAX_SIGNATURES = 32;
const MAC_BYTES = { 'hmac-sha1': 20, 'hmac-sha256': 32, 'hmac-sha512': 64 } as const;

/** Bytes of a signature under an algorithm. */
export function toSignatureLength(algorithm: SignatureScheme['algorithm']): number {
  return algorithm === 'ed25519' ? ED25519_SIGNATURE_BYTES : MAC_BYTES[algorithm];
}

/**
 * Whether any signature belongs to the content under any secret. Every pair is compared, so that the time does not tell
 * which secret or signature came close.
 * @throws SigningError `EmptySecret`, `MalformedSecret`
 */
export function* isSigned(
  scheme: Pick<SignatureScheme, 'algorithm' | 'secret'>,
  secrets: readonly string[],
  content: Uint8Array,
  signatures: readonly Uint8Array[],
): Steps<boolean> {
  const { algorithm, secret: form } = scheme;
  if (secrets.length === 0) throw new SigningError('EmptySecret', 'No secret was given');
  const received = signatures.slice(0, MAX_SIGNATURES);
  let found = false;
  if (algorithm === 'ed25519') {
    for (const key of secrets.map((secret) => toVerifier(secret, form))) {
      for (const signature of received) {
        if (yield* askBoolean({ do: 'check', key, content, signature })) found = true;
      }
    }
    return found;
  }
  for (const key of secrets.map((secret) => toKey(secret, form))) {
    const mac = yield* askBytes({ do: 'mac', algorithm, key, content });
    for (const signature of received) {
      if (yield* askBoolean({ do: 'compare', left: signature, right: mac })) found = true;
    }
  }
  return found;
}
