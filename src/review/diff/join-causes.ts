/** One cause, one change: what stands at the same node of both versions is told once, with every place that it reaches. */
import type { Contract } from '../../contract/types.ts';
import { formatPlace } from '../../contract/source/shown-place.ts';
import { toFingerprint } from '../fingerprint.ts';
import type { Change, ChangePlace, Level, Proof, Side } from './change.ts';
import type { ChangeDraft } from './drafts.ts';
import type { Normalised } from './normalise/normalise-document.ts';

/** One version as it was loaded, and in its plain form. */
export interface Version {
  /** Folder that shown places are relative to. */
  readonly cwd: string;
  readonly contract: Contract;
  readonly plain: Normalised;
}

/** Joins drafts of one cause, gives places in the documents as they were written, and sorts by level and place. */
export function joinCauses(drafts: readonly ChangeDraft[], versions: Readonly<Record<Side, Version>>): Change[] {
  const causes = new Map<string, ChangeDraft[]>();
  for (const draft of drafts) {
    const { rule, level, direction, affected } = draft;
    const [inBase, inHead, ...rest] = draft.cause ?? [draft.base, draft.head];
    const { isWritten = false } = draft;
    const at = [originOf(inBase, versions.base, isWritten), originOf(inHead, versions.head, isWritten), ...rest];
    const key = JSON.stringify([rule, level, direction, affected, ...at, causeOf(draft)]);
    const same = causes.get(key);
    if (same === undefined) causes.set(key, [draft]);
    else same.push(draft);
  }
  return [...causes.values()].map((same) => toChange(same, versions)).sort(compareChanges);
}

// What was there and is there now, but not the operation.
function causeOf({ values, message }: ChangeDraft): unknown {
  return values.length === 0 ? message : values;
}

function toChange(drafts: readonly ChangeDraft[], versions: Readonly<Record<Side, Version>>): Change {
  const first = drafts[0]!;
  const { rule, level, direction, affected, message, site } = first;
  const { isWritten = false } = first;
  const base = placeOf(originOf(first.base, versions.base, isWritten), versions.base);
  const head = placeOf(originOf(first.head, versions.head, isWritten), versions.head);
  const places = [...new Set(drafts.map(({ place }) => place))];
  return {
    rule,
    level,
    direction,
    affected,
    message,
    operations: [...new Set(drafts.flatMap(({ operations }) => operations))],
    places,
    ...(site && { site }),
    ...(base && { base }),
    ...(head && { head }),
    proof: toOriginal((drafts.find(({ proof }) => proof.verdict === 'proven') ?? first).proof, versions),
    proposedBy: [...new Set(drafts.flatMap(({ proposedBy }) => proposedBy))],
    fingerprint: toFingerprint(rule, stablePlace(base ?? head, places[0]!), JSON.stringify(causeOf(first))),
  };
}

// A component keeps its name when operations come and go; anything else is known by its place on the wire.
function stablePlace(place: ChangePlace | undefined, onWire: string): string {
  return place?.pointer.startsWith('/components/') === true ? place.pointer : onWire;
}

function toOriginal(proof: Proof, versions: Readonly<Record<Side, Version>>): Proof {
  if (proof.verdict !== 'proven' || proof.by.kind !== 'witness') return proof;
  const witness = proof.by;
  const schemaPointer = originOf(witness.schemaPointer, versions[witness.reader])!;
  return { verdict: 'proven', by: { ...witness, schemaPointer } };
}

function placeOf(pointer: string | undefined, { contract, cwd }: Version): ChangePlace | undefined {
  return pointer === undefined ? undefined : { pointer, location: formatPlace(contract.locate(pointer), cwd) };
}

function originOf(pointer: string | undefined, { plain }: Version, isWritten = false): string | undefined {
  return pointer === undefined || isWritten ? pointer : plain.origin(pointer);
}

const LEVELS: readonly Level[] = ['breaking', 'warning', 'info', 'refuted'];

function compareChanges(a: Change, b: Change): number {
  const byLevel = LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
  if (byLevel !== 0) return byLevel;
  return compareLocations((a.head ?? a.base)?.location ?? '', (b.head ?? b.base)?.location ?? '');
}

function compareLocations(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
