/** Refactors of one schema: another way to write it in the same place. */
import { asNode, isOld, listOf, type Node } from '../node.ts';
import { listSchemaSlots, replaceSchema, type SchemaSlot } from '../schema-slots.ts';
import type { Refactor } from './refactor.ts';

/** Rewrites up to this many schemas of a document. */
const MOST = 4;

/**
 * @param rewrite the schema in another form; undefined where the form does not fit. It must not change what it is given.
 * @param guided whether schemas in a union with a discriminator may be rewritten
 */
function defineSchemaRefactor(
  kind: string,
  rewrite: (schema: Node, document: Node) => Node | undefined,
  accepts: (slot: SchemaSlot) => boolean = ({ isGuided }) => !isGuided,
): Refactor {
  return {
    kind,
    apply(document, random) {
      const done: string[] = [];
      for (const slot of random.shuffle(listSchemaSlots(document))) {
        if (done.length === MOST) break;
        // An earlier rewrite may have moved it.
        if ((slot.holder as Node)[slot.key] !== slot.schema || !accepts(slot)) continue;
        const next = rewrite(slot.schema, document);
        if (next === undefined) continue;
        replaceSchema(slot, next);
        done.push(String(slot.key));
      }
      return done.length === 0 ? undefined : done.join(', ');
    },
  };
}

const ASIDE = [
  'title',
  'description',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  'default',
  'readOnly',
  'writeOnly',
];
/** Keywords that may refuse null where the type does not. */
const NULL_MATTERS = ['enum', 'const', 'anyOf', 'oneOf', 'allOf', 'not', 'if', '$ref'];
const isRef = (schema: Node): boolean => typeof schema['$ref'] === 'string';
const has = (schema: Node, ...names: readonly string[]): boolean => names.some((name) => schema[name] !== undefined);
/** Keywords that look at what their neighbours have looked at. */
const looksAround = (schema: Node): boolean =>
  has(
    schema,
    'additionalProperties',
    'unevaluatedProperties',
    'unevaluatedItems',
    'patternProperties',
    'discriminator',
  );

function divide(schema: Node, names: readonly string[]): [Node, Node] {
  const entries = Object.entries(schema);
  return [
    Object.fromEntries(entries.filter(([name]) => names.includes(name))),
    Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
  ];
}

const splitObject = defineSchemaRefactor('split-into-all-of', (schema) => {
  const properties = Object.entries(asNode(schema['properties']) ?? {});
  if (properties.length < 2 || looksAround(schema) || has(schema, 'allOf', '$ref')) return undefined;
  const middle = Math.ceil(properties.length / 2);
  const required = listOf(schema['required']);
  const { properties: _, required: __, ...rest } = schema;
  // A type list or `nullable` allows more than objects, and a part must not take that away.
  const isObject = schema['type'] === 'object' && !has(schema, 'nullable');
  const halves = [properties.slice(0, middle), properties.slice(middle)].map((half) => {
    const names = required.filter((name) => half.some(([property]) => property === name));
    return {
      ...(isObject && { type: 'object' }),
      properties: Object.fromEntries(half),
      ...(names.length > 0 && { required: names }),
    };
  });
  const left = required.filter((name) => !properties.some(([property]) => property === name));
  return { ...rest, ...(left.length > 0 && { required: left }), allOf: halves };
});

const wrapIn = (kind: string, keyword: string): Refactor =>
  defineSchemaRefactor(
    kind,
    // In 3.0 a `$ref` has no neighbours, and `nullable` holds for the schema it stands in alone.
    (schema) =>
      has(schema, 'discriminator', 'nullable', 'readOnly', 'writeOnly') ? undefined : { [keyword]: [schema] },
  );

const requiredApart = defineSchemaRefactor('required-in-all-of', (schema) => {
  if (!has(schema, 'required') || has(schema, 'allOf', '$ref', 'discriminator')) return undefined;
  const { required, ...rest } = schema;
  return { ...rest, allOf: [{ required }] };
});

