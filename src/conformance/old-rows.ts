/** Rows of lists that the run cannot fill: of what was there before it. They are only read. */
import type { Resource } from '../contract/behaviour.ts';
import type { CaseRun } from './case.ts';
import { readList } from './listing.ts';
import { FEW, type LogRows, readLog } from './logs.ts';
import type { Target } from './resources.ts';
import type { RowList } from './row-lists.ts';
import { once } from './stages.ts';
import { findVariant, type Variant } from './variants.ts';

/** A list with rows, and whose they are; absent where the list is of all. */
export interface OldRows {
  readonly rows: LogRows;
  readonly target: Target | undefined;
}

/** Resources whose lists are looked at. */
const MOST = 3;

/** Why nothing was found. */
export const NO_ROWS = 'no rows were there before the run, and it can make none';

/** The list of the first resource that had rows before the run, enough to tell an order; undefined where there is none. */
export function findOldRows(
  run: CaseRun,
  resource: Resource,
  { variant, list }: { readonly variant: Variant; readonly list: RowList },
): Promise<OldRows | undefined> {
  return once(run, resource, `old rows of ${variant.name}`, async () => {
    const targets = variant.id === undefined ? [undefined] : (await findStrangers(run, resource)).slice(0, MOST);
    for (const target of targets) {
      // Somebody may have deleted it since.
      const rows = await readLog(run, { variant, list }, target, undefined, { kind: 'probe' });
      if (rows && rows.rows.length >= FEW) return { rows, target };
    }
    return undefined;
  });
}

/** What lists have shown that the run did not create. */
async function findStrangers(run: CaseRun, resource: Resource): Promise<Target[]> {
  const { world } = run;
  if (!world.listed.has(resource.name) && findVariant(run.variants, resource, 'list')) await readList(run, resource);
  const own = new Set(world.owned.filter((owned) => owned.resource === resource).map(({ id }) => id));
  return [...(world.listed.get(resource.name) ?? [])].filter((id) => !own.has(id)).map((id) => ({ id }));
}
