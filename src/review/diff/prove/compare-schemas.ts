/** Whether a reader accepts all that a writer writes. */
import { toPointer } from '../../../contract/pointer.ts';
import type { Json } from '../../../contract/types.ts';
import type { Policy, Witness } from '../change.ts';
import type { Comparison, DifferenceKind, SchemaDifference, SchemaSide, Verdict } from './comparison.ts';
import { conjoin, type Conjunction, keywordsOf } from './conjunction.ts';
import { createProver } from './create-prover.ts';
import { toKind } from './difference-kind.ts';
import { findAnyWitness, findWitness, type Judges } from './find-witness.ts';
import { nameForm } from './forms.ts';
import type { Prover } from './prover.ts';
import { toReadings } from './readings.ts';
import { type Comparer, createComparer } from './same.ts';
import { impliesAsText } from './text-form.ts';
import { toTolerated } from './tolerance.ts';
import { toShownPath } from './trail.ts';
import { walkSchemas } from './walk.ts';
import { keywordPointer, type Meeting } from './walking.ts';
import { type Node, nodeAt, toWorld } from './world.ts';
import { isWritten } from './written.ts';

/** What shows a break. */
type Shown = Pick<SchemaDifference, 'witness' | 'tolerated'>;

/** What comparisons of the same two documents share. */
interface Memory {
  readonly prover: Prover;
  readonly comparer: Comparer;
  /** What breaks where two schemas meet, by their meeting and the direction: it is shown once, wherever they meet again. */
  readonly shown: Map<string, Shown>;
}

const memories = new WeakMap<object, WeakMap<object, Memory>>();

/**
 * Compares the schema that one version writes by with the schema that the other version reads by.
 * A writer sends no member that its own version does not know; what it declares as open it may fill with anything else.
 * @param writer the side that sends, e.g. base for a request
 * @param reader the side that receives
 */
export function compareSchemas(writer: SchemaSide, reader: SchemaSide, policy: Policy): Comparison {
  const { prover, comparer, shown } = recall(writer.document, reader.document);
  const [written, read] = [toRoot(writer), toRoot(reader)];
  if (comparer.isSame(written, read)) return { verdict: 'equal', differences: [] };
  const { exact } = prover;
  // Other words for the same: there is nothing to tell.
  if (exact.implies(written, read) && exact.implies(read, written)) return { verdict: 'equal', differences: [] };
  const isContained = prover.implies(written, read) || (reader.wire === 'text' && impliesAsText(prover, written, read));
  const judges = once(() => toJudges(writer, reader));
  const found = new Map<string, SchemaDifference>();
  const meet = (meeting: Meeting): void => {
    const key = JSON.stringify([
      meeting.node?.id ?? 0,
      meeting.node ? 0 : meeting.own?.id,
      meeting.keyword,
      meeting.name,
      toShownPath(meeting.trail),
      meeting.form?.branch.id,
    ]);
    const before = found.get(key);
    if (before?.verdict === 'broken' || (before !== undefined && meeting.isHarmless)) return;
    const judged = { ...meeting, isHarmless: meeting.isHarmless || isContained };
    found.set(key, toDifference(judged, writer, policy, judges, shown));
  };
  walkSchemas({ prover, comparer, meet }, written, read);
  const differences = [...found.values()];
  if (!isContained && !differences.some(({ verdict }) => verdict === 'broken')) {
    const witness = attempt(() => findAnyWitness(written, judges()));
    const index = differences.findIndex(({ verdict }) => verdict === 'undecided');
    const open = differences[index] ?? toUnknown(writer, reader);
    differences.splice(index < 0 ? differences.length : index, 1, witness ? toShown(open, witness) : open);
  }
  return { verdict: toVerdict(differences), differences };
}

/** Whether it is proved that the reader accepts all values that the writer's schema accepts, even what no writer would send. */
export function acceptsAll(writer: SchemaSide, reader: SchemaSide): boolean {
  const { prover, comparer } = recall(writer.document, reader.document);
  const [written, read] = [toRoot(writer), toRoot(reader)];
  return comparer.isSame(written, read) || prover.exact.implies(written, read);
}

