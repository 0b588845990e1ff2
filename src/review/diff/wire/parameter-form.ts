/** How a parameter's value is written. */
import { getAt } from '../../../contract/pointer.ts';
import { derefPointer } from '../../../contract/resolve.ts';
import type { Json } from '../../../contract/types.ts';
import { asArray, asObject, asText } from '../../../contract/value.ts';
import type { WireCall, WireHeader, WireParameter } from './api.ts';

const DEFAULT_STYLE = { path: 'simple', header: 'simple', query: 'form', cookie: 'form' } as const;

/** Words for the form of a parameter: `as application/json`, `form, exploded`. Equal where the wire is. */
export function describeForm(
  parameter: Pick<WireParameter, 'node' | 'in' | 'mediaType'>,
  shape: 'scalar' | 'nested',
): string {
  const { node, in: place, mediaType } = parameter;
  if (mediaType !== undefined) return `as ${mediaType}`;
  const style = asText(node['style']) || DEFAULT_STYLE[place];
  // A single text has nothing to explode, and the styles of a query differ for lists and objects alone.
  if (shape === 'scalar')
    return place === 'query' || style === 'form' || style === 'simple' ? 'plainly' : `in style ${style}`;
  if (shape === 'nested' && style === 'deepObject') return 'in style deepObject';
  const explode = typeof node['explode'] === 'boolean' ? node['explode'] : style === 'form' || style === 'cookie';
  return `in style ${style}${explode ? ', exploded' : ''}`;
}

/** Whether all values of a parameter are single texts, as far as its schema tells at first sight. */
export function isScalar(call: WireCall, { schemaPointer }: WireParameter | WireHeader): boolean {
  if (schemaPointer === undefined) return true;
  const schema = asObject(getAt(call.document, derefPointer(call.document, schemaPointer)));
  const { type } = schema;
  const types: readonly Json[] = typeof type === 'string' ? [type] : asArray(type);
  if (types.length > 0) return !types.includes('array') && !types.includes('object');
  const isNested = ['items', 'properties', 'additionalProperties', 'prefixItems', 'oneOf', 'anyOf', 'allOf'];
  return !isNested.some((keyword) => schema[keyword] !== undefined);
}
