/** A logged request as a curl line that repeats it; credentials come out of `HOOKSPEC_TOKEN`. */
import type { RequestDetail } from './entry.ts';
import { REDACTED } from './redact.ts';

/** What curl or the connection sets by itself. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'expect']);

/**
 * One line, without a line feed.
 * @param origin `http://host:port` of the mock
 */
export function toCurlLine({ method, path, query, request }: RequestDetail, origin: string): string {
  const headers = Object.entries(request.headers)
    .filter(([name]) => !OWN_HEADERS.has(name))
    .map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  const { body } = request;
  const data =
    body === undefined ? [] : request.encoding === 'base64' ? ['--data-binary @-'] : [`--data-raw ${quoteBody(body)}`];
  const url = quote(`${origin}${path}${query === '' ? '' : `?${query}`}`);
  const line = ['curl -i', ...(method === 'HEAD' ? ['-I'] : [`-X ${method}`]), url, ...headers, ...data].join(' ');
  return data[0]?.endsWith('@-') ? `base64 -d <<< ${quoteBody(body!)} | ${line}` : line;
}

function quoteBody(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Single quotes keep the shell away; the variable must be seen by it. */
function quote(text: string): string {
  return quoteBody(text).replaceAll(REDACTED, `'"$HOOKSPEC_TOKEN"'`);
}
