/** The request log as an HTTP Archive, http://www.softwareishard.com/blog/har-12-spec/, for browsers' and other tools. */
import type { MessageDetail, RequestDetail } from './entry.ts';
import { REDACTED } from './redact.ts';

/** A HAR 1.2 document; its members are those of the specification. */
export interface Har {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly Readonly<Record<string, unknown>>[];
  };
}

/**
 * Requests as HAR, in the given order; HAR wants the oldest first.
 * @param origin `http://host:port` of the mock
 */
export function toHar(details: readonly RequestDetail[], origin: string): Har {
  const creator = { name: 'hookspec', version: '1' };
  return { log: { version: '1.2', creator, entries: details.map((detail) => toHarEntry(detail, origin)) } };
}

function toHarEntry(detail: RequestDetail, origin: string): Readonly<Record<string, unknown>> {
  const { method, path, query, request, response, status, id, duration } = detail;
  const type = findHeader(request, 'content-type') ?? '';
  return {
    startedDateTime: detail.time,
    time: duration,
    request: {
      method,
      url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
      httpVersion: 'HTTP/1.1',
      cookies: toCookies(findHeader(request, 'cookie'), ';'),
      headers: toPairs(request.headers),
      queryString: toQueryPairs(query),
      ...(request.body !== undefined && {
        postData: { mimeType: type, text: request.body, ...(request.encoding && { comment: request.encoding }) },
      }),
      headersSize: -1,
      bodySize: request.bodyLength,
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: toCookies(findHeader(response, 'set-cookie'), ','),
      headers: toPairs(response.headers),
      content: {
        size: response.bodyLength,
        mimeType: findHeader(response, 'content-type') ?? '',
        ...(response.body !== undefined && { text: response.body }),
        ...(response.encoding && { encoding: response.encoding }),
      },
      redirectURL: findHeader(response, 'location') ?? '',
      headersSize: -1,
      bodySize: response.bodyLength,
    },
    cache: {},
    timings: { send: 0, wait: duration, receive: 0 },
    comment: [`hookspec request ${id}`, detail.contract, detail.operation, detail.condition].filter(Boolean).join(' '),
  };
}

function findHeader({ headers }: MessageDetail, name: string): string | undefined {
  return Object.entries(headers).find(([other]) => other.toLowerCase() === name)?.[1];
}

function toPairs(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function toQueryPairs(query: string) {
  return query === '' ? [] : [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

function toCookies(header: string | undefined, separator: string) {
  const names = (header ?? '').split(separator).flatMap((part) => /^\s*([^=;\s]+)=/.exec(part)?.[1] ?? []);
  return names.map((name) => ({ name, value: REDACTED }));
}
