/** In which order a list is, as far as the contract says. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { weakestEvidence } from './evidence.ts';

/** A documented order, and where it stands. */
export interface Order {
  readonly order: 'oldest' | 'newest';
  readonly contractPointer: string;
}

const NEWEST =
  /\b(newest|most recent(ly created)?|latest)\b[^.]{0,20}\bfirst\b|\breverse[- ]chronological|\bdescending\b[^.]{0,20}\b(creat|time|date)/i;
const OLDEST =
  /\b(oldest|earliest)\b[^.]{0,20}\bfirst\b|(?<!reverse[- ])\bchronological(ly)? order|\b(in (the )?)?order of (their )?creation\b/i;

/**
 * The order that the contract declares, or that the description of the list says in words.
 * @returns undefined where nothing is said, or only guessed
 */
export function findOrder(contract: Contract, resource: Resource): Order | undefined {
  const { list } = resource.operations;
  const operation = contract.operations.find(({ id }) => id === list?.operation);
  if (!list || !operation) return undefined;
  const declared = `/x-resource${toPointer([resource.name])}/operations/list`;
  const isDeclared = getAt(contract.document, `${declared}/order`) !== undefined;
  if (isDeclared && weakestEvidence(contract, [declared])?.kind !== 'inferred')
    return { order: list.order, contractPointer: `${declared}/order` };
  return findWrittenOrder(contract, operation);
}

/** The order of a list that its description gives it in words. */
export function findWrittenOrder(contract: Contract, operation: Operation): Order | undefined {
  for (const name of ['description', 'summary']) {
    const contractPointer = `${operation.pointer}/${name}`;
    const text = getAt(contract.document, contractPointer);
    if (typeof text !== 'string') continue;
    if (NEWEST.test(text)) return { order: 'newest', contractPointer };
    if (OLDEST.test(text)) return { order: 'oldest', contractPointer };
  }
  return undefined;
}
