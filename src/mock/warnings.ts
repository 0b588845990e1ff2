/** What of a contract the mock cannot do, for whoever starts it. */
import { formatPlace } from '../contract/source/shown-place.ts';
import type { Mount } from './mount.ts';

/** One sentence each: faults that the mock can live with, with their places, and operations it cannot serve. */
export function listWarnings({ contract, unservable }: Mount, cwd: string): string[] {
  const faults = contract.warnings.map(
    ({ location, what, fix }) => `${formatPlace(location, cwd)}  ${what}${fix === undefined ? '' : ` (${fix})`}`,
  );
  const refused = unservable.map(
    ({ operation: { method, path }, reason }) => `${method.toUpperCase()} ${path} is answered with 501: ${reason}`,
  );
  return [...faults, ...refused];
}
