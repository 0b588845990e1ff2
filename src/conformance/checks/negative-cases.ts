/** What the checks of invalid requests share. */
import type { Operation } from '../../contract/types.ts';
import type { CaseRun, PlanContext } from '../case.ts';
import { type Exchange, isSuccess } from '../exchange.ts';
import { remove } from '../resources.ts';
import type { Variant } from '../variants.ts';
import type { World } from '../world.ts';

/** A constraint that was broken and taken. */
interface Accepted {
  readonly operation: string;
  readonly keyword: string;
  readonly key: string;
}

/** So many constraints of one operation, or with one keyword, are findings of their own; the rest joins the first. */
const MOST = 2;
const accepted = new WeakMap<World, Accepted[]>();

/** Why invalid requests of a variant are not sent: a server might accept them. */
export function skipNegative({ options }: PlanContext, { reach }: Variant): string | undefined {
  return options.destructive || reach === undefined ? undefined : `needs --destructive: ${reach}`;
}

/** The condition of an id that names nothing. */
export function notFoundOf({ operation, resource }: Variant): string {
  return operation.view?.notFound ?? operation.action?.notFound ?? resource?.notFound ?? 'notFound';
}

/**
 * The key of the finding if a broken constraint is accepted. A server that validates nothing, or no types, has one
 * fault and not one for each constraint.
 */
export function toCause({ world }: CaseRun, { id }: Operation, keyword: string, key: string): string {
  const known = accepted.get(world) ?? [];
  if (known.some((entry) => entry.key === key)) return key;
  for (const like of [(entry: Accepted) => entry.operation === id, (entry: Accepted) => entry.keyword === keyword]) {
    const alike = known.filter(like);
    if (alike.length >= MOST) return alike[0]!.key;
  }
  return key;
}

/** Removes at once what should not have been created: it may count against a limit that no contract declares. */
export async function removeCreated(run: CaseRun, exchange: Exchange): Promise<void> {
  const created = run.world.createdBy(exchange);
  if (created) await remove(run, created);
}

/** Remembers that a broken constraint was accepted, if it was. */
export function noteAccepted({ world }: CaseRun, exchange: Exchange, keyword: string, key: string): void {
  if (!isSuccess(exchange)) return;
  const known = accepted.get(world) ?? [];
  if (!known.some((entry) => entry.key === key)) known.push({ operation: exchange.operation.id, keyword, key });
  accepted.set(world, known);
}
