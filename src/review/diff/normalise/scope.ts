/** What normalising one document shares: where things came from, and what references mean. */
import { getAt, toPointer } from '../../../contract/pointer.ts';
import { createRefResolver } from '../../../contract/schema-refs.ts';
import type { Json, JsonObject } from '../../../contract/types.ts';
import { isObject } from '../../../contract/value.ts';

/** A schema in its plain form: keywords sorted, so that equal ones have equal JSON. */
export type Schema = boolean | { readonly [keyword: string]: Json };

/** Shared state. */
export interface Scope {
  readonly document: JsonObject;
  /** Notes where a new object or list came from; the first note stays. */
  track<T extends object>(value: T, pointer: string): T;
  originOf(value: unknown): string | undefined;
  /** Pointer that a schema's reference finally leads to, past references to references; undefined where it leads nowhere. */
  follow(ref: string, from: string): string | undefined;
  /** Name under `components.schemas` of the schema at a pointer of the given document. */
  nameOf(pointer: string): string;
  /** Pointer in the given document of a name that {@link nameOf} gave. */
  pointerOf(name: string): string | undefined;
  /** Plain forms by pointer, of schemas that others are merged with. */
  readonly plain: Map<string, Schema>;
}

const COMPONENTS = '/components/schemas/';

/** Creates the state for one document. */
export function createScope(document: JsonObject): Scope {
  const refs = createRefResolver(document);
  const origins = new WeakMap<object, string>();
  const byPointer = new Map<string, string>();
  const byName = new Map<string, string>();
  const own = isObject(document['components']) ? document['components']['schemas'] : undefined;
  const taken = new Set(isObject(own) ? Object.keys(own) : []);
  const resolve = (ref: string, from: string): string | undefined => {
    try {
      return refs.resolve(ref, from);
    } catch {
      return undefined;
    }
  };
  const invent = (pointer: string): string => {
    const lone = pointer.startsWith(COMPONENTS) ? pointer.slice(COMPONENTS.length) : '/';
    if (!lone.includes('/')) return lone.replaceAll('~1', '/').replaceAll('~0', '~');
    let name = pointer.replace(/[^\w.-]+/g, '_').replace(/^_/, '');
    while (taken.has(name)) name += '_';
    taken.add(name);
    return name;
  };
  return {
    document,
    track: (value, pointer) => {
      if (!origins.has(value)) origins.set(value, pointer);
      return value;
    },
    originOf: (value) => (value !== null && typeof value === 'object' ? origins.get(value) : undefined),
    follow: (ref, from) => {
      const seen = new Set<string>();
      let at = resolve(ref, from);
      while (at !== undefined && !seen.has(at)) {
        seen.add(at);
        const node = getAt(document, at);
        const next = isObject(node) ? node['$ref'] : undefined;
        if (typeof next !== 'string' || !isAlias(node as JsonObject)) return at;
        at = resolve(next, at);
      }
      return at;
    },
    nameOf: (pointer) => {
      const name = byPointer.get(pointer) ?? invent(pointer);
      byPointer.set(pointer, name);
      byName.set(name, pointer);
      return name;
    },
    pointerOf: (name) => byName.get(name),
    plain: new Map(),
  };
}

/** Whether a schema says no more than the one it refers to. */
function isAlias(node: JsonObject): boolean {
  return Object.keys(node).every((key) => key === '$ref' || PROSE.has(key) || key.startsWith('x-'));
}

/** Keywords that only people read. */
export const PROSE: ReadonlySet<string> = new Set([
  'title',
  'description',
  'summary',
  'examples',
  'example',
  'externalDocs',
  '$comment',
  'xml',
]);

/** A reference to a schema of `components.schemas`. */
export function toRef(name: string): string {
  return `#${toPointer(['components', 'schemas', name])}`;
}
