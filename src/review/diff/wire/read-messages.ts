/** Reads bodies, answers, headers and media types. */
import { resolveAt, type Resolved } from '../../../contract/content.ts';
import { forEachMember } from '../../../contract/source/place.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { isObject } from '../../../contract/value.ts';
import type { WireBody, WireContent, WireHeader, WireReply } from './api.ts';

/** The request body of an operation. */
export function readBody(document: JsonObject, operation: Resolved): WireBody | undefined {
  if (operation.node['requestBody'] === undefined) return undefined;
  const body = resolveAt(document, `${operation.pointer}/requestBody`);
  return { required: body.node['required'] === true, pointer: body.pointer, content: readContents(document, body) };
}

/** The documented answers of an operation. */
export function readReplies(document: JsonObject, operation: Resolved): WireReply[] {
  const replies: WireReply[] = [];
  forEachMember(operation.node['responses'], (_, token, status) => {
    if (status.startsWith('x-')) return;
    const reply = resolveAt(document, `${operation.pointer}/responses/${token}`);
    replies.push({
      status: status.toLowerCase() === 'default' ? 'default' : status.toUpperCase(),
      pointer: reply.pointer,
      headers: readHeaders(document, reply),
      content: readContents(document, reply),
    });
  });
  return replies;
}

/** The media types of a body, an answer or a parameter. */
export function readContents(document: JsonObject, { node, pointer }: Resolved): WireContent[] {
  const contents: WireContent[] = [];
  forEachMember(node['content'], (_, token, type) => {
    const media = resolveAt(document, `${pointer}/content/${token}`);
    contents.push({ type: toMediaType(type), pointer: media.pointer, node: media.node, ...schemaPointerOf(media) });
  });
  return contents;
}

/** Pointer of the schema that a node carries. */
export function schemaPointerOf({ node, pointer }: Resolved): { schemaPointer?: string } {
  const { schema } = node;
  return typeof schema === 'boolean' || isObject(schema) ? { schemaPointer: `${pointer}/schema` } : {};
}

// Content-Type is no header of its own there (OpenAPI 3.1.1, 4.8.17).
function readHeaders(document: JsonObject, reply: Resolved): WireHeader[] {
  const headers: WireHeader[] = [];
  forEachMember(reply.node['headers'], (_, token, name) => {
    const key = name.toLowerCase();
    if (key === 'content-type') return;
    const { node, pointer } = resolveAt(document, `${reply.pointer}/headers/${token}`);
    const [content] = readContents(document, { node, pointer });
    const schema = content === undefined ? schemaPointerOf({ node, pointer }) : schemaPointerOf(content);
    headers.push({ key, name, required: node['required'] === true, pointer, node, ...schema });
  });
  return headers;
}

function toMediaType(written: string): string {
  const [type = '', ...parameters] = written.split(';').map((part) => part.trim().toLowerCase());
  return [type, ...parameters.filter((part) => part !== '').sort()].join(';');
}
