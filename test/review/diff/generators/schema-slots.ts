/** Every place of a document where a schema stands. */
import { asNode, listOf, membersOf, type Node } from './node.ts';

/** A schema and where it hangs: `holder[key]`. */
export interface SchemaSlot {
  readonly holder: Node | unknown[];
  readonly key: string | number;
  readonly schema: Node;
  /** Stands directly in a `oneOf` or `anyOf` that a discriminator guides, where names of components have a meaning. */
  readonly isGuided: boolean;
  /** A component: `components/schemas/NAME`. */
  readonly isComponent: boolean;
}

const MAPS = ['properties', 'patternProperties', 'dependentSchemas', '$defs'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SINGLES = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
];
/** Below these is no schema. */
const PLAIN = new Set(['example', 'examples', 'default', 'enum', 'const', 'value', 'x-resource', 'x-outcomes']);

/** Puts another schema into a slot. */
export function replaceSchema({ holder, key }: SchemaSlot, schema: Node): void {
  (holder as Node)[key] = schema;
}

/** All slots, components first. */
export function listSchemaSlots(document: Node): SchemaSlot[] {
  const slots: SchemaSlot[] = [];
  const components = asNode(document['components']);
  for (const [name] of membersOf(components?.['schemas'])) {
    addSchema(slots, asNode(components?.['schemas'])!, name, { isComponent: true });
  }
  visit(document['paths'], slots);
  visit(document['webhooks'] ?? document['x-webhooks'], slots);
  for (const part of ['parameters', 'responses', 'requestBodies', 'headers', 'callbacks', 'pathItems']) {
    visit(components?.[part], slots);
  }
  return slots;
}

function visit(value: unknown, slots: SchemaSlot[]): void {
  if (Array.isArray(value)) for (const entry of value) visit(entry, slots);
  const node = asNode(value);
  if (node === undefined) return;
  for (const [name, member] of Object.entries(node)) {
    if (name === 'schema') addSchema(slots, node, name);
    else if (!PLAIN.has(name)) visit(member, slots);
  }
}

function addSchema(
  slots: SchemaSlot[],
  holder: Node | unknown[],
  key: string | number,
  { isGuided = false, isComponent = false } = {},
): void {
  const schema = asNode((holder as Node)[key]);
  if (schema === undefined) return;
  slots.push({ holder, key, schema, isGuided, isComponent });
  if (schema['$ref'] !== undefined) return;
  for (const map of MAPS) {
    const members = asNode(schema[map]) ?? {};
    for (const name of Object.keys(members)) addSchema(slots, members, name);
  }
  for (const list of LISTS) {
    const entries = listOf(schema[list]);
    const isUnion = schema['discriminator'] !== undefined && list !== 'allOf';
    entries.forEach((_, index) => addSchema(slots, entries, index, { isGuided: isUnion }));
  }
  for (const single of SINGLES) addSchema(slots, schema, single);
}
