/**
 * Schemas that are plainly well formed: common keywords, each with a value of its type. Nearly all schemas of nearly
 * all documents are, and the library that checks the others needs a second for ten thousand of them.
 */
import { asObject, isObject } from './value.ts';

type Check = (value: unknown, version: Version) => boolean;
type Version = '3.0' | '3.1';

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isNumber: Check = (value) => typeof value === 'number';
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isAny: Check = () => true;
const isList: Check = (value) => Array.isArray(value);
const isMap: Check = (value, version) =>
  isObject(value) &&
  value['$ref'] === undefined &&
  Object.values(value).every((entry) => isPlainSchema(entry, version));
const areSchemas: Check = (value, version) =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => isPlainSchema(entry, version));

const TYPES: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean']);

const KEYWORDS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['type', (value) => TYPES.has(value)],
  ['title', isText],
  ['description', isText],
  ['format', isText],
  ['pattern', isText],
  ['required', (value) => Array.isArray(value) && value.every((name) => typeof name === 'string')],
  ['enum', isList],
  ['minimum', isNumber],
  ['maximum', isNumber],
  ['minLength', isCount],
  ['maxLength', isCount],
  ['minItems', isCount],
  ['maxItems', isCount],
  ['uniqueItems', isFlag],
  ['readOnly', isFlag],
  ['writeOnly', isFlag],
  ['deprecated', isFlag],
  ['nullable', (value, version) => version === '3.0' && typeof value === 'boolean'],
  ['default', isAny],
  ['example', isAny],
  ['properties', isMap],
  ['items', (value, version) => isObject(value) && isPlainSchema(value, version)],
  ['additionalProperties', (value, version) => typeof value === 'boolean' || isPlainSchema(value, version)],
  ['allOf', areSchemas],
  ['anyOf', areSchemas],
  ['oneOf', areSchemas],
]);

/** Whether a schema is plainly well formed; false says nothing. References must have been checked. */
export function isPlainSchema(schema: unknown, version: Version): boolean {
  if (!isObject(schema)) return false;
  const { $ref } = schema;
  if ($ref !== undefined) return typeof $ref === 'string' && $ref.startsWith('#/components/schemas/');
  return Object.keys(schema).every((key) => key.startsWith('x-') || KEYWORDS.get(key)?.(schema[key], version) === true);
}

/** The rules that hold for a document's schemas. */
export function toVersion(document: unknown): Version {
  return String(asObject(document)['openapi']).startsWith('3.0') ? '3.0' : '3.1';
}
