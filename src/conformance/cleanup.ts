/** Removes what the run created, after its end or after Ctrl-C. */
import { getAt } from '../contract/pointer.ts';
import type { Resource } from '../contract/behaviour.ts';
import { HookspecError } from '../errors.ts';
import { type Credentials, Skip } from './case.ts';
import { NoAnswer } from './failure.ts';
import { findScheme } from './credentials.ts';
import { bind, type Input } from './input.ts';
import { bindParents, type ParentIds, readParents } from './parents.ts';
import type { Session } from './session.ts';
import { findVariant, type Variant } from './variants.ts';
import { toWireRequest } from './wire.ts';
import type { Owned, World } from './world.ts';

/** Milliseconds that the clean-up may take after Ctrl-C, when somebody is waiting for the end. */
const HURRY = 10_000;
/** Milliseconds that it may take beyond the time of the run: one window of the usual quotas, and a little. */
const PATIENCE = 65_000;

/** What of a session a clean-up needs. */
export type CleanUpSession = Pick<
  Session,
  'contract' | 'variants' | 'values' | 'client' | 'clock' | 'baseUrl' | 'headers' | 'deadline' | 'signal'
> & { readonly world: Pick<World, 'owned' | 'uncertain'> };

/**
 * Deletes everything that is still alive: first what is known by id, then what carries the run's marker in a list,
 * which finds creates whose answer never came.
 * @returns what is left over, one sentence each
 */
export async function cleanUp(session: CleanUpSession): Promise<string[]> {
  const leftovers: string[] = [];
  const tried = new Set<string>();
  const now = session.clock.now();
  const deadline = session.signal.aborted ? now + HURRY : Math.max(now, session.deadline) + PATIENCE;
  // What stands below another one goes before it.
  const alive = session.world.owned.filter((entry) => entry.alive);
  for (const owned of alive.toSorted((a, b) => depthOf(b) - depthOf(a))) {
    tried.add(`${owned.resource.name} ${owned.id}`);
    const left = await removeOne(session, owned, deadline);
    if (left === undefined) owned.alive = false;
    else leftovers.push(left);
  }
  const uncertain = new Map(
    [...session.world.uncertain].map(([input, entry]) => {
      const create = findVariant(session.variants, entry.resource, 'create');
      const parents = create ? readParents(input, create) : {};
      return [`${entry.resource.name} ${JSON.stringify(parents)}`, { ...entry, parents }];
    }),
  );
  for (const place of uncertain.values()) {
    for (const id of await findMarked(session, place, deadline)) {
      if (tried.has(`${place.resource.name} ${id}`)) continue;
      const left = await removeOne(session, { ...place, id }, deadline);
      if (left !== undefined) leftovers.push(left);
    }
  }
  return leftovers;
}

function depthOf({ parents = {} }: Owned): number {
  return Object.keys(parents).length;
}

async function removeOne(
  session: CleanUpSession,
  { resource, id, parents = {}, credentials }: Pick<Owned, 'resource' | 'id' | 'parents' | 'credentials'>,
  deadline: number,
): Promise<string | undefined> {
  const what = `${resource.name} ${id}`;
  const variant = findVariant(session.variants, resource, 'delete');
  if (!variant) return `${what}: no operation deletes it`;
  const input = bindParents(bind(session.values.input(variant), variant.id, id), variant, parents);
  const response = await ask(session, variant, input, credentials, deadline);
  if (typeof response === 'string') return `${what}: ${response}`;
  // Gone already is as good as removed.
  if (response.status < 300 || response.status === 404 || response.status === 410) return undefined;
  return `${what}: the delete was answered ${response.status}`;
}

/** Ids of list entries that carry the marker of this run. */
async function findMarked(
  session: CleanUpSession,
  { resource, credentials, parents }: { resource: Resource; credentials: Credentials; parents: ParentIds },
  deadline: number,
): Promise<string[]> {
  const variant = findVariant(session.variants, resource, 'list');
  const property = resource.id?.property;
  const isKnown = variant?.parents?.every((parent) => parents[parent.resource.name] !== undefined) ?? true;
  if (!variant || property === undefined || !isKnown) return [];
  const input = bindParents(session.values.input(variant), variant, parents);
  const response = await ask(session, variant, input, credentials, deadline);
  const items = typeof response === 'string' ? [] : getAt(response.json, variant.spec!.at);
  if (!Array.isArray(items)) return [];
  return items
    .filter((item) => JSON.stringify(item).includes(session.values.marker))
    .map((item) => String(getAt(item, property)));
}

async function ask(
  session: CleanUpSession,
  variant: Variant,
  input: Input,
  credentials: Credentials,
  deadline: number,
) {
  const { operation } = variant;
  try {
    return await session.client.send({
      operation,
      request: toWireRequest(operation, input, session.baseUrl, session.headers),
      scheme: findScheme(session.contract, operation),
      credentials,
      deadline,
      reserve: 0,
      // The signal that stopped the run must not stop the clean-up.
      signal: AbortSignal.timeout(Math.max(1, deadline - session.clock.now())),
    });
  } catch (error) {
    if (error instanceof Skip || error instanceof NoAnswer || error instanceof HookspecError) return error.message;
    throw error;
  }
}
