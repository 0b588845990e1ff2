/** One generated case: a document, one change, what is said of it. Everything follows from the seed. */
import { loadContract } from '../../../../src/contract/load.ts';
import type { Contract, JsonObject } from '../../../../src/contract/types.ts';
import { HookspecError } from '../../../../src/errors.ts';
import type { Change, DiffReport } from '../../../../src/report/diff-report.ts';
import { diffContracts } from '../../../../src/review/diff/diff-contracts.ts';
import { replay } from '../second-opinion/replay.ts';
import { listUnproven } from '../second-opinion/unproven.ts';
import { breaks } from './breaks/all.ts';
import type { Break } from './breaks/break.ts';
import { type RealDocument, takePart } from './documents.ts';
import type { Node } from './node.ts';
import { createRandom } from './random.ts';
import { refactors } from './refactors/all.ts';
import type { Refactor } from './refactors/refactor.ts';

/** What came of a case. */
export interface CaseResult {
  readonly seed: number;
  readonly kind: string;
  readonly document: string;
  /** What was changed. */
  readonly where: string;
  readonly report: DiffReport;
  /** Milliseconds of comparing, without loading. */
  readonly time: number;
  /** Witnesses that do not hold, and payload errors without one, one sentence each. */
  readonly unsound: readonly string[];
}

/** A refactor's case, and whether a break is seen in it. */
export interface RefactorResult extends CaseResult {
  readonly isFlagged: boolean;
}

/** A break's case, and what was made of it. */
export interface BreakResult extends CaseResult {
  /** Reported as breaking, for whom it breaks, with the proof that its kind can have. */
  readonly isCaught: boolean;
  /** Reported as breaking at all. */
  readonly isFlagged: boolean;
}

/** Kinds between those that two neighbouring documents begin with. */
const STRIDE = 11;

/** Each document begins with a kind of its own, so that few seeds show many kinds; in time every kind meets every document. */
export function kindAt<T>(seed: number, kinds: readonly T[], documents: readonly RealDocument[]): T {
  const { length } = documents;
  return kinds[(Math.floor(seed / length) + STRIDE * (seed % length)) % kinds.length]!;
}

/** @returns undefined where the kind does not fit the document */
export async function runRefactor(
  seed: number,
  documents: readonly RealDocument[],
  kind: Refactor = kindAt(seed, refactors, documents),
): Promise<RefactorResult | undefined> {
  const made = makeCase(seed, documents, kind);
  if (made === undefined) return undefined;
  const result = await compare(made.base, made.head);
  if (result === undefined) return undefined;
  const isFlagged = result.report.changes.some(({ level }) => level === 'breaking');
  return { seed, kind: kind.kind, document: made.name, where: made.outcome, ...result, isFlagged };
}

/** @returns undefined where the kind does not fit the document */
export async function runBreak(
  seed: number,
  documents: readonly RealDocument[],
  kind: Break = kindAt(seed, breaks, documents),
): Promise<BreakResult | undefined> {
  const made = makeCase(seed, documents, kind);
  if (made === undefined) return undefined;
  const { where, direction, affected } = made.outcome;
  const result = await compare(made.base, made.head);
  if (result === undefined) return undefined;
  const breaking = result.report.changes.filter(({ level }) => level === 'breaking');
  const isCaught = breaking.some(
    (change) => change.direction === direction && change.affected === affected && hasProof(change, kind),
  );
  return {
    seed,
    kind: kind.kind,
    document: made.name,
    where: `${direction}: ${where}`,
    ...result,
    isCaught: isCaught && result.unsound.length === 0,
    isFlagged: breaking.length > 0,
  };
}

/** The two documents of a case. */
export function makeCase<T>(
  seed: number,
  documents: readonly RealDocument[],
  kind: { apply(document: Node, random: ReturnType<typeof createRandom>): T | undefined },
): { readonly name: string; readonly base: Node; readonly head: Node; readonly outcome: T } | undefined {
  const random = createRandom(seed);
  const real = documents[seed % documents.length]!;
  const base = takePart(real, random);
  const head = structuredClone(base);
  const outcome = kind.apply(head, random);
  return outcome === undefined ? undefined : { name: real.name, base, head, outcome };
}

// A break is one by the letter, so readers are held to it.
async function compare(base: Node, head: Node): Promise<Pick<CaseResult, 'report' | 'time' | 'unsound'> | undefined> {
  const [before, after] = [await load(base), await load(head)];
  if (before === undefined || after === undefined) return undefined;
  const start = performance.now();
  const report = await diffContracts(before, after, { policy: 'strict', redocly: false });
  const time = performance.now() - start;
  const versions = { base: before.document, head: after.document };
  const replays = await Promise.all(report.changes.map((change) => replay(change, versions)));
  return { report, time, unsound: [...listUnproven(report), ...replays.filter((problem) => problem !== undefined)] };
}

// Behaviour may name what a change has taken away; such a contract is refused before anything is compared.
async function load(document: Node): Promise<Contract | undefined> {
  try {
    return await loadContract(document as JsonObject, { lenient: true });
  } catch (error) {
    if (error instanceof HookspecError && error.code === 'InvalidContract') return undefined;
    throw error;
  }
}

function hasProof({ proof }: Change, { proof: wanted }: Break): boolean {
  return proof.verdict === 'proven' && (wanted === 'certificate' || proof.by.kind === wanted);
}
