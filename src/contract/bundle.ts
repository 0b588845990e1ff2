/** Brings what a document's references name in other files into the document itself, and checks the others. */
import { join } from 'node:path';
import { HookspecError } from '../errors.ts';
import { insertSchema, inline } from './bundle-place.ts';
import { readTarget, refusal, toTarget } from './external-file.ts';
import type { FilePolicy } from './external-file.ts';
import type { Kind } from './grammar.ts';
import { nearest } from './nearest.ts';
import type { Draft } from './overlay.ts';
import { getAt, parsePointer, setAt, toPointer } from './pointer.ts';
import { findAnchor, listReferences, listSchemaIds } from './references.ts';
import type { Reference } from './references.ts';
import { isCircular, pointerOfRef } from './resolve.ts';
import type { ParsedSource } from './source/parse-source.ts';
import { OBJECT_FILE, findPlace } from './source/place.ts';
import { formatProblem, toProblem } from './source/problem.ts';
import type { SourceProblem } from './source/problem.ts';
import { asObject, isObject } from './value.ts';

interface Bundling {
  readonly draft: Draft;
  /** The base file and its overlays: `#/…` written in them means the document. */
  readonly own: readonly string[];
  readonly policy: FilePolicy;
  readonly ids: ReadonlySet<string>;
  readonly sources: Map<string, ParsedSource>;
  /** Target → pointer of the schema it became. */
  readonly schemas: Map<string, string>;
  readonly problems: SourceProblem[];
  readonly dead: string[];
  readonly refused: string[];
  /** Pointers that references of the document were found to name. */
  readonly known: Set<string>;
  readonly queue: { readonly pointer: string; readonly kind: Kind; readonly inside: readonly string[] }[];
}

/** Result of {@link bundle}. */
export interface BundleResult {
  /** References that lead nowhere, and syntax errors of the files that were read. */
  readonly problems: readonly SourceProblem[];
  /** Pointers of the references among the problems. */
  readonly dead: readonly string[];
  /** Absolute names of the files that were read. */
  readonly files: readonly string[];
}

/**
 * Bundles in place. A schema becomes an entry of `components.schemas`, so that cycles stay cycles; anything else
 * takes the place of its reference. Afterwards every reference of the document is internal.
 * @param own the document's own files, base first
 * @throws HookspecError `RefRefused` naming every reference that may not be followed
 */
export async function bundle(draft: Draft, own: readonly string[], policy: FilePolicy): Promise<BundleResult> {
  const bundling: Bundling = {
    draft,
    own,
    policy,
    ids: listSchemaIds(draft.value),
    sources: new Map(),
    schemas: new Map(),
    problems: [],
    dead: [],
    refused: [],
    known: new Set(),
    queue: [{ pointer: '', kind: 'Document', inside: [] }],
  };
  let all: readonly Reference[] = [];
  for (const item of bundling.queue) {
    const references = listReferences(getAt(draft.value, item.pointer), item.kind, item.pointer);
    if (item.pointer === '') all = references;
    for (const reference of references) {
      if (!isKnown(bundling, reference.ref)) await follow(bundling, reference, item.inside);
    }
  }
  findCircles(bundling, bundling.sources.size === 0 ? all : listReferences(draft.value, 'Document', ''));
  if (bundling.refused.length > 0) {
    const count = bundling.refused.length === 1 ? 'A $ref leads' : `${bundling.refused.length} $refs lead`;
    throw new HookspecError('RefRefused', `${count} to a file that is not read without leave.`, {
      details: bundling.refused,
    });
  }
  return { problems: bundling.problems, dead: bundling.dead, files: [...bundling.sources.keys()] };
}

/** Whether a reference names a node of the document, no other file being part of it so far. */
function isKnown({ draft, known, sources }: Bundling, ref: string): boolean {
  if (!ref.startsWith('#') || sources.size > 0) return false;
  if (!known.has(ref) && pointerIn(draft.value, ref.slice(1)) !== undefined) known.add(ref);
  return known.has(ref);
}

