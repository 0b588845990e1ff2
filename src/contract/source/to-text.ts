/** The bytes of a source file as text: UTF-8, without its byte order mark. */
export function toText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
