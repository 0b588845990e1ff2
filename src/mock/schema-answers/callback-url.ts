/** Fills the runtime expressions of a callback's URL (OpenAPI 3.1, Callback Object). */
import { getAt } from '../../contract/pointer.ts';
import type { PlainRequest, PlainResponse } from '../message.ts';

/** The URL that a callback goes to; what an expression does not find is left empty. */
export function fillCallbackUrl(template: string, request: PlainRequest, response: PlainResponse): string {
  return template.replace(/\{(.+?)\}/g, (_, expression: string) =>
    String(evaluate(expression, request, response) ?? ''),
  );
}

function evaluate(expression: string, request: PlainRequest, response: PlainResponse): unknown {
  const [root, ...rest] = expression.split('.');
  if (root === '$method') return request.method;
  if (root === '$statusCode') return response.status;
  const [part, name] = split(rest.join('.'));
  if (root === '$request') {
    if (part === 'query') return new URLSearchParams(request.query).get(name);
    if (part === 'header') return request.headers[name.toLowerCase()];
    if (part === 'body') return getAt(readSent(request), name);
  }
  if (root === '$response') {
    const header = Object.entries(response.headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
    if (part === 'header') return header?.[1];
    if (part === 'body') return getAt(readJson(response.body), name);
  }
  return undefined;
}

function split(text: string): [string, string] {
  const at = text.search(/[.#]/);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function readSent(request: PlainRequest): unknown {
  const type = request.headers['content-type'] ?? '';
  const text = new TextDecoder().decode(request.body);
  return type.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(text))
    : readJson(text);
}

function readJson(body: string | Uint8Array | undefined): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  } catch {
    // No JSON: an expression finds nothing in it.
    return undefined;
  }
}
