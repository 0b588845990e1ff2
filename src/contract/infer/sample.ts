/** A value as a schema wants it: what it shows as an example, else the plainest one. */
import { getAt } from '../pointer.ts';
import type { Json, JsonObject } from '../types.ts';
import { asArray, asObject } from '../value.ts';
import { expandSchema, keywordOf, propertiesOf, typesOf } from './shapes.ts';

const DEEPEST = 6;

/** Texts of formats, which no general text has. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  duration: 'PT1H',
  email: 'name@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  'uri-reference': '/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** One value for a schema; it may be wrong where keywords say more than types do. */
export function toSample(document: JsonObject, pointer: string, depth = 0): Json {
  const known = toKnown(document, pointer);
  if (known !== undefined) return known;
  const types = typesOf(document, [pointer]);
  if (types.has('null') || depth === DEEPEST) return null;
  const properties = propertiesOf(document, pointer);
  if (types.has('object') || (types.size === 0 && properties.size > 0)) return toObject(document, pointer, depth);
  if (types.has('array')) return toList(document, pointer, depth);
  if (types.has('integer') || types.has('number')) return Number(keywordOf(document, [pointer], 'minimum') ?? 1);
  if (types.has('boolean')) return false;
  return toText(document, pointer);
}

/** The value that a schema names: an example, its default, the first one it lists. */
function toKnown(document: JsonObject, pointer: string): Json | undefined {
  const schema = asObject(getAt(document, pointer));
  const { default: fallback, const: only, example } = schema;
  const listed = asArray(keywordOf(document, [pointer], 'enum'))[0];
  return asArray(schema['examples'])[0] ?? example ?? fallback ?? only ?? listed;
}

function toObject(document: JsonObject, pointer: string, depth: number): Json {
  const result: Record<string, Json> = {};
  const properties = propertiesOf(document, pointer);
  for (const name of requiredOf(document, pointer)) {
    const [property] = properties.get(name) ?? [];
    result[name] = property === undefined ? null : toSample(document, property, depth + 1);
  }
  return result;
}

/** Properties that an object must have; of a union the first branch decides. */
export function requiredOf(document: JsonObject, pointer: string): ReadonlySet<string> {
  const places = expandSchema(document, pointer).filter((place) => !/\/(?:anyOf|oneOf)\/[1-9]/.test(place));
  return new Set(
    places.flatMap((place) =>
      asArray(asObject(getAt(document, place))['required']).filter((name) => typeof name === 'string'),
    ),
  );
}

function toList(document: JsonObject, pointer: string, depth: number): Json {
  const least = Number(keywordOf(document, [pointer], 'minItems') ?? 0);
  const items = expandSchema(document, pointer).find((place) => getAt(document, `${place}/items`) !== undefined);
  if (least === 0 || items === undefined) return [];
  return Array.from({ length: Math.min(least, 10) }, () => toSample(document, `${items}/items`, depth + 1));
}

function toText(document: JsonObject, pointer: string): string {
  const format = String(keywordOf(document, [pointer], 'format'));
  const least = Number(keywordOf(document, [pointer], 'minLength') ?? 0);
  const most = Number(keywordOf(document, [pointer], 'maxLength') ?? Infinity);
  return FORMATS[format] ?? 'text'.padEnd(least, '.').slice(0, Math.max(most, 0));
}
