/** What the checks of invalid requests share. */
import type { PlanContext } from '../case.ts';
import type { Variant } from '../variants.ts';

/** Why invalid requests of a variant are not sent: a server might accept them. */
export function skipNegative({ options }: PlanContext, { reach }: Variant): string | undefined {
  return options.destructive || reach === undefined ? undefined : `needs --destructive: ${reach}`;
}

/** The condition of an id that names nothing. */
export function notFoundOf({ operation, resource }: Variant): string {
  return operation.view?.notFound ?? operation.action?.notFound ?? resource?.notFound ?? 'notFound';
}
