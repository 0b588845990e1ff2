/** Reads the parts that operations and events share: content, parameters, headers, examples. References are followed. */
import { getAt } from './pointer.ts';
import { derefPointer } from './resolve.ts';
import { forEachMember } from './source/place.ts';
import type { Header, Json, JsonObject, JsonSchema, MediaType, NamedExample, Parameter } from './types.ts';
import { asArray, asObject, asText, isObject } from './value.ts';

/** A node and where it really stands, its reference followed. */
export interface Resolved {
  readonly node: JsonObject;
  readonly pointer: string;
}

/** The object at a pointer, or what its `$ref` leads to. */
export function resolveAt(document: JsonObject, pointer: string): Resolved {
  const at = derefPointer(document, pointer);
  return { node: asObject(getAt(document, at)), pointer: at };
}

/** The media types of the object at `pointer` (a request body, a response, a parameter). */
export function readContent(document: JsonObject, { node, pointer }: Resolved): MediaType[] {
  const content: MediaType[] = [];
  forEachMember(asObject(node.content), (_, token, type) => {
    const media = resolveAt(document, `${pointer}/content/${token}`);
    content.push({ type, pointer: media.pointer, ...readSchema(media), examples: readExamples(document, media) });
  });
  return content;
}

/**
 * The parameters of an operation: its own and those of its path that it does not replace. Headers that other parts of
 * the document rule are left out, as OpenAPI has it (3.1.1, 4.8.12.2).
 */
export function readParameters(document: JsonObject, path: Resolved, operation: Resolved): Parameter[] {
  const own = readParameterList(document, operation);
  const isReplaced = (shared: Parameter) =>
    own.some(({ name, in: place }) => name === shared.name && place === shared.in);
  const all = [...readParameterList(document, path).filter((shared) => !isReplaced(shared)), ...own];
  return all.filter((parameter) => parameter.in !== 'header' || !RULED_ELSEWHERE.has(parameter.name.toLowerCase()));
}

const RULED_ELSEWHERE: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** The parameters listed by one object. */
export function readParameterList(document: JsonObject, { node, pointer }: Resolved): Parameter[] {
  return asArray(node.parameters).map((_, index) =>
    readParameter(document, resolveAt(document, `${pointer}/parameters/${index}`)),
  );
}

function readParameter(document: JsonObject, parameter: Resolved): Parameter {
  const { node, pointer } = parameter;
  const place = asText(node.in) as Parameter['in'];
  const style = asText(node.style) || (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  const [content] = readContent(document, parameter);
  return {
    name: asText(node.name),
    in: place,
    required: place === 'path' || node.required === true,
    style,
    explode: typeof node.explode === 'boolean' ? node.explode : style === 'form',
    pointer,
    ...(content ? { content, ...toSchema(content) } : readSchema(parameter)),
    examples: content?.examples ?? readExamples(document, parameter),
  };
}

/** The headers of a response; `Content-Type` is no header of its own there (OpenAPI 3.1, Response Object). */
export function readHeaders(document: JsonObject, response: Resolved): Header[] {
  const headers: Header[] = [];
  forEachMember(asObject(response.node.headers), (_, token, name) => {
    if (name.toLowerCase() === 'content-type') return;
    const header = resolveAt(document, `${response.pointer}/headers/${token}`);
    const [content] = readContent(document, header);
    headers.push({
      name,
      required: header.node.required === true,
      pointer: header.pointer,
      ...(content ? toSchema(content) : readSchema(header)),
      examples: content?.examples ?? readExamples(document, header),
    });
  });
  return headers;
}

function readSchema({ node, pointer }: Resolved): { schema?: JsonSchema; schemaPointer?: string } {
  const { schema } = node;
  return typeof schema === 'boolean' || isObject(schema) ? { schema, schemaPointer: `${pointer}/schema` } : {};
}

function toSchema({ schema, schemaPointer }: MediaType): { schema?: JsonSchema; schemaPointer?: string } {
  return schema === undefined || schemaPointer === undefined ? {} : { schema, schemaPointer };
}

function readExamples(document: JsonObject, { node, pointer }: Resolved): NamedExample[] {
  const examples: NamedExample[] = [];
  forEachMember(asObject(node.examples), (_, token, name) => {
    const example = resolveAt(document, `${pointer}/examples/${token}`);
    // An `externalValue` lives elsewhere and is not fetched.
    if (example.node.value !== undefined)
      examples.push({ name, value: example.node.value, pointer: `${example.pointer}/value` });
  });
  if (examples.length === 0 && node.example !== undefined)
    examples.push({ name: 'default', value: node.example as Json, pointer: `${pointer}/example` });
  return examples;
}
