/** Parts of a run that several checks look at: each is done once, by the first that asks. */
import type { Resource } from '../contract/behaviour.ts';
import type { CaseRun } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { World } from './world.ts';

const stages = new WeakMap<World, Map<string, Promise<unknown>>>();
const faulty = new WeakMap<Exchange, Set<string>>();

/**
 * What a stage gave. A stage that could not be done, e.g. because of a quota, says so to everyone who asks.
 * @param name unique for the resource
 */
export function once<T>(run: CaseRun, resource: Resource, name: string, make: () => Promise<T>): Promise<T> {
  const known = stages.get(run.world) ?? new Map<string, Promise<unknown>>();
  stages.set(run.world, known);
  const key = `${resource.name} ${name}`;
  const stage = known.get(key) ?? make().finally(() => noteFaults(run));
  known.set(key, stage);
  return stage as Promise<T>;
}

/**
 * Whether an answer had a fault of its own, in this case or in the stage that sent it.
 * @param at JSON pointer of the part that matters: what is wrong beside it does not count
 */
export function hasFault(run: CaseRun, exchange: Exchange, at = ''): boolean {
  noteFaults(run);
  return [...(faulty.get(exchange) ?? [])].some(
    (other) => `${other}/`.startsWith(`${at}/`) || `${at}/`.startsWith(`${other}/`),
  );
}

function noteFaults({ faults }: CaseRun): void {
  for (const { code, exchange, responsePointer = '' } of faults) {
    // A wrong count of requests says nothing about the body beside it.
    if (!exchange || code === 'RateLimitHeadersWrong') continue;
    faulty.set(exchange, (faulty.get(exchange) ?? new Set()).add(responsePointer));
  }
}
