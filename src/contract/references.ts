/** All references of a document, typed by what they stand for. */
import { walk } from './grammar.ts';
import type { Kind } from './grammar.ts';
import { refOf } from './resolve.ts';
import { forEachMember } from './source/place.ts';
import type { JsonObject } from './types.ts';
import { asObject } from './value.ts';

/** One `$ref`, or one file or pointer named by a discriminator's `mapping`. */
export interface Reference {
  /** Pointer of the text itself. */
  readonly pointer: string;
  /** Pointer of the object that is a reference; absent for a mapping. */
  readonly node?: string;
  /** What it must lead to. */
  readonly kind: Kind;
  readonly ref: string;
}

/** The references in an object of the document and below it, in document order. */
export function listReferences(node: unknown, kind: Kind, pointer: string): Reference[] {
  const references: Reference[] = [];
  walk(node, kind, pointer, (object, objectKind, at) => {
    const ref = refOf(object);
    if (ref !== undefined) references.push({ pointer: `${at}/$ref`, node: at, kind: objectKind, ref });
    if (objectKind === 'Schema') references.push(...mappings(object, at));
  });
  return references;
}

// A mapping value is the name of a schema or a reference to one.
function mappings(schema: JsonObject, at: string): Reference[] {
  const references: Reference[] = [];
  forEachMember(asObject(schema['discriminator'])['mapping'], (ref, token) => {
    if (typeof ref !== 'string' || !/#|\.(ya?ml|json)$/i.test(ref)) return;
    references.push({ pointer: `${at}/discriminator/mapping/${token}`, kind: 'Schema', ref });
  });
  return references;
}

/** `$id`s of the schemas in a document: a reference to one is no file. */
export function listSchemaIds(document: unknown): ReadonlySet<string> {
  const ids = new Set<string>();
  walk(document, 'Document', '', (node, kind) => {
    const id = node['$id'];
    if (kind === 'Schema' && typeof id === 'string') ids.add(id.replace(/#$/, ''));
  });
  return ids;
}

/** Pointer of the node that carries an anchor, or undefined. */
export function findAnchor(value: unknown, anchor: string, pointer = ''): string | undefined {
  const node = asObject(value);
  if (node['$anchor'] === anchor || node['$dynamicAnchor'] === anchor) return pointer;
  let found: string | undefined;
  forEachMember(value, (member, token) => {
    found ??= findAnchor(member, anchor, `${pointer}/${token}`);
  });
  return found;
}
