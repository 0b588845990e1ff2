/** What the items of a list may be, where its schema names them by reference. */
import { toPointer } from '../../contract/pointer.ts';
import type { JsonObject } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import { keyword, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';

/** The schema of a list with the words that its items may be written beside it. */
export function withItems(context: SchemaContext, pointer: string, schema: JsonObject): JsonObject {
  if (!isObject(schema['items']) || schema['items']['enum'] !== undefined) return schema;
  const listed = keyword<JsonObject['enum']>(toFacets(context, pointer + toPointer(['items'])), 'enum');
  return listed === undefined ? schema : { ...schema, items: { ...schema['items'], enum: listed } };
}
