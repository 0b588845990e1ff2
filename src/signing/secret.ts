/** How the text of a secret becomes the key. */
import { decode, toBytes } from './encoding.ts';
import { SigningError } from './error.ts';
import type { SecretForm } from './scheme.ts';

/**
 * Key bytes of a secret. A prefix that the scheme strips may be missing, as many dashboards show secrets without it.
 * @throws SigningError `EmptySecret` or `MalformedSecret`; the message never repeats the secret
 */
export function toKey(secret: string, { prefix, strip, decode: encoding }: SecretForm): Uint8Array {
  const text = strip && secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  const key = encoding === 'utf8' ? toBytes(text) : decode(text, encoding);
  if (key === undefined) throw new SigningError('MalformedSecret', `The secret is not valid ${encoding}`);
  // An empty HMAC key is legal, but then anybody can sign.
  if (key.length === 0) throw new SigningError('EmptySecret', 'The secret is empty');
  return key;
}
