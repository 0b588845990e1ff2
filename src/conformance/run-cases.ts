/** Runs the cases of a session: one after the other, and several at once where they cannot disturb each other. */
import type { CaseResult } from '../report/check-report.ts';
import type { Case, Phase } from './case.ts';
import type { OpenSession } from './open-session.ts';
import { performCase } from './session.ts';

/**
 * Runs all cases; what they say comes in the order of the plan, however many run at once.
 * @param onResult called once for each case, in that order
 */
export async function runCases(
  session: OpenSession,
  cases: readonly Case[],
  onResult: (result: CaseResult) => void,
): Promise<void> {
  let phase: Phase | undefined;
  for (const batch of toBatches(session, cases)) {
    const [first] = batch as [Case, ...Case[]];
    if (first.phase !== phase) {
      phase = first.phase;
      session.emit({ type: 'phase', phase, cases: cases.filter((entry) => entry.phase === phase).length });
    }
    if (batch.length === 1) onResult((await performCase(session, first))());
    else for (const settle of await performBatch(session, batch)) onResult(settle());
  }
}

/** What the cases share is made by the first of them that addresses it; the others wait for that one alone. */
async function performBatch(session: OpenSession, batch: readonly Case[]): Promise<(() => CaseResult)[]> {
  const settled = new Map<Case, () => CaseResult>();
  for (const entry of findFirst(session, batch)) settled.set(entry, await performCase(session, entry, true));
  const rest = batch.filter((entry) => !settled.has(entry));
  const work = async (): Promise<void> => {
    for (let entry = rest.shift(); entry; entry = rest.shift())
      settled.set(entry, await performCase(session, entry, true));
  };
  await Promise.all(Array.from({ length: session.workers }, work));
  return batch.map((entry) => settled.get(entry)!);
}

/** For each resource the first case whose operation addresses one. */
function findFirst({ variants }: OpenSession, batch: readonly Case[]): readonly Case[] {
  const first = new Map<unknown, Case>();
  for (const entry of batch) {
    const addressing = variants.find(
      ({ operation, id, parents }) => operation === entry.operation && (id !== undefined || parents !== undefined),
    );
    if (addressing && !first.has(addressing.resource)) first.set(addressing.resource, entry);
  }
  return [...first.values()];
}

/**
 * Cases that follow each other and are independent: of one check and one operation, which send what has to be refused.
 * With one worker every case is a batch.
 */
function toBatches({ workers, variants }: OpenSession, cases: readonly Case[]): Case[][] {
  const batches: Case[][] = [];
  let last: string | undefined;
  for (const entry of cases) {
    const group = workers > 1 ? toGroup(entry, variants) : undefined;
    if (group !== undefined && group === last) batches.at(-1)!.push(entry);
    else batches.push([entry]);
    last = group;
  }
  return batches;
}

function toGroup({ phase, check, operation }: Case, variants: OpenSession['variants']): string | undefined {
  if (check === undefined || operation === undefined) return undefined;
  if (phase === 'negative') return `${check} ${operation.id}`;
  if (phase === 'schema') return operation.method === 'get' ? `${check} ${operation.id}` : undefined;
  // A create may have to make room, and takes away what other operations address.
  const creates = variants.some((variant) => variant.operation === operation && variant.role === 'create');
  return phase === 'auth' && SHARING.has(check) && !creates ? check : undefined;
}

/** Checks of credentials that make nothing but what all cases share. */
const SHARING = new Set(['missing-credentials', 'wrong-token', 'wrong-scheme', 'revoked-token', 'limited-token']);
