/**
 * Generated requests to a contract: a valid one per operation, changed in up to three ways. fast-check draws, so a seed
 * repeats them and a finding shrinks to the change that matters.
 */
import * as fc from 'fast-check';
import { createSchemaCompiler } from '../../../src/contract/schema.ts';
import { getAt, setAt, toPointer } from '../../../src/contract/pointer.ts';
import type { Contract, Json, Operation, Parameter } from '../../../src/contract/types.ts';
import { toInstance } from '../../../src/conformance/values/instance.ts';
import { toParameterValue } from '../../../src/conformance/values/parameters.ts';
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

type Change = (draft: Draft) => void;

/** Draws requests to the operations of a contract. */
export function drawRequests(contract: Contract): fc.Arbitrary<Draft> {
  const context = { contract, compiler: createSchemaCompiler(contract) };
  const token = contract.behaviour.keys?.list[0]?.token ?? 'token';
  const bases = contract.operations.flatMap((operation) =>
    [false, true].map((full) => () => toBase(context, contract, operation, token, full)),
  );
  return fc
    .tuple(fc.constantFrom(...bases), fc.array(drawChange(contract), { maxLength: 3 }))
    .map(([base, changes]) => {
      const draft = base();
      for (const change of changes) change(draft);
      return draft;
    });
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

function toBase(
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

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e9,
  '',
  ' ',
  'x',
  '1',
  'true',
  'null',
  '2020-01-01',
  'http://example.com/x',
  'https://',
  'a'.repeat(300),
  'ü€😀',
  [],
  [null],
  ['x', 'x'],
  {},
  { x: 1 },
  '00000000-0000-0000-0000-000000000000',
];

const CREDENTIALS = [
  '',
  'Bearer',
  'Bearer ',
  'bearer TOKEN',
  'BEARER TOKEN',
  'Bearer  TOKEN',
  'Basic dTpw',
  'Token TOKEN',
  'Bearer unknown',
  'Basic nonsense',
];
const TYPES = [
  '',
  'text/plain',
  'application/json; charset=utf-8',
  'application/json; charset=latin1',
  'APPLICATION/JSON',
  'application/xml',
  'application/problem+json',
  'application/x-www-form-urlencoded',
  'nonsense',
  'application/',
];
const ACCEPTS = [
  '*/*',
  'application/json',
  'application/xml',
  'text/html',
  'application/*',
  'application/json;q=0',
  'text/html, */*;q=0.1',
  'nonsense',
  '',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'];

function drawChange(contract: Contract): fc.Arbitrary<Change> {
  const odd = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> },
  );
  const names = [...new Set(contract.operations.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  const number = fc.nat(1000);
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(number, odd).map(([at, value]) => changeBody('body value', at, () => value)) },
    { weight: 3, arbitrary: number.map((at) => changeBody('body member dropped', at, undefined)) },
    { weight: 1, arbitrary: odd.map((value) => addMember(value)) },
    {
      weight: 1,
      arbitrary: odd.map((value) => named('whole body', (draft) => draft.body && (draft.body = { json: value }))),
    },
    { weight: 1, arbitrary: fc.constant(named('no body', (draft) => (draft.body = undefined))) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('', '{', '{"a":1,}', 'a=b', '[1', '"x"')
        .map((text) => named('body text', (draft) => (draft.body = { text }))),
    },
    { weight: 2, arbitrary: fc.constantFrom(...TYPES).map((type) => setHeader('content-type', type)) },
    { weight: 2, arbitrary: fc.constantFrom(...ACCEPTS).map((type) => setHeader('accept', type)) },
    { weight: 2, arbitrary: fc.constantFrom(...CREDENTIALS).map((text) => credentials(text)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('limit', ...names), fc.constantFrom(...ODD))
        .map(([name, value]) => addQuery(name, value)),
    },
    { weight: 4, arbitrary: number.map(repeatQuery) },
    {
      weight: 1,
      arbitrary: number.map((at) =>
        named('query dropped', (draft) => draft.query.splice(at % (draft.query.length || 1), 1)),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom('x', '0', '%20', 'a%2Fb', '%zz', 'ü', '..', '').map((text) => changeSegment(text)),
    },
    { weight: 1, arbitrary: fc.constant(named('trailing slash', (draft) => (draft.path += '/'))) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...METHODS).map((method) => named('method', (draft) => (draft.method = method))),
    },
  );
}

function named(name: string, change: (draft: Draft) => unknown): Change {
  return (draft) => {
    change(draft);
    draft.changes.push(name);
  };
}

function changeBody(name: string, at: number, next: (() => Json) | undefined): Change {
  return named(name, (draft) => {
    if (!draft.body || !('json' in draft.body)) return;
    const pointers = list(draft.body.json, []);
    if (pointers.length === 0) return;
    const tokens = pointers[at % pointers.length]!;
    const json = structuredClone(draft.body.json);
    const parent = getAt(json, toPointer(tokens.slice(0, -1))) as Record<string, Json> | Json[];
    if (next) setAt(json, toPointer(tokens), next());
    else if (Array.isArray(parent)) parent.splice(Number(tokens.at(-1)), 1);
    else delete parent[tokens.at(-1)!];
    draft.body = { json };
  });
}

function list(value: Json, tokens: string[]): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    [...tokens, key],
    ...list(member as Json, [...tokens, key]),
  ]);
}

function addMember(value: Json): Change {
  return named('body member added', (draft) => {
    if (!draft.body || !('json' in draft.body)) return;
    const { json } = draft.body;
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      draft.body = { json: { ...json, added: value } };
  });
}

function setHeader(name: string, value: string): Change {
  return named(`${name}: ${value}`, (draft) => {
    if (value === '') delete draft.headers[name];
    else draft.headers[name] = value;
  });
}

function credentials(text: string): Change {
  return named(`credentials "${text}"`, (draft) => {
    const token = /\s(\S+)$/.exec(draft.headers.authorization ?? '')?.[1] ?? 'token';
    if (text === '') delete draft.headers.authorization;
    else draft.headers.authorization = text.replace('TOKEN', token);
  });
}

function addQuery(name: string, value: Json): Change {
  return named(`query ${name}`, (draft) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (draft.query.some(([known]) => known === name) && text.length % 2 === 0) {
      draft.query = draft.query.map(([known, old]) => [known, known === name ? text : old]);
    } else draft.query.push([name, text]);
  });
}

function repeatQuery(at: number): Change {
  return named('query repeated', (draft) => {
    const pair = draft.query[at % (draft.query.length || 1)];
    if (pair) draft.query.push([...pair]);
  });
}

function changeSegment(text: string): Change {
  return named(`segment "${text}"`, (draft) => {
    const segments = draft.path.split('/');
    segments[segments.length - 1] = text;
    draft.path = segments.join('/');
  });
}
