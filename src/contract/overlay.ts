/** Applies an OpenAPI Overlay, action by action, and keeps the places of what it sets. */
import { applyToNode, select } from './overlay-library.ts';
import type { Selected } from './overlay-library.ts';
import { traceUpdate } from './overlay-trace.ts';
import { getAt, parsePointer, toPointer } from './pointer.ts';
import type { ParsedSource } from './source/parse-source.ts';
import { findPlace, type Places } from './source/place.ts';
import type { SourceProblem } from './source/problem.ts';
import type { Json, JsonObject } from './types.ts';
import { asArray, asObject, asText, isObject } from './value.ts';

/** A document while it is being built: each step changes the value or replaces it, and keeps the places. */
export interface Draft {
  value: Json;
  places: Places;
}

/** One action with what is needed to say where it is written. */
interface Action {
  readonly fields: JsonObject;
  /** Pointer of the action in the overlay. */
  readonly pointer: string;
  readonly overlay: ParsedSource;
  readonly version: string;
}

type Fault = { readonly member: string; readonly what: string; readonly fix: string } | undefined;

/**
 * Applies the actions of an overlay in their order, in place.
 * @param overlay a parsed overlay whose structure was found valid
 * @returns what is wrong with the actions: a target that is no JSONPath or selects nothing, or a value that does not fit
 * @see https://spec.openapis.org/overlay/v1.0.0.html
 */
export async function applyOverlay(draft: Draft, overlay: ParsedSource): Promise<SourceProblem[]> {
  const problems: SourceProblem[] = [];
  const version = asText(asObject(overlay.value)['overlay']);
  for (const [index, fields] of asArray(asObject(overlay.value)['actions']).entries()) {
    const action = { fields: asObject(fields), pointer: `/actions/${index}`, overlay, version };
    const fault = await applyAction(draft, action);
    if (fault === undefined) continue;
    const location = findPlace(overlay.places, `${action.pointer}/${fault.member}`);
    problems.push({ location, what: fault.what, fix: fault.fix });
  }
  return problems;
}

async function applyAction(draft: Draft, action: Action): Promise<Fault> {
  const targets = trySelect(draft.value, action.fields, 'target');
  if (!Array.isArray(targets)) return targets;
  if (targets.length === 0) {
    const fix = 'correct the path; it must match a node of the document';
    return { member: 'target', what: `\`${asText(action.fields['target'])}\` selects nothing`, fix };
  }
  if (action.fields['remove'] === true) {
    // The last item first, so that the indexes of the others stay right.
    for (const target of targets.reverse()) await remove(draft, action, target);
    return undefined;
  }
  if (action.fields['update'] === undefined && action.fields['copy'] === undefined) {
    return { member: 'target', what: 'the action does nothing', fix: 'add `update`, `copy` or `remove: true`' };
  }
  return change(draft, action, targets);
}

async function change(draft: Draft, action: Action, targets: readonly Selected[]): Promise<Fault> {
  const member = action.fields['copy'] === undefined ? 'update' : 'copy';
  let value = action.fields['update'];
  if (member === 'copy') {
    const sources = trySelect(draft.value, action.fields, 'copy');
    if (!Array.isArray(sources)) return sources;
    const what = `\`${asText(action.fields['copy'])}\` must select exactly one node, it selects ${sources.length}`;
    if (sources.length !== 1) return { member, what, fix: 'correct the path' };
    value = structuredClone(getAt(draft.value, sources[0]!.pointer)) as Json;
  }
  for (const target of targets) {
    const fault = await changeOne(draft, action, target, member, value ?? null);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

async function changeOne(draft: Draft, action: Action, target: Selected, member: string, value: Json): Promise<Fault> {
  const before = structuredClone(getAt(draft.value, target.pointer)) as Json;
  // A list is given the one entry to append; the library wants a list of them.
  const isEntry = Array.isArray(before) && !Array.isArray(value);
  const update = isEntry ? [value] : value;
  const mismatch = findMismatch(before, update, target.pointer || '/', member);
  if (mismatch !== undefined) return mismatch;
  draft.value = await applyToNode(draft.value, action.version, { target: target.path, update });
  const { places } = action.overlay;
  const base = `${action.pointer}/${member}`;
  traceUpdate(draft, target.pointer, before, update, (below) => {
    if (member === 'copy') return findPlace(places, base);
    return findPlace(places, `${base}${isEntry ? below.replace(/^\/0/, '') : below}`);
  });
  return undefined;
}

async function remove(draft: Draft, action: Action, target: Selected): Promise<void> {
  const tokens = parsePointer(target.pointer);
  const index = Number(tokens.pop());
  const list = toPointer(tokens);
  const before = getAt(draft.value, list);
  const count = Array.isArray(before) ? before.length : 0;
  draft.value = await applyToNode(draft.value, action.version, { target: target.path, remove: true });
  // The items behind a removed one move up.
  for (let next = index + 1; next < count; next += 1) {
    draft.places.graft(`${list}/${next - 1}`, draft.places.originOf(`${list}/${next}`));
  }
  draft.places.graft(count === 0 ? target.pointer : `${list}/${count - 1}`, () => undefined);
}

// The library would replace a map by a text, or put the members of a map into a list, without a word.
function findMismatch(before: unknown, update: Json, target: string, member: string): Fault {
  if (before === undefined || (Array.isArray(before) && Array.isArray(update))) return undefined;
  if (kindOf(before) !== kindOf(update)) {
    const what = `${kindOf(before)} cannot be updated with ${kindOf(update)}`;
    return { member, what, fix: `the target is ${target}; remove it first to replace it` };
  }
  if (!isObject(before) || !isObject(update)) return undefined;
  for (const [key, value] of Object.entries(update)) {
    const token = toPointer([key]);
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const fault = findMismatch(old, value, `${target === '/' ? '' : target}${token}`, `${member}${token}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'a map' : 'a plain value';
}

function trySelect(document: Json, fields: JsonObject, member: string): Selected[] | NonNullable<Fault> {
  const path = asText(fields[member]);
  try {
    return select(document, path);
  } catch (error) {
    const found = /but (.+) found\.?$/s.exec((error as Error).message)?.[1];
    const what = `\`${path}\` is not a JSONPath${found === undefined ? '' : `: unexpected ${found}`}`;
    return { member, what, fix: "write it as in RFC 9535, e.g. `$.paths['/a'].get`" };
  }
}
