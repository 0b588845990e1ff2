/**
 * Which object of OpenAPI stands where. The walks over a document need it to tell a `$ref` from a property that is
 * named so, a schema from a sample value, and an extension from a header named `x-…`.
 * Source: OpenAPI 3.0.4 and 3.1.1, section 4.8.
 */
import { forEachMember, toToken } from './source/place.ts';
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
  for (const key of Object.keys(node)) {
    const form = formOf(kind, key);
    if (form !== undefined) walkForm(node[key], form, `${pointer}/${toToken(key)}`, visit);
  }
}

/** How a structure is copied. */
export interface CopyRules {
  /** What becomes of a member that is no object of the grammar; undefined leaves it out. */
  readonly member: (value: unknown, key: string) => unknown;
  /** Whether nothing of an object is wanted: it becomes an empty one. */
  readonly isEmptied: (node: JsonObject, kind: Kind) => boolean;
}

/** Copies an object of the grammar and those below it. */
export function copyStructure(node: unknown, kind: Kind, rules: CopyRules): unknown {
  if (!isObject(node)) return rules.member(node, '');
  const result: Record<string, unknown> = {};
  if (rules.isEmptied(node, kind)) return result;
  for (const key of Object.keys(node)) {
    const form = formOf(kind, key);
    const member = node[key];
    const copied =
      form === undefined
        ? rules.member(member, key)
        : form.many === 'none' && !Array.isArray(member)
          ? copyStructure(member, form.kind, rules)
          : copyMany(member, form, rules);
    if (copied !== undefined) result[key] = copied;
  }
  return result;
}

function copyMany(value: unknown, form: Form, rules: CopyRules): unknown {
  if (Array.isArray(value) && form.many !== 'map') return value.map((item) => copyStructure(item, form.kind, rules));
  if (!isObject(value)) return rules.member(value, '');
  // A list that is a map is judged as it is, a reference in its place above all.
  if (form.many === 'list') {
    const reference = Object.hasOwn(value, '$ref') ? { $ref: value['$ref'] } : {};
    return { ...(rules.member(value, '') as JsonObject), ...reference };
  }
  const copy = (member: unknown, key: string): unknown =>
    form.extensible && key.startsWith('x-') ? rules.member(member, key) : copyStructure(member, form.kind, rules);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member, key)]));
}

/** Whether a member of an object of the grammar is a map or a list of such: no `$ref` may stand for it. */
export function isCollection(kind: Kind, key: string): boolean {
  const form = formOf(kind, key);
  return form !== undefined && form.many !== 'none';
}

/** A {@link Shape}, taken apart. */
interface Form {
  readonly kind: Kind;
  readonly many: 'none' | 'list' | 'map';
  /** Whether names that begin with `x-` are extensions. */
  readonly extensible: boolean;
}

const PATHS: Form = { kind: 'PathItem', many: 'none', extensible: false };

const FORMS = new Map(
  Object.entries(GRAMMAR).map(([kind, fields]) => [
    kind,
    new Map(Object.entries(fields).map(([key, shape]) => [key, toForm(shape)])),
  ]),
) as unknown as ReadonlyMap<Kind, ReadonlyMap<string, Form>>;

function toForm(shape: Shape): Form {
  const many = shape.endsWith('}') ? 'map' : shape.endsWith(']') ? 'list' : 'none';
  return { kind: shape.replace(/[[{].*$/, '') as Kind, many, extensible: shape.endsWith('{-x}') };
}

function formOf(kind: Kind, key: string): Form | undefined {
  if (kind === 'Callback') return key.startsWith('x-') || key === '$ref' ? undefined : PATHS;
  return FORMS.get(kind)!.get(key);
}

function walkForm(value: unknown, { kind, many, extensible }: Form, pointer: string, visit: Visit): void {
  // `items` of 3.0 drafts may be a list of schemas.
  if (many === 'none' && !Array.isArray(value)) walk(value, kind, pointer, visit);
  else if ((many === 'map') !== isObject(value)) return;
  else {
    forEachMember(value, (member, token, key) => {
      if (!(extensible && key.startsWith('x-'))) walk(member, kind, `${pointer}/${token}`, visit);
    });
  }
}

function forAll<K extends string, S extends Shape>(keys: readonly K[], shape: S): Record<K, S> {
  return Object.fromEntries(keys.map((key) => [key, shape])) as Record<K, S>;
}
