/** A document of OpenAPI 3.1 as one of 3.0, for tools that read no other, and with the operations on webhooks alone. */
import type { Dialect } from '../../../servers/faults/dialect.ts';
import type { Json, JsonObject } from '../../../../src/contract/types.ts';

/** What of the document speaks of webhooks, `webhooks` and what 3.0 does not know left out. */
export function toThreeZero(document: JsonObject, api: Dialect): JsonObject {
  const wanted = new Set(Object.values(api.operations));
  const paths = Object.entries(document['paths'] as JsonObject).flatMap(([path, item]) => {
    const kept = Object.entries(item as JsonObject).filter(
      ([method, operation]) =>
        !/^(get|put|post|patch|delete)$/.test(method) || wanted.has(String((operation as JsonObject)['operationId'])),
    );
    // Of what holds for all operations, tools lose sight.
    const secured = kept.map(([name, operation]): [string, Json] =>
      wanted.has(String((operation as JsonObject)?.['operationId']))
        ? [name, { security: document['security'] ?? [], ...(operation as JsonObject) }]
        : [name, operation as Json],
    );
    return kept.some(([, operation]) => wanted.has(String((operation as JsonObject)?.['operationId'])))
      ? [[path, Object.fromEntries(secured)] as const]
      : [];
  });
  const { webhooks: _, jsonSchemaDialect: __, ...rest } = document;
  return lower({ ...rest, openapi: '3.0.3', paths: Object.fromEntries(paths) }) as JsonObject;
}

function lower(value: Json): Json {
  if (Array.isArray(value)) return value.map((entry) => lower(entry as Json));
  if (value === null || typeof value !== 'object') return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, lower(entry as Json)]));
  if (Array.isArray(node['type'])) {
    const types = node['type'].filter((type) => type !== 'null');
    if (types.length < node['type'].length) node['nullable'] = true;
    if (types.length === 1) node['type'] = types[0]!;
    else delete node['type'];
  }
  if ('const' in node) {
    node['enum'] = [node['const']!];
    delete node['const'];
  }
  for (const [bound, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof node[bound] !== 'number') continue;
    node[limit] = node[bound];
    node[bound] = true;
  }
  // Dredd wants an example of every parameter of a path.
  if (node['in'] === 'path') node['example'] = 'id';
  if (Array.isArray(node['examples'])) {
    node['example'] = node['examples'][0]!;
    delete node['examples'];
  }
  return node;
}
