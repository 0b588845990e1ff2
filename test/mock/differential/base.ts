/** A valid request to an operation, made of its schemas. */
import type { Contract, Json, Operation, Parameter } from '../../../src/contract/types.ts';
import { toInstance } from '../../../src/contract/instance/instance.ts';
import { toParameterValue } from '../../../src/conformance/values/parameters.ts';
import type { Draft } from './draft.ts';

/** Makes it. @param full with everything that may be left out */
export function toBase(
  context: Parameters<typeof toInstance>[0],
  contract: Contract,
  operation: Operation,
  token: string,
  full: boolean,
): Draft {
  const headers: Record<string, string> = {};
  const query: [string, string][] = [];
  let { path } = operation;
  for (const parameter of operation.parameters) {
    if (!parameter.required && !full) continue;
    const value = toParameterValue(context, parameter);
    if (value === undefined) continue;
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, toSegment(parameter, value));
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = toSimple(value);
    else if (parameter.in === 'cookie') headers.cookie = `${parameter.name}=${toSimple(value)}`;
    else query.push(...toPairs(parameter, value));
  }
  authorize(contract, operation, token, headers, query);
  const media =
    operation.requestBody?.content.find(({ type }) => /json/.test(type)) ?? operation.requestBody?.content[0];
  const draft: Draft = {
    operation,
    method: operation.method.toUpperCase(),
    path,
    query,
    headers,
    body: undefined,
    changes: [],
  };
  if (!media) return draft;
  headers['content-type'] = media.type.replace('*/*', 'application/json');
  const value = media.schemaPointer === undefined ? undefined : toInstance(context, media.schemaPointer, { full });
  if (media.type === 'multipart/form-data') {
    headers['content-type'] = 'multipart/form-data; boundary=xx';
    draft.body = { text: toParts(value) };
  } else draft.body = /json/.test(headers['content-type']) ? { json: value ?? null } : { text: toText(value) };
  return draft;
}

function toSegment({ name, style }: Parameter, value: Json): string {
  const text = encodeURIComponent(toSimple(value)).replaceAll('%2C', ',');
  return style === 'label' ? `.${text}` : style === 'matrix' ? `;${name}=${text}` : text;
}

function toPairs({ name, style, explode }: Parameter, value: Json): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  if (style === 'deepObject') return Object.entries(value).map(([key, member]) => [`${name}[${key}]`, String(member)]);
  if (explode && Array.isArray(value)) return value.map((item) => [name, String(item)]);
  const separator = style === 'pipeDelimited' ? '|' : ',';
  return [[name, Object.values(value).map(String).join(separator)]];
}

function toSimple(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? value.join(',') : Object.entries(value).flat().join(',');
}

function authorize(
  contract: Contract,
  operation: Operation,
  token: string,
  headers: Record<string, string>,
  query: [string, string][],
): void {
  for (const { scheme: name } of operation.security[0] ?? []) {
    const scheme = contract.securitySchemes.find((entry) => entry.name === name)!;
    if (scheme.type === 'apiKey' && scheme.in === 'query') query.push([scheme.parameterName!, token]);
    else if (scheme.type === 'apiKey' && scheme.in === 'header') headers[scheme.parameterName!.toLowerCase()] = token;
    else if (scheme.type === 'apiKey') headers.cookie = `${scheme.parameterName}=${token}`;
    else if (scheme.scheme === 'basic') headers.authorization = `Basic ${btoa(`${token}:x`)}`;
    else if (scheme.scheme === 'digest')
      headers.authorization = 'Digest username="u", realm="r", nonce="n", uri="x", response="y"';
    else headers.authorization = `Bearer ${token}`;
  }
}

function toText(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  return Object.entries(value)
    .map(([name, member]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(member))}`)
    .join('&');
}

function toParts(value: Json | undefined): string {
  const parts = Object.entries((value ?? {}) as Record<string, Json>).map(
    ([name, member]) => `--xx\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(member)}\r\n`,
  );
  return `${parts.join('')}--xx--\r\n`;
}
