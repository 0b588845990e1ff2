/** The quick profile: which cases find most for what they cost. */
import type { Contract } from '../contract/types.ts';
import type { Case } from './case.ts';

/** Most requests of a quick run, those of the clean-up included. */
export const QUICK_REQUESTS = 60;
/** What its cases may cost; the rest is for the way to the base URL and the clean-up. */
const BUDGET = 53;
/** A limit above this costs more than it is worth. */
const SMALL_LIMIT = 5;

/** How many cases of a check, and what one of them costs on the average. */
type Share = readonly [check: string, most: number, requests: number];

/**
 * Most valuable first, as measured with the wrong servers of `test/servers/faults`: what is found by nothing else
 * before what several checks find. The last ones fill what is left.
 */
const SHARES: readonly Share[] = [
  ['examples', Infinity, 1.2],
  ['read-after-write', Infinity, 6],
  ['secret-strength', Infinity, 0],
  ['timestamps', Infinity, 0],
  ['echo', Infinity, 0],
  ['secret-once', Infinity, 0],
  ['use-after-delete', Infinity, 5],
  ['missing-credentials', 2, 1],
  ['wrong-token', 1, 2],
  ['unknown-id', 1, 1],
  ['unsupported-method', 1, 1],
  ['token-in-query', 1, 1],
  ['wrong-scheme', 1, 1],
  ['uniqueness', 1, 3],
  ['revoked-token', 1, 1],
  ['empty-credentials', 1, 2],
  ['parameter-constraints', 2, 1],
  ['body-constraints', 6, 1],
  ['head', 1, 2],
  ['tenant-isolation', 1, 2],
  ['server-owned-properties', 1, 4],
  ['list-after-create', Infinity, 3],
  ['update-semantics', Infinity, 2],
  ['immutable', Infinity, 2],
  ['limit', 1, 6],
  ['body-constraints', Infinity, 1],
  ['parameter-constraints', Infinity, 1],
];

/** Chosen cases in the order of the plan: about as many requests as a quick run may send. */
export function chooseQuick(cases: readonly Case[], contract: Pick<Contract, 'behaviour'>): readonly Case[] {
  const open = cases.filter((entry) => entry.skip === undefined && entry.quick !== false && isCheap(entry, contract));
  const chosen = new Set(open.filter(({ quick }) => quick === true));
  let spent = chosen.size;
  for (const [check, most, requests] of SHARES) {
    const candidates = spread(open.filter((entry) => entry.check === check));
    for (const entry of candidates.filter((candidate) => !chosen.has(candidate)).slice(0, most)) {
      if (spent + requests > BUDGET) break;
      chosen.add(entry);
      spent += requests;
    }
  }
  return cases.filter((entry) => chosen.has(entry));
}

function isCheap({ check, id }: Case, { behaviour }: Pick<Contract, 'behaviour'>): boolean {
  const resource = behaviour.resources.find(({ name }) => id.split(' ')[1] === name);
  return check !== 'limit' || (resource?.limit?.max ?? Infinity) <= SMALL_LIMIT;
}

/** One case of each place in turn: ids of constraints end with the keyword, which only says how a place is broken. */
function spread(cases: readonly Case[]): readonly Case[] {
  const places = new Map<string, number>();
  const turns = cases.map((entry) => {
    const [, operation, part, at] = entry.id.split(' ');
    const place = `${operation} ${part} ${at}`;
    const turn = places.get(place) ?? 0;
    places.set(place, turn + 1);
    return { entry, turn };
  });
  return turns.toSorted((a, b) => a.turn - b.turn).map(({ entry }) => entry);
}
