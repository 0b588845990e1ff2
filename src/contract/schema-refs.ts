/** Where a `$ref` inside a document leads. */
import { HookspecError } from '../errors.ts';
import { getAt, parsePointer, toPointer } from './pointer.ts';
import { isRecord } from './schema-keywords.ts';

/** Finds the target of references within one document. */
export interface RefResolver {
  /**
   * JSON pointer of what a reference means.
   * @param ref as written: `#/a/b`, `#anchor`, or the `$id` of a schema in the document, with or without a fragment
   * @param from pointer of the node that holds it, for the message
   * @throws HookspecError InvalidContract when there is no such place
   */
  resolve(ref: string, from: string): string;
}

/** Builds a resolver; anchors and ids are looked up when a reference first needs one. */
export function createRefResolver(document: unknown): RefResolver {
  let named: ReadonlyMap<string, string> | undefined;
  const resolve = (ref: string, from: string): string => {
    const target = find(ref);
    if (target === undefined || getAt(document, target) === undefined) {
      throw new HookspecError('InvalidContract', `The schema at #${from} refers to "${ref}", which does not exist.`);
    }
    return target;
  };
  const find = (ref: string): string | undefined => {
    const [base, fragment = ''] = splitRef(ref);
    if (base === '' && (fragment === '' || fragment.startsWith('/'))) return normalise(fragment);
    named ??= collectNames(document);
    const root = base === '' ? '' : named.get(base);
    if (root === undefined) return undefined;
    if (fragment === '' || fragment.startsWith('/')) return root + normalise(fragment);
    return named.get(`#${fragment}`);
  };
  return { resolve };
}

function splitRef(ref: string): [string, string] {
  const hash = ref.indexOf('#');
  return hash < 0 ? [ref, ''] : [ref.slice(0, hash), ref.slice(hash + 1)];
}

function normalise(fragment: string): string {
  return toPointer(parsePointer(decode(fragment)));
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // A lone percent sign is part of a name, e.g. of a path that was written without escaping.
    return fragment;
  }
}

function collectNames(document: unknown): Map<string, string> {
  const names = new Map<string, string>();
  const visit = (node: unknown, pointer: string): void => {
    if (Array.isArray(node)) node.forEach((entry, index) => visit(entry, `${pointer}/${index}`));
    if (!isRecord(node)) return;
    if (typeof node.$id === 'string') names.set(node.$id.replace(/#$/, ''), pointer);
    for (const key of ['$anchor', '$dynamicAnchor']) {
      const anchor = node[key];
      if (typeof anchor === 'string' && !names.has(`#${anchor}`)) names.set(`#${anchor}`, pointer);
    }
    for (const [key, value] of Object.entries(node)) visit(value, pointer + toPointer([key]));
  };
  visit(document, '');
  return names;
}