const boundsApart = defineSchemaRefactor('bounds-in-all-of', (schema) => {
  const bounds = ['minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'multipleOf'];
  if (has(schema, 'allOf', '$ref', 'exclusiveMinimum', 'exclusiveMaximum')) return undefined;
  const [own, rest] = divide(schema, bounds);
  if (Object.keys(own).length === 0) return undefined;
  return { ...rest, allOf: Object.entries(own).map(([name, value]) => ({ [name]: value })) };
});

const constForEnum = defineSchemaRefactor('const-for-enum', (schema, document) => {
  const [value, ...others] = listOf(schema['enum']);
  if (isOld(document) || value === undefined || others.length > 0) return undefined;
  const { enum: _, ...rest } = schema;
  return { ...rest, const: value };
});

const enumForConst = defineSchemaRefactor('enum-for-const', (schema) => {
  if (!has(schema, 'const')) return undefined;
  const { const: value, ...rest } = schema;
  return { ...rest, enum: [value] };
});

const constsForEnum = (kind: string, union: string): Refactor =>
  defineSchemaRefactor(kind, (schema, document) => {
    const values = listOf(schema['enum']);
    if (values.length < 2 || values.includes(null) || has(schema, 'oneOf', 'anyOf', 'nullable')) return undefined;
    const { enum: _, type, ...rest } = schema;
    const toBranch = (value: unknown): Node =>
      isOld(document) ? { ...(type !== undefined && { type }), enum: [value] } : { const: value };
    return { ...rest, ...(type !== undefined && { type }), [union]: [...new Set(values)].map(toBranch) };
  });

const nullForTypeList = defineSchemaRefactor('union-with-null', (schema) => {
  const types = listOf(schema['type']);
  if (types.length !== 2 || !types.includes('null') || has(schema, ...NULL_MATTERS)) return undefined;
  const [aside, rest] = divide(schema, ASIDE);
  return { ...aside, anyOf: [{ ...rest, type: types.find((type) => type !== 'null') }, { type: 'null' }] };
});

const typeListForNull = defineSchemaRefactor('type-list-for-null', (schema) => {
  const union = listOf(schema['anyOf'] ?? schema['oneOf']).map(asNode);
  if (union.length !== 2 || !union.some((part) => part?.['type'] === 'null')) return undefined;
  const other = union.find((part) => part?.['type'] !== 'null');
  if (typeof other?.['type'] !== 'string' || has(other, 'enum', 'const', '$ref')) return undefined;
  const { anyOf: _, oneOf: __, ...rest } = schema;
  return Object.keys(rest).every((name) => ASIDE.includes(name))
    ? { ...rest, ...other, type: [other['type'], 'null'] }
    : undefined;
});

const typeList = defineSchemaRefactor('type-list-of-one', (schema, document) =>
  isOld(document) || typeof schema['type'] !== 'string' ? undefined : { ...schema, type: [schema['type']] },
);

const wholeNumbers = defineSchemaRefactor('number-of-whole-steps', (schema) =>
  schema['type'] !== 'integer' || has(schema, 'multipleOf', 'enum', 'const', 'format')
    ? undefined
    : { ...schema, type: 'number', multipleOf: 1 },
);

const exclusive = defineSchemaRefactor('exclusive-bound-of-integers', (schema, document) => {
  if (isOld(document) || schema['type'] !== 'integer' || !Number.isInteger(schema['minimum'])) return undefined;
  if (has(schema, 'exclusiveMinimum')) return undefined;
  const { minimum, ...rest } = schema;
  return { ...rest, exclusiveMinimum: Number(minimum) - 1 };
});

const reordered = defineSchemaRefactor(
  'required-and-enum-reordered',
  (schema) => {
    if (listOf(schema['required']).length + listOf(schema['enum']).length < 2) return undefined;
    const { required, enum: values, ...rest } = schema;
    return {
      ...(Array.isArray(values) && { enum: values.toReversed() }),
      ...rest,
      ...(Array.isArray(required) && { required: required.toReversed() }),
    };
  },
  () => true,
);

const unionReordered = defineSchemaRefactor('union-reordered', (schema) => {
  const name = ['oneOf', 'anyOf', 'allOf'].find((union) => listOf(schema[union]).length > 1);
  return name === undefined ? undefined : { ...schema, [name]: listOf(schema[name]).toReversed() };
});

const defaults = defineSchemaRefactor('schema-defaults-written', (schema) => {
  if (isRef(schema)) return undefined;
  const { type } = schema;
  if (type === 'string' && !has(schema, 'minLength')) return { ...schema, minLength: 0 };
  if (type === 'array' && !has(schema, 'minItems', 'uniqueItems'))
    return { ...schema, minItems: 0, uniqueItems: false };
  if (type === 'object' && !has(schema, 'minProperties')) return { ...schema, minProperties: 0 };
  return undefined;
});

const opennessWritten = defineSchemaRefactor('openness-written', (schema, document) =>
  schema['type'] !== 'object' || looksAround(schema) || JSON.stringify(document).includes('unevaluatedProperties')
    ? undefined
    : { ...schema, additionalProperties: true },
);

const opennessAsSchema = defineSchemaRefactor('openness-as-schema', (schema) =>
  schema['additionalProperties'] === true ? { ...schema, additionalProperties: {} } : undefined,
);

const texts = defineSchemaRefactor(
  'texts-changed',
  (schema) => (isRef(schema) ? undefined : { ...schema, title: 'Rewritten', description: 'In other words.' }),
  () => true,
);

/** All of them. */
export const schemaRefactors: readonly Refactor[] = [
  splitObject,
  wrapIn('wrapped-in-all-of', 'allOf'),
  wrapIn('wrapped-in-one-of', 'oneOf'),
  wrapIn('wrapped-in-any-of', 'anyOf'),
  requiredApart,
  boundsApart,
  constForEnum,
  enumForConst,
  constsForEnum('one-of-for-enum', 'oneOf'),
  constsForEnum('any-of-for-enum', 'anyOf'),
  nullForTypeList,
  typeListForNull,
  typeList,
  wholeNumbers,
  exclusive,
  reordered,
  unionReordered,
  defaults,
  opennessWritten,
  opennessAsSchema,
  texts,
];
