/**
 * What the upgrader must not touch, and where its results come from. It walks every object of the document and
 * would rewrite an `example` or a `nullable` inside an extension just as well as one in a schema. So everything that
 * is not structure is replaced by a token before and put back after, and every object of the structure carries a mark
 * that says where it stood.
 */
import { isStructural, walk } from './grammar.ts';
import type { Kind } from './grammar.ts';
import type { Draft } from './overlay.ts';
import { getAt } from './pointer.ts';
import { copyPlaces, findPlace, forEachMember } from './source/place.ts';
import type { Places } from './source/place.ts';
import type { Json, JsonObject } from './types.ts';
import { asObject, isObject } from './value.ts';

/** No document can hold it by accident: a control character is not allowed in YAML and is escaped in JSON. */
const MARK = 'x-\u0000pointer';
const TOKEN = '\u0000token:';

/** A document that is safe to give to the upgrader. */
export interface Shielded {
  readonly document: Json;
  /** What each token stands for, by its number: the value and its pointer in the original. */
  readonly hidden: readonly { readonly value: Json; readonly pointer: string }[];
}

/** Copies the structure of a document; all else is hidden behind tokens. */
export function shield(document: Json): Shielded {
  const copy = structuredClone(document);
  const hidden: { value: Json; pointer: string }[] = [];
  walk(copy, 'Document', '', (node, kind, pointer) => {
    const object = node as Record<string, Json>;
    prepare(object, kind);
    forEachMember(object, (member, token, key) => {
      if (isStructural(kind, key) || member === null || typeof member !== 'object') return;
      object[key] = `${TOKEN}${hidden.push({ value: member as Json, pointer: `${pointer}/${token}` }) - 1}`;
    });
    object[MARK] = pointer;
  });
  return { document: copy, hidden };
}

function prepare(node: Record<string, Json>, kind: Kind): void {
  if (kind === 'Schema') prepareNullable(node);
  const { example, examples } = node;
  // The upgrader would let the one `example` replace the named ones.
  if (kind === 'Schema' || example === undefined || !isObject(examples)) return;
  node['examples'] = { default: { value: example }, ...examples };
  delete node['example'];
}

// 3.0.3 lets `nullable` do nothing beside `oneOf` and `anyOf`; everyone who writes it there means "or null".
// Elsewhere the upgrader knows what to do, or there is nothing to do.
function prepareNullable(schema: Record<string, Json>): void {
  if (schema['nullable'] !== true || schema['type'] !== undefined) return;
  for (const union of ['oneOf', 'anyOf']) {
    const members = schema[union];
    if (Array.isArray(members)) schema[union] = [...(members as Json[]), { type: 'null' }];
  }
}

/** New name of a member → the names it may have had. */
const RENAMED: Readonly<Record<string, readonly string[]>> = {
  examples: ['example'],
  webhooks: ['x-webhooks'],
  anyOf: ['allOf', '$ref', 'nullable'],
  contentEncoding: ['format'],
  contentMediaType: ['format'],
};

/** Makes the upgraded document the draft's: tokens are replaced by what they hid, marks become places. */
export function restore(draft: Draft, upgraded: Json, shielded: Shielded): void {
  const original = draft.value;
  const places: Places = new Map();
  const rebuild = (node: Json, pointer: string, origin: string): Json => {
    const isToken = typeof node === 'string' && node.startsWith(TOKEN);
    const hidden = isToken ? shielded.hidden[Number(node.slice(TOKEN.length))] : undefined;
    if (hidden !== undefined) {
      copyPlaces(hidden.value, draft.places, hidden.pointer, places, pointer);
      return hidden.value;
    }
    const mark = isObject(node) ? node[MARK] : undefined;
    const at = typeof mark === 'string' ? mark : origin;
    places.set(pointer, findPlace(draft.places, at));
    const build = (member: Json, token: string, key: string): Json =>
      rebuild(member, `${pointer}/${token}`, originOf(original, at, token, key));
    return isObject(node) || Array.isArray(node) ? mapMembers(node, build) : node;
  };
  draft.value = rebuild(upgraded, '', '');
  draft.places = places;
  walk(draft.value, 'Document', '', (node, kind) => finish(node as Record<string, Json>, kind));
}

function originOf(original: Json, at: string, token: string, key: string): string {
  const parent = asObject(getAt(original, at));
  if (Object.hasOwn(parent, key)) return `${at}/${token}`;
  const old = (RENAMED[key] ?? []).find((name) => Object.hasOwn(parent, name));
  return old === undefined ? `${at}/${token}` : `${at}/${old}`;
}

function mapMembers(
  node: JsonObject | readonly Json[],
  build: (member: Json, token: string, key: string) => Json,
): Json {
  if (Array.isArray(node)) return node.map((member: Json, index) => build(member, String(index), String(index)));
  const result: Record<string, Json> = {};
  forEachMember(node, (member, token, key) => {
    if (key !== MARK) result[key] = build(member as Json, token, key);
  });
  return result;
}

// 3.1 knows no `nullable`: what is left of it said nothing.
function finish(node: Record<string, Json>, kind: Kind): void {
  if (kind === 'Schema') delete node['nullable'];
}
