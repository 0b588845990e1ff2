/** A block of text on the page, what is at fault marked. */
import type { BodyLine } from '../body-lines.ts';
import { escapeHtml } from '../escape.ts';

/** Blocks can be wider than the page, so the keyboard has to reach them to scroll. */
export function toBlock(title: string, id: string, lines: readonly BodyLine[]): string {
  const html = lines.map(({ text, marked }) => {
    if (!marked) return escapeHtml(text);
    const indent = /^\s*/.exec(text)![0];
    return `${indent}<mark>${escapeHtml(text.slice(indent.length))}</mark>`;
  });
  return `<div><h4 id="${id}">${title}</h4><pre tabindex="0" role="group" aria-labelledby="${id}">${html.join('\n')}</pre></div>\n`;
}
