/**
 * Which object of OpenAPI stands where. The walks over a document need it to tell a `$ref` from a property that is
 * named so, a schema from a sample value, and an extension from a header named `x-…`.
 * Source: OpenAPI 3.0.4 and 3.1.1, section 4.8.
 */
import { forEachMember } from './source/place.ts';
import type { JsonObject } from './types.ts';
import { isObject } from './value.ts';

/** A kind of object that may hold a `$ref` or hold one that does. */
export type Kind =
  | 'Document'
  | 'Components'
  | 'PathItem'
  | 'Operation'
  | 'Parameter'
  | 'Header'
  | 'RequestBody'
  | 'Response'
  | 'MediaType'
  | 'Encoding'
  | 'Callback'
  | 'Example'
  | 'Link'
  | 'SecurityScheme'
  | 'Schema';

/** One object, a list, a map by any name, or a map whose `x-` names are extensions. */
type Shape = Kind | `${Kind}[]` | `${Kind}{}` | `${Kind}{-x}`;

const SCHEMA_MAPS = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'] as const;
const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
const SCHEMAS = [
  'items',
  'additionalItems',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
  'contentSchema',
] as const;
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

const CONTENT = { schema: 'Schema', content: 'MediaType{}', examples: 'Example{}' } as const;

const GRAMMAR: Readonly<Record<Kind, Readonly<Record<string, Shape>>>> = {
  Document: {
    paths: 'PathItem{-x}',
    webhooks: 'PathItem{}',
    'x-webhooks': 'PathItem{}',
    components: 'Components',
  },
  Components: {
    schemas: 'Schema{}',
    responses: 'Response{}',
    parameters: 'Parameter{}',
    examples: 'Example{}',
    requestBodies: 'RequestBody{}',
    headers: 'Header{}',
    securitySchemes: 'SecurityScheme{}',
    links: 'Link{}',
    callbacks: 'Callback{}',
    pathItems: 'PathItem{}',
  },
  PathItem: { parameters: 'Parameter[]', ...forAll(METHODS, 'Operation') },
  Operation: {
    parameters: 'Parameter[]',
    requestBody: 'RequestBody',
    responses: 'Response{-x}',
    callbacks: 'Callback{}',
  },
  Parameter: CONTENT,
  Header: CONTENT,
  RequestBody: { content: 'MediaType{}' },
  Response: { headers: 'Header{}', content: 'MediaType{}', links: 'Link{}' },
  MediaType: { schema: 'Schema', examples: 'Example{}', encoding: 'Encoding{}' },
  Encoding: { headers: 'Header{}' },
  Callback: {},
  Example: {},
  Link: {},
  SecurityScheme: {},
  Schema: { ...forAll(SCHEMA_MAPS, 'Schema{}'), ...forAll(SCHEMA_LISTS, 'Schema[]'), ...forAll(SCHEMAS, 'Schema') },
};

/** Called with an object of the grammar. Its members are walked afterwards, as they then are. */
export type Visit = (node: JsonObject, kind: Kind, pointer: string) => void;

/** Visits an object and all objects of the grammar below it, parents first. `$ref`s are not followed. */
export function walk(node: unknown, kind: Kind, pointer: string, visit: Visit): void {
  if (!isObject(node)) return;
  visit(node, kind, pointer);
  forEachMember(node, (member, token, key) => {
    const shape = shapeOf(kind, key);
    if (shape !== undefined) walkShape(member, shape, `${pointer}/${token}`, visit);
  });
}

/** Whether a member of an object of the grammar is one itself, or a map or list of such. */
export function isStructural(kind: Kind, key: string): boolean {
  return shapeOf(kind, key) !== undefined;
}

/** Whether a member of an object of the grammar is a map or a list of such: no `$ref` may stand for it. */
export function isCollection(kind: Kind, key: string): boolean {
  return /[[{]/.test(shapeOf(kind, key) ?? '');
}

function shapeOf(kind: Kind, key: string): Shape | undefined {
  if (kind === 'Callback') return key.startsWith('x-') || key === '$ref' ? undefined : 'PathItem';
  const fields = GRAMMAR[kind];
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function walkShape(value: unknown, shape: Shape, pointer: string, visit: Visit): void {
  const kind = shape.replace(/[[{].*$/, '') as Kind;
  // `items` of 3.0 drafts may be a list of schemas.
  if (kind === shape && !Array.isArray(value)) walk(value, kind, pointer, visit);
  else if (shape.endsWith('}') !== isObject(value)) return;
  else {
    forEachMember(value, (member, token, key) => {
      if (!(shape.endsWith('{-x}') && key.startsWith('x-'))) walk(member, kind, `${pointer}/${token}`, visit);
    });
  }
}

function forAll<K extends string, S extends Shape>(keys: readonly K[], shape: S): Record<K, S> {
  return Object.fromEntries(keys.map((key) => [key, shape])) as Record<K, S>;
}
