/** Reads parameters by what identifies them on the wire. */
import { resolveAt, type Resolved } from '../../../contract/content.ts';
import type { JsonObject } from '../../../contract/types.ts';
import { asArray, asText } from '../../../contract/value.ts';
import type { WireParameter } from './api.ts';
import { readContents, schemaPointerOf } from './read-messages.ts';

// OpenAPI rules these headers elsewhere and has them ignored here (3.1.1, 4.8.12.2.1).
const RULED_ELSEWHERE: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** The parameters of an operation: those of its path item that it does not replace, then its own. */
export function readParameters(
  document: JsonObject,
  path: string,
  item: Resolved,
  operation: Resolved,
): WireParameter[] {
  const positions = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]!);
  const byKey = new Map<string, WireParameter>();
  for (const holder of [item, operation]) {
    asArray(holder.node['parameters']).forEach((_, index) => {
      const parameter = readParameter(document, positions, `${holder.pointer}/parameters/${index}`);
      if (parameter !== undefined) byKey.set(parameter.key, parameter);
    });
  }
  return [...byKey.values()];
}

function readParameter(document: JsonObject, positions: readonly string[], at: string): WireParameter | undefined {
  const { node, pointer } = resolveAt(document, at);
  const name = asText(node['name']);
  const place = asText(node['in']) as WireParameter['in'];
  if (place === 'header' && RULED_ELSEWHERE.has(name.toLowerCase())) return undefined;
  const position = positions.indexOf(name);
  const [content] = readContents(document, { node, pointer });
  return {
    key: toKey(place, name, position),
    name,
    in: place,
    required: place === 'path' || node['required'] === true,
    pointer,
    node,
    ...(content ? { mediaType: content.type, ...schemaOf(content.schemaPointer) } : schemaPointerOf({ node, pointer })),
  };
}

function schemaOf(schemaPointer: string | undefined): { schemaPointer?: string } {
  return schemaPointer === undefined ? {} : { schemaPointer };
}

function toKey(place: WireParameter['in'], name: string, position: number): string {
  if (place === 'path' && position >= 0) return `path ${position + 1}`;
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}
