/** Writes a request down: path, query, headers and body as they go over the wire, without credentials. */
import type { Operation, Parameter } from '../contract/types.ts';
import type { WireRequest } from './exchange.ts';
import type { Input } from './input.ts';
import { toJsonMedia } from './values/values.ts';

/** The form of OpenAPI `style` and `explode`: pairs of name and text, not yet percent-encoded. */
type Pairs = readonly (readonly [name: string, text: string])[];

/**
 * @param baseUrl what replaces the document's server URL; no trailing slash
 * @param extra headers of every request of the run, names in lower case
 */
export function toWireRequest(
  operation: Operation,
  input: Input,
  baseUrl: string,
  extra: Readonly<Record<string, string>> = {},
): WireRequest {
  const path = operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => toPathSegment(operation, name, input));
  const query = Object.keys(input.query)
    .flatMap((name) => toPairs(findParameter(operation, 'query', name), name, input.query[name]))
    .map(([name, text]) => `${encode(name)}=${encode(text)}`)
    .join('&');
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'hookspec-check', ...extra };
  for (const [name, value] of Object.entries(input.header)) headers[name.toLowerCase()] = toText(value);
  const cookies = Object.entries(input.cookie).map(([name, value]) => `${name}=${encodeURIComponent(toText(value))}`);
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
  const request = {
    method: operation.method.toUpperCase(),
    url: `${baseUrl}${path}${query === '' ? '' : `?${query}`}`,
  };
  if (input.body === undefined) return { ...request, headers };
  const type = toJsonMedia(operation.requestBody)?.type ?? 'application/json';
  headers['content-type'] = type === '*/*' ? 'application/json' : type;
  return { ...request, headers, body: JSON.stringify(input.body) };
}

/** Adds a pair to the query of a URL. */
export function addQuery(url: string, name: string, value: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${encode(name)}=${encode(value)}`;
}

function toPathSegment(operation: Operation, name: string, input: Input): string {
  const parameter = findParameter(operation, 'path', name);
  const value = input.path[name];
  const text = Array.isArray(value) ? value.map(toText).join(parameter?.style === 'label' ? '.' : ',') : toText(value);
  if (parameter?.style === 'label') return `.${encode(text)}`;
  return parameter?.style === 'matrix' ? `;${name}=${encode(text)}` : encode(text);
}

function toPairs(parameter: Parameter | undefined, name: string, value: unknown): Pairs {
  if (parameter?.content) return [[name, JSON.stringify(value)]];
  const { style = 'form', explode = true } = parameter ?? {};
  if (Array.isArray(value)) {
    if (explode) return value.map((entry) => [name, toText(entry)] as const);
    const separator = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
    return [[name, value.map(toText).join(separator)]];
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value);
    if (style === 'deepObject') return entries.map(([key, entry]) => [`${name}[${key}]`, toText(entry)] as const);
    return explode
      ? entries.map(([key, entry]) => [key, toText(entry)] as const)
      : [[name, entries.flat().map(toText).join(',')]];
  }
  return [[name, toText(value)]];
}

function findParameter(operation: Operation, place: Parameter['in'], name: string): Parameter | undefined {
  return operation.parameters.find((parameter) => parameter.in === place && parameter.name === name);
}

function toText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : value !== null && typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}

/** As encodeURIComponent, but brackets of deep objects stay readable. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%5B', '[').replaceAll('%5D', ']');
}
