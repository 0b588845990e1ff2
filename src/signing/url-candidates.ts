/** What URL may have been signed instead. */
import type { Candidate } from './cause.ts';
import type { VerifyOptions } from './verify-steps.ts';

/** Other spellings of the URL, where it is signed: scheme, port, last slash, query. */
export function listUrls({ scheme, url }: VerifyOptions): Candidate<string>[] {
  if (url === undefined || !scheme.content.includes('$url') || !URL.canParse(url)) return [];
  const [plain, query] = splitAt(url, '?');
  const swapped = url.startsWith('https:') ? url.replace('https:', 'http:') : url.replace('http:', 'https:');
  const { host, protocol, port } = new URL(url);
  const usual = protocol === 'https:' ? '443' : '80';
  const others = [
    swapped,
    plain,
    (plain.endsWith('/') ? plain.slice(0, -1) : `${plain}/`) + query,
    port === '' ? url.replace(host, `${host}:${usual}`) : url.replace(`:${port}`, ''),
    url.replace(`:${usual}`, ''),
    swapped.replace(`:${port}`, ''),
  ];
  return [...new Set(others)]
    .filter((other) => other !== url)
    .map((other) => ({ cause: 'WrongUrl', what: `over the URL ${other}`, options: other }));
}

function splitAt(text: string, mark: string): [before: string, rest: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}
