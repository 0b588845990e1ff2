/** Holds the names in a fault against the contracts that are served: a typo would otherwise be a fault that never happens. */
import { didYouMean } from '../../contract/nearest.ts';
import type { Contract } from '../../contract/types.ts';
import { toOnlooker } from '../request-log.ts';
import type { FaultSpec } from './fault.ts';

/** The fault with the name of its key where a token was given, or one sentence about a name that nobody knows. */
export function resolveFault(contracts: readonly Contract[], spec: FaultSpec): FaultSpec | string {
  const names = contracts.map(({ name }) => name);
  const meant = contracts.filter(({ name }) => spec.contract === undefined || spec.contract === name);
  if (meant.length === 0) return `No contract is named "${spec.contract}".${didYouMean(spec.contract ?? '', names)}`;
  const { operation, key } = spec;
  if (operation !== undefined) {
    const known = meant.flatMap(({ operations }) => operations.map(({ id }) => id));
    if (!known.includes(operation)) return `No operation is named "${operation}".${didYouMean(operation, known)}`;
  }
  if (key === undefined) return spec;
  const callers = meant.flatMap((contract) => toOnlooker(contract).callers!.ofKey(key) ?? []);
  const named = callers.find((caller) => caller.key === key) ?? callers[0];
  return named ? { ...spec, key: named.key } : 'No contract has a key of this name, or knows tokens of this form';
}
