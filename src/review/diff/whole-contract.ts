/** A contract that came or went as a whole: one change, not one for each of its operations. */
import { formatPlace } from '../../contract/source/shown-place.ts';
import type { Contract } from '../../contract/types.ts';
import { toFingerprint } from '../fingerprint.ts';
import type { Change, DiffReport, Policy } from './change.ts';
import { countChanges } from './summary.ts';

/** What the rules of this file say, by their ids. */
export const wholeContractRules: Readonly<Record<string, string>> = {
  'contract-added': 'A contract is new.',
  'contract-removed': 'A contract is gone, with everything that it promised.',
};

/**
 * The report of a version that stands alone.
 * @param missing which of the two versions has no such contract
 */
export function reportWholeContract(
  contract: Contract,
  missing: 'base' | 'head',
  { policy, labels, cwd }: { policy: Policy; labels: { base: string; head: string }; cwd: string },
): DiffReport {
  const changes = [toChange(contract, missing === 'head', cwd)];
  const side = (name: 'base' | 'head') => ({ label: labels[name], version: name === missing ? '' : contract.version });
  return { base: side('base'), head: side('head'), policy, changes, summary: countChanges(changes) };
}

function toChange(contract: Contract, isGone: boolean, cwd: string): Change {
  const { name, operations, events } = contract;
  const content = `${count(operations.length, 'operation')} and ${count(events.length, 'event')}`;
  const place = { pointer: '', location: formatPlace(contract.locate(''), cwd) };
  const rule = isGone ? 'contract-removed' : 'contract-added';
  return {
    rule,
    level: isGone ? 'breaking' : 'info',
    direction: 'request',
    affected: 'client',
    message: isGone ? `The contract ${name} was removed, with ${content}` : `The contract ${name} is new: ${content}`,
    operations: [],
    places: [],
    ...(isGone ? { base: place } : { head: place }),
    proof: {
      verdict: 'proven',
      by: { kind: 'certificate', statement: isGone ? `Nothing of ${name} is promised any more.` : 'It breaks nobody.' },
    },
    proposedBy: ['rule'],
    fingerprint: toFingerprint(rule, name),
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
