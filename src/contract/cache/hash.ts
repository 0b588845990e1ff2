/** Digests of texts. */
import { hash } from 'node:crypto';

/** SHA-256 of a text as UTF-8, or of bytes, in hexadecimal. */
export function toHash(content: string | Uint8Array): string {
  return hash('sha256', content);
}
