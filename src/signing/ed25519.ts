/** Keys of Ed25519 (RFC 8032): the wrapping that platforms want around their 32 bytes, and how secrets hold them. */
import { concat } from './encoding.ts';
import { SigningError } from './error.ts';
import type { SecretForm } from './scheme.ts';
import { toKey } from './secret.ts';

/** Bytes of a signature. */
export const ED25519_SIGNATURE_BYTES = 64;

// PKCS #8 and SubjectPublicKeyInfo of RFC 8410, up to the key itself.
const PRIVATE = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
const PUBLIC = Uint8Array.of(0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0);

/** A private key of 32 bytes as PKCS #8. */
export function toPrivateDer(seed: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(PRIVATE, seed);
}

/** A public key of 32 bytes as SubjectPublicKeyInfo. */
export function toPublicDer(key: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(PUBLIC, key);
}

/**
 * The private key in a secret: 32 bytes, or 64 with the public key behind them.
 * @throws SigningError `MalformedSecret`, `EmptySecret`
 */
export function toSeed(secret: string, form: SecretForm): Uint8Array {
  if (isPublic(secret, form))
    throw new SigningError('MalformedSecret', 'A public key cannot sign; give the private one');
  return assertLength(toKey(secret, form), [32, 64]).subarray(0, 32);
}

/**
 * What verifies in a secret: a public key of 32 bytes, or the seed of a private key, told apart by their prefixes.
 * @throws SigningError `MalformedSecret`, `EmptySecret`
 */
export function toVerifier(
  secret: string,
  form: SecretForm,
): { readonly publicKey: Uint8Array } | { seed: Uint8Array } {
  if (isPublic(secret, form))
    return { publicKey: assertLength(toKey(secret, { ...form, prefix: form.publicPrefix! }), [32]) };
  const key = assertLength(toKey(secret, form), [32, 64]);
  if (key.length === 64) return { publicKey: key.subarray(32) };
  return form.prefix !== '' && secret.startsWith(form.prefix) ? { seed: key } : { publicKey: key };
}

function isPublic(secret: string, { publicPrefix }: SecretForm): boolean {
  return publicPrefix !== undefined && publicPrefix !== '' && secret.startsWith(publicPrefix);
}

function assertLength(key: Uint8Array, lengths: readonly number[]): Uint8Array {
  if (lengths.includes(key.length)) return key;
  throw new SigningError('MalformedSecret', `The key has ${key.length} bytes; Ed25519 needs ${lengths.join(' or ')}`);
}
