/** The frame of a page: no network, no framework, everything in the file. */
import { createHash } from 'node:crypto';
import { escapeHtml } from '../escape.ts';
import { runPage } from './script.ts';
import { style } from './style.ts';

/** What stands in the frame. */
export interface PageParts {
  /** Plain text. */
  readonly title: string;
  /** HTML of the header, of the main part and of the footer. */
  readonly head: string;
  readonly main: string;
  readonly foot: string;
  /** Where the keyboard may jump to: id and words of the link. */
  readonly skip: { readonly id: string; readonly text: string };
}

/**
 * A whole page. Its policy lets nothing run and nothing load but the style and the script that stand in it, so that texts
 * of others stay texts whatever they contain.
 */
export function toPage({ title, head, main, foot, skip }: PageParts): string {
  const script = `(${runPage.toString()})();`;
  const policy = `default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#${skip.id}">${skip.text}</a>
<header>
${head}</header>
<main>
${main}</main>
<footer><p class="faint">${foot}</p></footer>
<script>${script}</script>
</body>
</html>
`;
}

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