function toShown(open: SchemaDifference, witness: Witness): SchemaDifference {
  const shown = { ...open, keyword: open.keyword || witness.keyword, verdict: 'broken' as const, witness };
  delete shown.reason;
  return shown;
}

function recall(writer: object, reader: object): Memory {
  const ofWriter = memories.get(writer) ?? new WeakMap<object, Memory>();
  memories.set(writer, ofWriter);
  const memory = ofWriter.get(reader) ?? { prover: createProver(), comparer: createComparer(), shown: new Map() };
  ofWriter.set(reader, memory);
  return memory;
}

function toRoot({ document, pointer, direction }: SchemaSide): Conjunction {
  return conjoin([nodeAt(toWorld(document, direction), pointer)]);
}

function toJudges(writer: SchemaSide, reader: SchemaSide): Judges {
  const compile = ({ document, pointer, direction }: SchemaSide) => {
    const world = toWorld(document, direction);
    return world.compiler.compile(pointer, world.travel);
  };
  return {
    writes: compile(writer),
    reads: compile(reader),
    writer: writer.side,
    reader: reader.side,
    isWritten: (value) => isWritten(value, toRoot(writer), [toRoot(reader)]),
    readings: reader.wire === 'text' ? toReadings : (value: Json) => [value],
  };
}

function toDifference(
  meeting: Meeting,
  writer: SchemaSide,
  policy: Policy,
  judges: () => Judges,
  shown: Map<string, Shown>,
): SchemaDifference {
  const { keyword, name, node, own, trail, form, isHarmless } = meeting;
  const [base, head] = writer.side === 'base' ? [own, node] : [node, own];
  const isNew = (form?.of === 'writer') === (writer.side === 'head');
  const kind: DifferenceKind = form ? (isNew ? 'widened' : 'narrowed') : toKind(base, head, keyword, name);
  const pointerTo = (one: Node): string => {
    if (form === undefined) return keywordPointer(one, keyword, name);
    return one === form.branch || keywordsOf(one)[keyword] === undefined ? one.pointer : keywordPointer(one, keyword);
  };
  const common = {
    ...(base && { basePointer: pointerTo(base) }),
    ...(head && { headPointer: pointerTo(head) }),
    ...(form && { form: nameForm(form.branch) }),
    keyword,
    at: toPointer(toShownPath(trail)),
    ...(name !== undefined && { name }),
    kind,
  };
  if (isHarmless || node === undefined) {
    return { ...common, verdict: 'contained', reason: 'All that the writer may send obeys what the reader asks for.' };
  }
  const target = { ...meeting, node };
  const met = [meeting.writer.key, meeting.reader.key, keyword, name, node.id, meeting.form?.branch.id];
  const key = JSON.stringify([policy, writer.direction, writer.wire, ...met]);
  const known = shown.get(key);
  if (known !== undefined) return { ...common, verdict: 'broken', ...known };
  const witness = attempt(() => findWitness(target, trail, judges()));
  if (witness === undefined) {
    return {
      ...common,
      verdict: 'undecided',
      reason: 'No value was found that shows a break, and no proof that there is none.',
    };
  }
  const tolerated = policy === 'tolerant' ? toTolerated(meeting, writer.direction, witness) : undefined;
  const found: Shown = { witness, ...(tolerated && { tolerated }) };
  shown.set(key, found);
  return { ...common, verdict: 'broken', ...found };
}

/** A schema that no validator can be made of judges nothing. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function toUnknown(writer: SchemaSide, reader: SchemaSide): SchemaDifference {
  const [base, head] = writer.side === 'base' ? [writer, reader] : [reader, writer];
  return {
    basePointer: base.pointer,
    headPointer: head.pointer,
    keyword: '',
    at: '',
    kind: 'changed',
    verdict: 'undecided',
    reason: 'The schemas differ in a way that was neither shown to break anything nor proved to be harmless.',
  };
}

function toVerdict(differences: readonly SchemaDifference[]): Verdict {
  const counted = differences.filter(({ tolerated }) => tolerated === undefined);
  return (
    (['broken', 'undecided'] as const).find((verdict) => counted.some((one) => one.verdict === verdict)) ?? 'contained'
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
