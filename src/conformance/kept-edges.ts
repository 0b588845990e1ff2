/** What of the values at the edges of a schema an answer shows otherwise: zero, false, null, each listed value. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt } from '../contract/pointer.ts';
import { schemasAt } from '../contract/schema-at.ts';
import { isObject } from '../contract/value.ts';
import type { CaseRun } from './case.ts';
import { isSame } from './compare.ts';
import { type Exchange, isSuccess } from './exchange.ts';
import { hasFault } from './stages.ts';
import type { Edge } from './values/edges.ts';
import { isUrl } from './values/vary.ts';
import { keyword, toFacets } from '../contract/instance/facets.ts';
import type { World } from './world.ts';

/** An edge that came back as another value. */
export interface LostEdge {
  /** JSON pointer in the resource. */
  readonly pointer: string;
  readonly exchange: Exchange;
  readonly sent: unknown;
  readonly got: unknown;
}

const lost = new WeakMap<World, Map<string, LostEdge>>();

/** Remembers what the answer to a write shows otherwise than it was written; each property once. */
export function noteEdges(run: CaseRun, exchange: Exchange, body: unknown, applied: readonly Edge[]): void {
  const { resource, spec, role } = exchange.variant;
  if (!resource || spec?.answer !== 'resource' || !isSuccess(exchange) || hasFault(run, exchange, spec.at)) return;
  const known = lost.get(run.world) ?? new Map<string, LostEdge>();
  lost.set(run.world, known);
  const written = getAt(body, spec.body);
  const owned = new Set([...Object.keys(resource.derive), ...spec.immutable, ...spec.clear, resource.id?.property]);
  for (const pointer of Object.keys((role === 'update' ? resource.set.update : resource.set.create) ?? {}))
    owned.add(pointer);
  for (const { at, keyword: name } of applied) {
    const pointer = at.startsWith(`${spec.body}/`) ? at.slice(spec.body.length) : '';
    const [sent, got] = [getAt(written, pointer), getAt(exchange.response.json, spec.at + pointer)];
    // What is not shown says nothing about what was stored.
    if (pointer.lastIndexOf('/') !== 0 || owned.has(pointer) || got === undefined || isLike(sent, got)) continue;
    if (known.has(`${resource.name} ${pointer}`) || !isPlain(run, exchange, at, name, sent)) continue;
    // One switch may turn another one with it.
    if (isState(sent) && countStates(run, exchange, written) > 1) continue;
    known.set(`${resource.name} ${pointer}`, { pointer, exchange, sent, got });
  }
}

/** The same words in any order, the same URL in any spelling, or the same. */
function isLike(sent: unknown, got: unknown): boolean {
  if (Array.isArray(sent) && Array.isArray(got)) return isSame(sent.toSorted(), got.toSorted());
  if (isUrl(sent) && isUrl(got)) return new URL(sent).href === new URL(got).href;
  return isSame(sent, got);
}

/** What was remembered of a resource. */
export function findLostEdges(run: CaseRun, resource: Resource): LostEdge[] {
  return [...(lost.get(run.world) ?? [])].flatMap(([name, edge]) =>
    name === `${resource.name} ${edge.pointer}` ? [edge] : [],
  );
}

/** Texts have spellings; numbers, switches, nothing, listed words and the path of a URL have not. */
function isPlain(run: CaseRun, exchange: Exchange, at: string, name: string, sent: unknown): boolean {
  if (typeof sent === 'number' || typeof sent === 'boolean') return true;
  if (typeof sent === 'string') return name === 'enum' || isUrl(sent);
  if (Array.isArray(sent)) return name === 'enum';
  // Null may stand for the default.
  return sent === null && keyword(facetsOf(run, exchange, at), 'default') === undefined;
}

function countStates(run: CaseRun, exchange: Exchange, written: unknown): number {
  const { body } = exchange.variant.spec!;
  return Object.entries(isObject(written) ? written : {}).filter(
    ([name, value]) =>
      typeof value === 'boolean' ||
      (isState(value) && keyword(facetsOf(run, exchange, `${body}/${name}`), 'enum') !== undefined),
  ).length;
}

function isState(value: unknown): boolean {
  return typeof value === 'boolean' || typeof value === 'string';
}

function facetsOf(run: CaseRun, { operation }: Exchange, at: string): ReturnType<typeof toFacets> {
  const pointer = run.values.media(operation)?.schemaPointer;
  if (pointer === undefined) return [];
  return (schemasAt(run.contract.document, pointer, at) ?? []).flatMap((place) => toFacets(run, place));
}
