/** HMAC and digests: by Node where it is there, else in plain arithmetic. The only file of this folder that knows Node. */
import { concat } from './encoding.ts';
import { isEqual as isEqualInArithmetic } from './equal.ts';
import { BLOCK_BYTES, toSha, type HashName } from './sha.ts';
import type { HmacAlgorithm } from './scheme.ts';

const HASHES = { 'hmac-sha1': 'sha1', 'hmac-sha256': 'sha256', 'hmac-sha512': 'sha512' } as const;

/** Not imported: a bundle for browsers could not be made, and start-up would wait for what few commands need. */
export const getNodeCrypto = () => globalThis.process?.getBuiltinModule?.('node:crypto');

/** HMAC (RFC 2104) of the content under the key. */
export function createMac(algorithm: HmacAlgorithm, key: Uint8Array, content: Uint8Array): Uint8Array {
  const crypto = getNodeCrypto();
  // Of plain bytes Node finds out slowly that they are no key object.
  if (crypto) return crypto.createHmac(HASHES[algorithm], crypto.createSecretKey(key)).update(content).digest();
  return toMac(HASHES[algorithm], key, content);
}

/** HMAC without the help of a platform. */
export function toMac(name: HashName, key: Uint8Array, content: Uint8Array): Uint8Array {
  const block = BLOCK_BYTES[name];
  const padded = new Uint8Array(block);
  padded.set(key.length > block ? toSha(name, key) : key);
  const inner = toSha(
    name,
    concat(
      padded.map((byte) => byte ^ 0x36),
      content,
    ),
  );
  return toSha(
    name,
    concat(
      padded.map((byte) => byte ^ 0x5c),
      inner,
    ),
  );
}

/** SHA-256 of some bytes. */
export function toSha256(bytes: Uint8Array): Uint8Array {
  return getNodeCrypto()?.hash('sha256', bytes, 'buffer') ?? toSha('sha256', bytes);
}

/** Whether two byte strings are equal, in a time that depends on their lengths alone. */
export function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  return getNodeCrypto()?.timingSafeEqual(left, right) ?? isEqualInArithmetic(left, right);
}
