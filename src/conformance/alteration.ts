/** What became of a text: trimmed, cut, escaped, normalised. */

/** How a text was altered. */
export type Alteration = 'trimmed' | 'cut' | 'escaped' | 'normalised' | 'in another case' | 'without some letters';

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&#x2F;': '/',
};

/** The kind of alteration; undefined where the text shown is another one altogether. */
export function toAlteration(sent: unknown, got: unknown): Alteration | undefined {
  if (typeof sent !== 'string' || typeof got !== 'string' || sent === got || got === '') return undefined;
  if (sent.trim() === got) return 'trimmed';
  if (unescape(got) === unescape(sent) || got.replaceAll('\\"', '"').replaceAll("\\'", "'") === sent) return 'escaped';
  if (sent.normalize('NFC') === got.normalize('NFC') || sent.normalize('NFKC') === got.normalize('NFKC'))
    return 'normalised';
  if (got.length >= 8 && sent.startsWith(got.replace(/(…|\.\.\.)$/, ''))) return 'cut';
  if (sent.toLowerCase() === got.toLowerCase()) return 'in another case';
  if (toAscii(sent) === toAscii(got)) return 'without some letters';
  return undefined;
}

function unescape(text: string): string {
  return text.replace(/&[#a-z0-9]+;/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? entity);
}

/** What is left of a text in a program that knows few letters, or strips markup. */
function toAscii(text: string): string {
  return text.replace(/<[^>]*>/g, '').replace(/[^\x21-\x7e]|[?<>"'&\\]/gu, '');
}
