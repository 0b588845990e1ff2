/** From a value that breaks one keyword to a whole value that the writer's version allows and the reader's refuses. */
import { getAt } from '../../../contract/pointer.ts';
import type { Validator } from '../../../contract/schema.ts';
import type { Json, Violation } from '../../../contract/types.ts';
import type { Side, Witness } from '../change.ts';
import { breakersOf, type Target } from './breakers.ts';
import { conjoin, type Conjunction } from './conjunction.ts';
import { fits } from './fits.ts';
import { samplesOf } from './sample.ts';
import { toSamplePointer, tokenOf, type Trail } from './trail.ts';

/** Who has the last word on a value: the validators of both versions. */
export interface Judges {
  readonly writes: Validator;
  readonly reads: Validator;
  readonly writer: Side;
  readonly reader: Side;
  /** Whether the writer would send it: nothing that only the reader's version knows. */
  readonly isWritten: (value: Json) => boolean;
  /** Ways in which the reader may understand what arrives; one for JSON. */
  readonly readings: (value: Json) => readonly Json[];
}

/** Values that break the keyword, and whole values, that are tried. */
const MAX_PARTS = 12;
const MAX_WHOLES = 30;
const MAX_PLAIN = 60;

/** Searches a witness for one keyword at the end of a trail; the first that the reader refuses for this alone. */
export function findWitness(target: Target, trail: Trail | undefined, judges: Judges): Witness | undefined {
  const at = toSamplePointer(trail);
  let second: Witness | undefined;
  let parts = 0;
  let wholes = 0;
  for (const part of breakersOf(target)) {
    if (++parts > MAX_PARTS) break;
    for (const value of embed(part, trail)) {
      if (++wholes > MAX_WHOLES) return second;
      if (!judges.isWritten(value)) continue;
      const violations = judge(value, judges);
      if (violations === undefined) continue;
      const isAlone = violations.every((violation) => violation.at === at || violation.at.startsWith(`${at}/`));
      const witness = toWitness(value, violations, at, target.keyword, judges);
      if (isAlone) return witness;
      second ??= witness;
    }
  }
  return second;
}

/** Searches a witness without knowing what to break: among plain values that the writer may send. */
export function findAnyWitness(writer: Conjunction, judges: Judges): Witness | undefined {
  let tries = 0;
  for (const value of samplesOf(writer, { isFull: true })) {
    if (++tries > MAX_PLAIN) return undefined;
    if (!judges.isWritten(value)) continue;
    const violations = judge(value, judges);
    if (violations !== undefined) return toWitness(value, violations, '', violations[0]!.keyword, judges);
  }
  return undefined;
}

/** Whole values with a part in its place: first those in which all else suits the reader too. */
function* embed(part: Json, trail: Trail | undefined): Generator<Json> {
  if (trail === undefined) return yield part;
  const { writer, reader, above } = trail;
  const token = tokenOf(trail);
  const wish = typeof token === 'string' ? { members: { [token]: part } } : { items: new Map([[token, part]]) };
  for (const context of [
    conjoin([...writer.nodes, ...reader.nodes], new Set([...writer.settled, ...reader.settled])),
    writer,
  ]) {
    let tries = 0;
    for (const value of samplesOf(context, wish)) {
      if (++tries > 4) break;
      if (
        fits(value, writer) === false ||
        getAt(value, `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`) === undefined
      )
        continue;
      yield* embed(value, above);
    }
  }
}

/** What the reader has against a value; undefined where it is no witness. */
export function judge(value: Json, { writes, reads, readings }: Judges): readonly Violation[] | undefined {
  if (writes(value).length > 0) return undefined;
  const answers = readings(value).map((reading) => reads(reading));
  return answers.every((violations) => violations.length > 0) ? answers[0] : undefined;
}

function toWitness(
  value: Json,
  violations: readonly Violation[],
  at: string,
  keyword: string,
  judges: Judges,
): Witness {
  const near = violations.filter((violation) => violation.at.startsWith(at));
  const isMeant = (violation: Violation): boolean => violation.keyword === keyword;
  // What tells the branches of a union apart says more than what they hold.
  const isTag = ({ keyword: other }: Violation): boolean => keyword.endsWith('Of') && TAGS.has(other);
  const told =
    near.find(isMeant) ??
    near.find(isTag) ??
    near.find(({ keyword: other }) => CLOSE.has(other)) ??
    near[0] ??
    violations[0]!;
  return {
    kind: 'witness',
    value,
    writer: judges.writer,
    reader: judges.reader,
    at: told.at,
    keyword: told.keyword,
    message: told.message,
    schemaPointer: told.schemaPointer,
  };
}

/** Keywords that speak of a member that is not there, or too much. */
const CLOSE: ReadonlySet<string> = new Set(['required', 'additionalProperties']);

/** Keywords of a member that tells branches apart. */
const TAGS: ReadonlySet<string> = new Set(['discriminator', 'enum', 'const']);
