/** Long requests, written short: a mark stands for a text that is repeated very often. */
import type { WireRequest } from './exchange.ts';

/** A mark in a URL, a header or a body, and what it stands for. */
export interface Repeated {
  /** Stands nowhere else in the request; safe in URLs and in JSON, e.g. `__5000000_BLANKS__`. */
  readonly mark: string;
  /** One character. */
  readonly text: string;
  readonly times: number;
}

/** The request as it goes over the wire. */
export function expandRepeated<Request extends Pick<WireRequest, 'url' | 'headers' | 'body' | 'repeated'>>(
  request: Request,
): Request {
  const { repeated = [] } = request;
  if (repeated.length === 0) return request;
  const expand = (text: string): string =>
    repeated.reduce((result, { mark, text: part, times }) => result.replaceAll(mark, () => part.repeat(times)), text);
  return {
    ...request,
    url: expand(request.url),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, expand(value)])),
    ...(request.body !== undefined && { body: expand(request.body) }),
  };
}
