/** Parameters, bodies, answers and headers in their plain form: references followed, defaults left out. */
import { resolveAt } from '../../../contract/content.ts';
import { toPointer } from '../../../contract/pointer.ts';
import { forEachMember } from '../../../contract/source/place.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray, asText, isObject } from '../../../contract/value.ts';
import { keepExtensions } from './keep-extensions.ts';
import { normaliseSchema } from './normalise-schema.ts';
import type { Scope } from './scope.ts';

type Draft = Record<string, Json>;

/** Headers that OpenAPI rules elsewhere (3.1.1, 4.8.12.2.1). */
const RULED_ELSEWHERE: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);
const DEFAULT_STYLE: Readonly<Record<string, string>> = {
  path: 'simple',
  header: 'simple',
  query: 'form',
  cookie: 'form',
};

/** The parameters of an operation with those of its path item that it does not replace; sorted by place and name. */
export function normaliseParameters(scope: Scope, item: string, operation: string): Json[] {
  const byName = new Map<string, Json>();
  for (const holder of [item, operation]) {
    asArray(resolveAt(scope.document, holder).node['parameters']).forEach((_, index) => {
      const { node, pointer } = resolveAt(scope.document, `${holder}/parameters/${index}`);
      const [place, name] = [asText(node['in']), asText(node['name'])];
      const key = place === 'header' ? name.toLowerCase() : name;
      if (place === 'header' && RULED_ELSEWHERE.has(key)) return;
      byName.set(`${place} ${key}`, normaliseParameter(scope, node, pointer));
    });
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, parameter]) => parameter);
}

function normaliseParameter(scope: Scope, node: JsonObject, pointer: string): Json {
  const place = asText(node['in']);
  const draft: Draft = { name: node['name'] ?? '', in: place };
  if (place === 'path' || node['required'] === true) draft['required'] = true;
  addForm(scope, draft, node, pointer, place);
  return scope.track(draft, pointer);
}

/** What parameters and headers share. */
function addForm(scope: Scope, draft: Draft, node: JsonObject, pointer: string, place: string): void {
  const style = asText(node['style']) || DEFAULT_STYLE[place];
  if (style !== undefined && style !== DEFAULT_STYLE[place]) draft['style'] = style;
  const isExploded = style === 'form' || style === 'cookie';
  if (typeof node['explode'] === 'boolean' && node['explode'] !== isExploded) draft['explode'] = node['explode'];
  for (const flag of ['allowReserved', 'allowEmptyValue', 'deprecated']) if (node[flag] === true) draft[flag] = true;
  if (node['schema'] !== undefined)
    draft['schema'] = normaliseSchema(scope, node['schema'], `${pointer}/schema`) as Json;
  const content = normaliseContent(scope, pointer);
  if (content !== undefined) draft['content'] = content;
  keepExtensions(scope, node, draft);
}

/** The request body of an operation. */
export function normaliseBody(scope: Scope, at: string): Json {
  const { node, pointer } = resolveAt(scope.document, at);
  const draft: Draft = { content: normaliseContent(scope, pointer) ?? {} };
  if (node['required'] === true) draft['required'] = true;
  keepExtensions(scope, node, draft);
  return scope.track(draft, pointer);
}

/** The answers of an operation by status. */
export function normaliseResponses(scope: Scope, at: string): Json {
  const responses: Draft = {};
  forEachMember(resolveAt(scope.document, at).node, (_, token, status) => {
    if (status.startsWith('x-')) return;
    const { node, pointer } = resolveAt(scope.document, `${at}/${token}`);
    const draft: Draft = { description: '' };
    const headers = normaliseHeaders(scope, `${pointer}/headers`);
    if (headers !== undefined) draft['headers'] = headers;
    const content = normaliseContent(scope, pointer);
    if (content !== undefined) draft['content'] = content;
    keepExtensions(scope, node, draft);
    responses[status.toLowerCase() === 'default' ? 'default' : status.toUpperCase()] = scope.track(draft, pointer);
  });
  return scope.track(sort(responses), at);
}

function normaliseHeaders(scope: Scope, at: string): Json | undefined {
  const headers: Draft = {};
  forEachMember(resolveAt(scope.document, at).node, (_, token, name) => {
    const { node, pointer } = resolveAt(scope.document, `${at}/${token}`);
    if (name.toLowerCase() === 'content-type') return;
    const draft: Draft = node['required'] === true ? { required: true } : {};
    addForm(scope, draft, node, pointer, 'header');
    headers[name] = scope.track(draft, pointer);
  });
  return Object.keys(headers).length === 0 ? undefined : scope.track(sort(headers), at);
}

function normaliseContent(scope: Scope, holder: string): Json | undefined {
  const content: Draft = {};
  const at = `${holder}/content`;
  forEachMember(resolveAt(scope.document, at).node, (_, token, type) => {
    const { node, pointer } = resolveAt(scope.document, `${at}/${token}`);
    const draft: Draft = {};
    for (const key of ['schema', 'itemSchema']) {
      if (node[key] !== undefined) draft[key] = normaliseSchema(scope, node[key], `${pointer}/${key}`) as Json;
    }
    const encoding = normaliseEncoding(scope, `${pointer}/encoding`);
    if (encoding !== undefined) draft['encoding'] = encoding;
    keepExtensions(scope, node, draft);
    content[toMediaType(type)] = scope.track(draft, pointer);
  });
  return Object.keys(content).length === 0 ? undefined : scope.track(sort(content), at);
}

function normaliseEncoding(scope: Scope, at: string): Json | undefined {
  const encodings: Draft = {};
  forEachMember(resolveAt(scope.document, at).node, (encoding, token, name) => {
    if (!isObject(encoding)) return;
    const draft: Draft = {};
    if (encoding['contentType'] !== undefined) draft['contentType'] = encoding['contentType'];
    const headers = normaliseHeaders(scope, `${at}/${token}/headers`);
    if (headers !== undefined) draft['headers'] = headers;
    addForm(
      scope,
      draft,
      { ...encoding, content: {}, schema: undefined } as unknown as JsonObject,
      `${at}/${token}`,
      'query',
    );
    if (Object.keys(draft).length > 0) encodings[name] = scope.track(draft, `${at}/${token}`);
  });
  return Object.keys(encodings).length === 0 ? undefined : scope.track(sort(encodings), at);
}

/** A media type in lower case, its parameters sorted. JSON is UTF-8 in any case (RFC 8259, 8.1). */
function toMediaType(written: string): string {
  const [type = '', ...parameters] = written.split(';').map((part) => part.trim().toLowerCase());
  const isJson = type.endsWith('/json') || type.endsWith('+json');
  const kept = parameters.filter((part) => part !== '' && !(isJson && part === 'charset=utf-8'));
  return [type, ...kept.sort()].join(';');
}

/** Members in order of their names. */
export function sort(map: Draft): Draft {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Pointer below another. */
export function below(pointer: string, ...tokens: readonly (string | number)[]): string {
  return pointer + toPointer(tokens);
}
