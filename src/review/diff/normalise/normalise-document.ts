/** Writes a document in one of its many equivalent forms: two documents that mean the same become the same. */
import { getAt, parsePointer, toPointer } from '../../../contract/pointer.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { keepExtensions } from './keep-extensions.ts';
import { normalisePaths, normaliseServers } from './normalise-paths.ts';
import { normaliseSchema } from './normalise-schema.ts';
import { normaliseSchemes } from './normalise-security.ts';
import { sort } from './normalise-messages.ts';
import { createScope, type Scope } from './scope.ts';

/** A document in its plain form. */
export interface Normalised {
  readonly document: JsonObject;
  /** JSON pointer in the given document of what stands at a pointer of the plain one: of itself or of its nearest parent. */
  origin(pointer: string): string;
}

/**
 * Normalises a loaded document (merged, 3.1, bundled). Left out is what no message carries: texts for readers, tags, ids of
 * operations, names of security schemes, samples, and extensions that are not ours. Paths and parameters keep their names.
 * @param document is not changed
 */
export function normaliseDocument(document: JsonObject): Normalised {
  const scope = createScope(document);
  const schemes = normaliseSchemes(scope);
  const shared = { scope, schemes };
  const plain: Record<string, Json> = {
    openapi: String(document['openapi']).startsWith('3.2') ? '3.2.0' : '3.1.1',
    // Titles and versions are told by the contract; here they would be a difference of their own.
    info: { title: 'API', version: '1' },
  };
  const servers = normaliseServers(scope, document, '');
  if (servers !== undefined) plain['servers'] = servers;
  keepExtensions(scope, document, plain);
  plain['paths'] = normalisePaths(shared, '/paths', true);
  if (document['webhooks'] !== undefined) plain['webhooks'] = normalisePaths(shared, '/webhooks', false);
  plain['components'] = { schemas: listSchemas(scope, plain), securitySchemes: schemes.schemes };
  return { document: plain, origin: (pointer) => toOrigin(scope, plain, pointer) };
}

/** Every schema that the rest refers to, and those that these refer to in turn. */
function listSchemas(scope: Scope, rest: Json): Json {
  const schemas: Record<string, Json> = {};
  const names = [...namesIn(rest)];
  for (const name of names) {
    const pointer = scope.pointerOf(name);
    if (pointer === undefined || Object.hasOwn(schemas, name)) continue;
    schemas[name] = normaliseSchema(scope, getAt(scope.document, pointer), pointer, new Set([pointer])) as Json;
    names.push(...namesIn(schemas[name]));
  }
  return sort(schemas);
}

const PREFIX = '#/components/schemas/';

/** Names of the schemas that texts in a value refer to: `$ref`s, mappings, extensions. */
function namesIn(value: Json, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    const isRef = value.startsWith(PREFIX);
    if (isRef) found.add(value.slice(PREFIX.length).split('/')[0]!.replaceAll('~1', '/').replaceAll('~0', '~'));
  } else if (value !== null && typeof value === 'object') {
    for (const part of Object.values(value) as Json[]) namesIn(part, found);
  }
  return found;
}

/** The pointer of the nearest object above that was noted, and from there on down as far as the given document goes. */
function toOrigin(scope: Scope, plain: JsonObject, pointer: string): string {
  let node: unknown = plain;
  let found = '';
  const rest: string[] = [];
  for (const token of parsePointer(pointer)) {
    node =
      node !== null && typeof node === 'object' && Object.hasOwn(node, token)
        ? (node as Record<string, unknown>)[token]
        : undefined;
    const origin = scope.originOf(node);
    if (origin === undefined) rest.push(token);
    else {
      found = origin;
      rest.length = 0;
    }
  }
  for (const token of rest) {
    const next = found + toPointer([token]);
    if (getAt(scope.document, next) === undefined) return found;
    found = next;
  }
  return found;
}
