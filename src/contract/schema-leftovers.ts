/** Keywords of OpenAPI 3.0 and of older JSON Schema drafts that are still found in 3.1 documents, and what they mean. */
import { isRecord } from './schema-keywords.ts';

type Node = Readonly<Record<string, unknown>>;

/** Told of each leftover: the keyword and the sentence about it. */
export type Warn = (keyword: string, message: string) => void;

/** One leftover: replaces members of a copy of the schema. */
type Translate = (schema: Record<string, unknown>, warn: (message: string) => void) => void;

const LEFTOVERS: Readonly<Record<string, Translate>> = {
  exclusiveMinimum: (schema, warn) => translateExclusive(schema, 'minimum', 'exclusiveMinimum', warn),
  exclusiveMaximum: (schema, warn) => translateExclusive(schema, 'maximum', 'exclusiveMaximum', warn),
  items: translateTuple,
  dependencies: translateDependencies,
  enum: translateEmptyEnum,
};

/** The schema in the words of JSON Schema 2020-12; the same object when it needs no translation. */
export function translateLeftovers(schema: Node, warn: Warn): Node {
  let translated: Record<string, unknown> | undefined;
  for (const keyword of Object.keys(LEFTOVERS)) {
    if (!Object.hasOwn(schema, keyword) || !isLeftover(keyword, schema[keyword])) continue;
    translated ??= { ...schema };
    LEFTOVERS[keyword]!(translated, (message) => warn(keyword, message));
  }
  return translated ?? schema;
}

function isLeftover(keyword: string, value: unknown): boolean {
  if (keyword === 'dependencies') return isRecord(value);
  if (keyword === 'items') return Array.isArray(value);
  return keyword === 'enum' ? Array.isArray(value) && value.length === 0 : typeof value === 'boolean';
}

function translateExclusive(
  schema: Record<string, unknown>,
  limit: 'minimum' | 'maximum',
  keyword: string,
  warn: (message: string) => void,
): void {
  const isExclusive = schema[keyword] === true && typeof schema[limit] === 'number';
  warn(
    isExclusive
      ? `"${keyword}: true" is of OpenAPI 3.0; write "${keyword}: ${schema[limit] as number}" and leave "${limit}" out.`
      : `"${keyword}: ${String(schema[keyword])}" is of OpenAPI 3.0 and says nothing here; leave it out.`,
  );
  delete schema[keyword];
  if (!isExclusive) return;
  schema[keyword] = schema[limit];
  delete schema[limit];
}

function translateTuple(schema: Record<string, unknown>, warn: (message: string) => void): void {
  warn('"items" with a list is of an older draft; write "prefixItems", and "items" for what follows.');
  const list = schema.items as unknown[];
  delete schema.items;
  if (list.length > 0 && schema.prefixItems === undefined) schema.prefixItems = list;
  if (schema.additionalItems !== undefined) schema.items = schema.additionalItems;
  delete schema.additionalItems;
}

function translateDependencies(schema: Record<string, unknown>, warn: (message: string) => void): void {
  warn('"dependencies" is of an older draft; write "dependentRequired" or "dependentSchemas".');
  const all = Object.entries(schema.dependencies as Node);
  delete schema.dependencies;
  const names = all.filter(([, value]) => Array.isArray(value));
  const schemas = all.filter(([, value]) => !Array.isArray(value));
  if (names.length > 0) schema.dependentRequired ??= Object.fromEntries(names);
  if (schemas.length > 0) schema.dependentSchemas ??= Object.fromEntries(schemas);
}

function translateEmptyEnum(schema: Record<string, unknown>, warn: (message: string) => void): void {
  warn('"enum" is empty, so no value fits.');
  delete schema.enum;
  schema.allOf = [...(Array.isArray(schema.allOf) ? (schema.allOf as unknown[]) : []), false];
}
