/** The only file of this folder that needs Node: a WebCrypto twin can replace it. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SignatureScheme } from './scheme.ts';

const HASHES = { 'hmac-sha1': 'sha1', 'hmac-sha256': 'sha256', 'hmac-sha512': 'sha512' } as const;

/** HMAC (RFC 2104) of the content under the key. */
export function createMac(algorithm: SignatureScheme['algorithm'], key: Uint8Array, content: Uint8Array): Uint8Array {
  return createHmac(HASHES[algorithm], key).update(content).digest();
}

/** Whether two byte strings are equal, in a time that depends on their lengths alone. */
export function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