async function follow(bundling: Bundling, reference: Reference, inside: readonly string[]): Promise<void> {
  const { draft, own, policy } = bundling;
  const [uri = '', ...rest] = reference.ref.split('#');
  const fragment = rest.join('#');
  if (uri !== '' && bundling.ids.has(uri)) return;
  const { file: written } = findPlace(draft.places, reference.pointer);
  const from = written === OBJECT_FILE ? join(policy.cwd, OBJECT_FILE) : written;
  const file = uri === '' ? written : toTarget(uri, from);
  if (file === own[0] || (uri === '' && own.includes(file))) {
    if (pointerIn(draft.value, fragment) === undefined)
      report(bundling, reference, toDeadEnd(reference.ref, draft.value, fragment));
    else if (uri !== '' || !own.includes(written)) setAt(draft.value, reference.pointer, `#${fragment}`);
    return;
  }
  const source = await open(bundling, reference, file);
  if (source === undefined) return;
  const pointer = pointerIn(source.value, fragment);
  if (pointer === undefined) return report(bundling, reference, toDeadEnd(reference.ref, source.value, fragment));
  const target = `${file}#${pointer}`;
  if (reference.kind === 'Schema') {
    let placed = bundling.schemas.get(target);
    if (placed === undefined) {
      placed = insertSchema(draft, source, pointer);
      bundling.schemas.set(target, placed);
      bundling.queue.push({ pointer: placed, kind: 'Schema', inside });
    }
    setAt(draft.value, reference.pointer, `#${placed}`);
  } else if (inside.includes(target)) {
    report(bundling, reference, { what: `\`${reference.ref}\` contains itself`, fix: 'break the circle' });
  } else if (reference.node !== undefined) {
    inline(draft, reference.node, reference.kind, source, pointer);
    bundling.queue.push({ pointer: reference.node, kind: reference.kind, inside: [...inside, target] });
  }
}

async function open(bundling: Bundling, reference: Reference, file: string): Promise<ParsedSource | undefined> {
  const { policy, draft, sources } = bundling;
  const known = sources.get(file);
  if (known !== undefined) return known.problems.length === 0 ? known : undefined;
  const reason = await refusal(file, policy);
  if (reason !== undefined) {
    const fault = { pointer: reference.pointer, what: `\`${reference.ref}\` is refused: ${reason}` };
    bundling.refused.push(formatProblem(toProblem(draft.places, fault), policy.cwd));
    return undefined;
  }
  try {
    const source = await readTarget(file, policy);
    sources.set(file, source);
    bundling.problems.push(...source.problems);
    return source.problems.length === 0 ? source : undefined;
  } catch (error) {
    if (!(error instanceof HookspecError)) throw error;
    const what = `\`${reference.ref}\`: ${error.message.replace(/\.$/, '')}`;
    report(bundling, reference, { what, fix: 'correct the path' });
    return undefined;
  }
}

// `a: { $ref: b }, b: { $ref: a }` stands for nothing.
function findCircles(bundling: Bundling, references: readonly Reference[]): void {
  const { value } = bundling.draft;
  const sound = new Set<string>();
  for (const reference of references) {
    if (reference.node === undefined || !isObject(value) || sound.has(reference.ref)) continue;
    if (!isCircular(value, reference.node)) {
      sound.add(reference.ref);
      continue;
    }
    report(bundling, reference, {
      what: `\`${reference.ref}\` leads back to itself`,
      fix: 'write the value in one place',
    });
  }
}

function pointerIn(value: unknown, fragment: string): string | undefined {
  const pointer = pointerOfRef(`#${fragment}`);
  if (pointer === undefined) return findAnchor(value, fragment);
  const normalized = toPointer(parsePointer(pointer));
  return getAt(value, normalized) === undefined ? undefined : normalized;
}

function toDeadEnd(ref: string, value: unknown, fragment: string): { what: string; fix: string } {
  const tokens = parsePointer(pointerOfRef(`#${fragment}`) ?? `/${fragment}`);
  const last = tokens.pop() ?? '';
  const candidate = nearest(last, Object.keys(asObject(getAt(value, toPointer(tokens)))));
  const what = `there is nothing at \`${ref}\``;
  if (candidate === undefined) return { what, fix: 'correct the reference, or add what it names' };
  const uri = ref.slice(0, ref.indexOf('#'));
  return { what, fix: `did you mean \`${uri}#${toPointer([...tokens, candidate])}\`?` };
}

function report(bundling: Bundling, reference: Reference, fault: { what: string; fix: string }): void {
  bundling.problems.push(toProblem(bundling.draft.places, { pointer: reference.pointer, ...fault }));
  bundling.dead.push(reference.pointer);
}
