/** Bytes for human eyes: what cannot be seen is written as an escape. */
import { readText } from './body-candidates.ts';
import { toCharacters } from './encoding.ts';

/** Longest text that is shown. */
const MAX_CHARACTERS = 4000;
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
const UNSEEN = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|(?! )\p{Zs}| $|^ /gu;

/**
 * Shows bytes as text: controls, invisible and outer blanks as escapes, bytes that are no UTF-8 as `\xNN`, secrets as
 * `[secret]`.
 */
export function showBytes(bytes: Uint8Array, secrets: readonly string[]): string {
  let text = readText(bytes);
  const isText = text !== undefined;
  text ??= toCharacters(bytes);
  text = hideSecrets(text, secrets);
  const cut = text.slice(0, MAX_CHARACTERS);
  const shown = isText ? cut.replace(UNSEEN, escape) : cut.replace(/[^ -[\]-~]/g, escapeByte);
  return text.length > cut.length ? `${shown}… (${bytes.length} bytes in all)` : shown;
}

/** Writes `[secret]` for each secret, and for what is left of it without its prefix. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const words = secrets
    .flatMap((secret) => [secret.trim(), secret.trim().replace(/^[A-Za-z]{2,12}_/, '')])
    .filter((word) => word !== '')
    .sort((a, b) => b.length - a.length);
  return words.reduce((shown, word) => shown.replaceAll(word, '[secret]'), text);
}

function escape(character: string): string {
  const code = character.codePointAt(0)!;
  return (
    ESCAPES[character] ??
    (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16).padStart(4, '0')}}`)
  );
}

function escapeByte(character: string): string {
  return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
