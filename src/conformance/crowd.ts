/** Several resources at once, for the checks of lists. */
import type { Resource } from '../contract/behaviour.ts';
import type { CaseRun } from './case.ts';
import { countExisting } from './listing.ts';
import { findOrder } from './order.ts';
import { createFresh, remove } from './resources.ts';
import { once } from './stages.ts';
import { findTimes, TICK, toTime } from './times.ts';
import type { Owned } from './world.ts';

/** As many as a second and a third page need; a quick run does without the third. */
const WANTED = { full: 3, quick: 2 };

/** Resources of the run that are there at once, in the order of their creation; fewer where a limit has no room. */
export async function crowd(run: CaseRun, resource: Resource): Promise<readonly Owned[]> {
  const gathered = await once(run, resource, 'crowd', async () => {
    const existing = resource.limit === undefined ? 0 : await countExisting(run, resource);
    const room = resource.limit === undefined ? Infinity : resource.limit.max - existing;
    const wanted = Math.min(run.isQuick ? WANTED.quick : WANTED.full, room);
    for (let count = run.world.alive(resource).length; count < wanted; count++) {
      const { owned } = await createFresh(run, resource);
      if (count === 0) owned.shared = true;
    }
    if (findOrder(run.contract, resource)) await spread(run, resource);
    return run.world.alive(resource);
  });
  return gathered.filter((owned) => owned.alive);
}

/** Removes them, but for what cases share, so that later cases have room. */
export async function disperse(run: CaseRun, resource: Resource): Promise<void> {
  for (const owned of await crowd(run, resource)) if (!owned.shared) await remove(run, owned);
}

/** Times in whole seconds tell an order only of what was created in different ones. */
async function spread(run: CaseRun, resource: Resource): Promise<void> {
  const members = run.world.alive(resource);
  const shown = members[0]?.shown;
  const { created } = findTimes(resource, shown);
  const times = members.map((owned) => toTime(owned.shown, created)).filter((time) => time !== undefined);
  const last = members.findLast(({ shared }) => !shared);
  if (created === undefined || !last || times.length < 2 || new Set(times).size > 1) return;
  await run.pause(TICK);
  await remove(run, last);
  await createFresh(run, resource);
}
