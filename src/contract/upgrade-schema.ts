/** What 3.1 says in another way about a schema of 3.0. */
import { getAt } from './pointer.ts';
import { pointerOfRef, refOf } from './resolve.ts';
import type { Json, JsonObject } from './types.ts';
import type { Upgrading } from './upgrade.ts';
import { asArray, isObject } from './value.ts';

/** Upgrades one schema; those below it have a turn of their own. */
export function upgradeSchema(upgrading: Upgrading): void {
  const { node } = upgrading;
  if (node['nullable'] === true) allowNull(upgrading);
  // What is left of it said nothing.
  delete node['nullable'];
  exclude(node, 'exclusiveMinimum', 'minimum');
  exclude(node, 'exclusiveMaximum', 'maximum');
  listExample(upgrading);
  if ([node['type']].flat().includes('string')) nameContent(upgrading);
}

// 3.0.3 lets `nullable` do nothing without a type beside it; everyone who writes it there means "or null".
function allowNull({ node, pointer, document, move }: Upgrading): void {
  const { type, $ref, allOf } = node;
  if (type !== undefined) {
    node['type'] = [...([type].flat() as Json[]), 'null'];
  } else if (typeof $ref === 'string') {
    move('/$ref', '/anyOf');
    delete node['$ref'];
    node['anyOf'] = [{ $ref }, { type: 'null' }];
  } else if (Array.isArray(allOf)) {
    const isLone = allOf.length === 1;
    move('/allOf', '/anyOf');
    if (!isLone) move('/allOf', '/anyOf/0/allOf');
    delete node['allOf'];
    node['anyOf'] = [isLone ? (allOf[0] as Json) : { allOf: allOf as Json }, { type: 'null' }];
  } else if (isAlone(node) && /\/(?:oneOf|anyOf)\/\d+$/.test(pointer)) {
    node['type'] = 'null';
  } else {
    for (const union of ['oneOf', 'anyOf']) {
      const arms = asArray(node[union]);
      // A second arm for null would be one too many for `oneOf`.
      if (arms.length > 0 && !arms.some((arm) => allowsNull(document, arm))) node[union] = [...arms, { type: 'null' }];
    }
  }
}

function allowsNull(document: Json, arm: Json): boolean {
  const ref = refOf(arm);
  const schema = ref === undefined ? arm : getAt(document, pointerOfRef(ref) ?? '/');
  return isObject(schema) && (schema['nullable'] === true || [schema['type']].flat().includes('null'));
}

/** Keywords that only describe. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'deprecated',
  'default',
  'example',
  'examples',
  'externalDocs',
  'readOnly',
  'writeOnly',
]);

/** Whether a schema says nothing but `nullable`: as a branch of a union it is how exporters of 3.0 spell "or null". */
function isAlone(schema: JsonObject): boolean {
  return Object.keys(schema).every((key) => key === 'nullable' || key.startsWith('x-') || ANNOTATIONS.has(key));
}

function exclude(node: Upgrading['node'], exclusive: string, inclusive: string): void {
  const isExclusive = node[exclusive];
  if (typeof isExclusive !== 'boolean') return;
  const limit = node[inclusive];
  if (isExclusive && limit !== undefined) {
    node[exclusive] = limit;
    delete node[inclusive];
  } else delete node[exclusive];
}

function listExample({ node, move }: Upgrading): void {
  const { example } = node;
  if (example === undefined) return;
  move('/example', '/examples');
  move('/example', '/examples/0');
  delete node['example'];
  node['examples'] = [example];
}

function nameContent({ node, pointer }: Upgrading): void {
  const { format } = node;
  if (format === 'binary') {
    delete node['format'];
    // Raw bytes are of no JSON type; a body says by its media type what they are.
    delete node['type'];
    if (!/\/content\/[^/]+\/schema$/.test(pointer)) node['contentMediaType'] ??= 'application/octet-stream';
  } else if (format === 'byte' || format === 'base64') {
    delete node['format'];
    node['contentEncoding'] = 'base64';
  }
}
