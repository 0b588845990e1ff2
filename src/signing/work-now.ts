/** Does the work of signing at once: by Node, or in plain arithmetic where there is no Node. */
import { toPrivateDer, toPublicDer } from './ed25519.ts';
import { SigningError } from './error.ts';
import { createMac, getNodeCrypto, isEqual } from './hmac.ts';
import type { Work } from './work.ts';

/** @throws SigningError `Unsupported` for Ed25519 without Node */
export function performNow(work: Work): Uint8Array | boolean {
  if (work.do === 'mac') return createMac(work.algorithm, work.key, work.content);
  if (work.do === 'compare') return isEqual(work.left, work.right);
  const crypto = getNodeCrypto();
  if (!crypto) {
    throw new SigningError('Unsupported', 'Ed25519 without Node needs the asynchronous functions of hookspec/signing');
  }
  const toPrivateKey = (seed: Uint8Array) =>
    crypto.createPrivateKey({ key: toDer(toPrivateDer(seed)), format: 'der', type: 'pkcs8' });
  if (work.do === 'sign') return crypto.sign(null, work.content, toPrivateKey(work.seed));
  const key =
    'seed' in work.key
      ? crypto.createPublicKey(toPrivateKey(work.key.seed))
      : crypto.createPublicKey({ key: toDer(toPublicDer(work.key.publicKey)), format: 'der', type: 'spki' });
  return crypto.verify(null, work.content, key, work.signature);
}

// Node takes any bytes; its types ask for its own kind of them.
function toDer(bytes: Uint8Array): never {
  return bytes as never;
}
