/** A request under construction, and what is sent of it. */
import type { Json, Operation } from '../../../src/contract/types.ts';
import type { PlainRequest } from '../../../src/mock/message.ts';

/** A request under construction. */
export interface Draft {
  readonly operation: Operation;
  method: string;
  /** Percent-encoded, without query. */
  path: string;
  query: [string, string][];
  headers: Record<string, string>;
  /** JSON value, or the text itself. */
  body: { json: Json } | { text: string } | undefined;
  /** Names of the changes. */
  readonly changes: string[];
}

/** The request as both sides get it. */
export function toRequest(draft: Draft): PlainRequest {
  const { method, path, query, headers, body } = draft;
  const text = body === undefined ? '' : 'json' in body ? JSON.stringify(body.json) : body.text;
  const bytes = new TextEncoder().encode(text);
  return {
    method,
    path,
    query: query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&'),
    headers: body === undefined ? headers : { ...headers, 'content-length': String(bytes.length) },
    body: bytes,
  };
}

/** A line for people: what was sent. */
export function describe(draft: Draft): string {
  const { method, path, query, headers, body } = toRequest(draft);
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const text = new TextDecoder().decode(body);
  return `${method} ${path}${query && `?${query}`} [${sent.join('; ')}] ${text} (${draft.changes.join(', ') || 'valid'})`;
}
