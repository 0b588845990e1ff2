/** Does the work of signing by WebCrypto, which browsers, workers, Deno, Bun and Node all have. */
import { toPrivateDer } from './ed25519.ts';
import { isEqual } from './equal.ts';
import { SigningError } from './error.ts';
import type { Work } from './work.ts';

const HASHES = { 'hmac-sha1': 'SHA-1', 'hmac-sha256': 'SHA-256', 'hmac-sha512': 'SHA-512' } as const;
const ED25519 = 'Ed25519';

/** @throws SigningError `Unsupported` where WebCrypto or Ed25519 is missing, such as on a page without https */
export async function performLater(work: Work): Promise<Uint8Array | boolean> {
  if (work.do === 'compare') return isEqual(work.left, work.right);
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) {
    throw new SigningError('Unsupported', 'WebCrypto is missing here; a page must come over https or from localhost');
  }
  try {
    return await perform(subtle, work);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotSupportedError') throw error;
    throw new SigningError('Unsupported', 'The WebCrypto of this platform has no Ed25519');
  }
}

async function perform(subtle: SubtleCrypto, work: Exclude<Work, { do: 'compare' }>): Promise<Uint8Array | boolean> {
  if (work.do === 'mac') {
    const algorithm = { name: 'HMAC', hash: HASHES[work.algorithm] };
    const key = await subtle.importKey('raw', toOwn(work.key), algorithm, false, ['sign']);
    return new Uint8Array(await subtle.sign('HMAC', key, toOwn(work.content)));
  }
  if (work.do === 'sign') {
    const key = await importPrivate(subtle, work.seed, false);
    return new Uint8Array(await subtle.sign(ED25519, key, toOwn(work.content)));
  }
  const key =
    'seed' in work.key
      ? await toPublicKey(subtle, work.key.seed)
      : await subtle.importKey('raw', toOwn(work.key.publicKey), ED25519, false, ['verify']);
  return subtle.verify(ED25519, key, toOwn(work.signature), toOwn(work.content));
}

function importPrivate(subtle: SubtleCrypto, seed: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  return subtle.importKey('pkcs8', toPrivateDer(seed), ED25519, extractable, ['sign']);
}

// WebCrypto gives the public half only by way of an export.
async function toPublicKey(subtle: SubtleCrypto, seed: Uint8Array): Promise<CryptoKey> {
  const { kty, crv, x } = await subtle.exportKey('jwk', await importPrivate(subtle, seed, true));
  return subtle.importKey('jwk', { kty: kty!, crv: crv!, x: x! }, ED25519, false, ['verify']);
}

// WebCrypto takes no views on shared memory.
function toOwn(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : Uint8Array.from(bytes);
}
