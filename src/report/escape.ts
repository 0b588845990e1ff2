/** Makes what a server said harmless in each form of output. */

/**
 * For terminals and logs: characters that steer a terminal or turn the direction of writing become `\u001b`, line
 * breaks become `\n`, so that a server can neither paint over the report nor add lines to it.
 */
export function escapeLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202E\u2066-\u2069\uFEFF]/gu, (character) =>
    character === '\n' ? String.raw`\n` : String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

/** As {@link escapeLine}, with its line breaks and tabs kept. */
export function escapeLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split('\t').map(escapeLine).join('\t'))
    .join('\n');
}

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For HTML, as text and inside quoted attributes; what {@link escapeLines} makes visible stays so. */
export function escapeHtml(text: string): string {
  return escapeLines(text).replace(/[&<>"']/g, (character) => MARKUP[character]!);
}

/** For XML 1.0, as text and inside quoted attributes; drops the characters that XML cannot carry. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"]/g, (character) => MARKUP[character]!);
}

/** For an attribute of XML, where a bare line break would be read as a space. */
export function escapeXmlAttribute(text: string): string {
  return escapeXml(text).replaceAll('\n', '&#10;').replaceAll('\r', '&#13;').replaceAll('\t', '&#9;');
}

/** For Markdown on one line, table cells included: no markup and no HTML comes through. */
export function escapeMarkdown(text: string): string {
  return escapeLine(text)
    .replace(/[&<>]/g, (character) => MARKUP[character]!)
    .replace(/[\\`*_[\]|~#!]/g, String.raw`\$&`)
    .replaceAll('@', '&#64;');
}

/** A code span of Markdown that fits into a table cell. */
export function toCodeSpan(text: string): string {
  const content = escapeLine(text).replaceAll('|', String.raw`\|`);
  const fence = '`'.repeat(longestRun(content) + 1);
  const edge = content.startsWith('`') || content.endsWith('`') || content.trim() === '' ? ' ' : '';
  return `${fence}${edge}${content}${edge}${fence}`;
}

/** A fenced block of Markdown. */
export function toFence(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${escapeLines(text)}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
