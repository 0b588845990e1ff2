/** Reads where an operation is served. */
import type { Resolved } from '../../../contract/content.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { asArray, asObject, asText } from '../../../contract/value.ts';
import type { WireCall } from './api.ts';

/** The servers that hold for an operation: its own, those of its path, or the document's. */
export function readServers(
  document: JsonObject,
  item: Resolved,
  operation: Resolved,
): Pick<WireCall, 'servers' | 'serversPointer'> {
  for (const { node, pointer } of [operation, item, { node: document, pointer: '' }]) {
    const servers = asArray(node['servers']);
    if (servers.length > 0) return { servers: servers.map(toUrl), serversPointer: `${pointer}/servers` };
  }
  return { servers: [''], serversPointer: '/servers' };
}

// A variable that everybody may choose identifies nothing; its default stands for it.
function toUrl(server: Json): string {
  const variables = asObject(asObject(server)['variables']);
  const url = asText(asObject(server)['url']).replace(/\{([^}]+)\}/g, (written, name: string) => {
    const value = asObject(variables[name])['default'];
    return value === undefined ? written : String(value);
  });
  return url.replace(/\/+$/, '');
}
