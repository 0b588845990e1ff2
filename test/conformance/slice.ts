/** The part of the catalogue that every test run tries; `npm run bench:conformance` tries all of it. */
import type { Fault } from '../servers/faults/fault.ts';

/** Each code and each group once. */
export function sliceOf(faults: readonly Fault[]): readonly Fault[] {
  const met = new Set<string>();
  // By the end of their names, so that one provider does not come first with every code.
  const spread = faults.toSorted((a, b) => a.id.slice(-3).localeCompare(b.id.slice(-3)));
  return spread.filter(({ group, finds: [first] }) => {
    const news = [first!.split(/[| ]/)[0]!, group].filter((what) => !met.has(what));
    for (const what of news) met.add(what);
    return news.length > 0;
  });
}
