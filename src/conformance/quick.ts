/** The quick profile: which cases find most for what they cost. */
import type { Contract } from '../contract/types.ts';
import type { Case } from './case.ts';
import { byWeight } from './quick-constraints.ts';

/** Most requests of a quick run, those of the clean-up included. */
export const QUICK_REQUESTS = 60;
/** What its cases may cost; the rest is for the way to the base URL and the clean-up. */
const BUDGET = 52;
/** A limit above this costs more than it is worth. */
const SMALL_LIMIT = 5;

/** Cases of some checks, how many of them, and what one of them costs on the average. */
type Share = readonly [checks: string | readonly string[], most: number, requests: number];

/** Broken constraints, most of a quick run: each needs a request of its own. */
const CONSTRAINTS = ['body-constraints', 'parameter-constraints', 'missing-body'];

/**
 * Most valuable first, as measured with the wrong servers of `test/servers/faults`: what looks at answers that are
 * there already before what has to ask for more. The last ones fill what is left.
 */
const SHARES: readonly Share[] = [
  ['read-after-write', 1, 9],
  ['echo', Infinity, 0],
  ['timestamps', Infinity, 0],
  ['secret-strength', Infinity, 0],
  ['use-after-delete', 1, 4.5],
  ['same-resource', Infinity, 0],
  ['examples', Infinity, 1.1],
  ['list-agrees', 1, 0.5],
  ['bystander', 1, 0.5],
  ['missing-credentials', 2, 1.2],
  ['tenant-isolation', 1, 1],
  ['failed-update', 1, 2],
  ['unknown-id', 2, 1],
  [CONSTRAINTS, 11, 1],
  ['secret-once', 1, 1],
  ['limited-token', 2, 1],
  ['malformed-json', 1, 1],
  ['wrong-scheme', 1, 1],
  ['token-in-query', 1, 1],
  ['revoked-token', 1, 1],
  ['authentication-before-validation', 1, 1],
  ['pagination', 1, 4],
  ['server-owned-properties', 1, 3],
  ['head', 1, 2],
  ['wrong-token', 1, 2],
  ['unsupported-method', 1, 1],
  [CONSTRAINTS, 3, 1],
  ['missing-credentials', 1, 1],
  ['list-after-create', 1, 2],
  ['uniqueness', 1, 4],
  ['tenant-isolation', 1, 2],
  ['rate-limit-headers', 1, 4],
  ['update-semantics', 1, 2],
  ['empty-credentials', 1, 2],
  ['limit', 1, 12],
  ['immutable', 1, 2],
  [CONSTRAINTS, Infinity, 1],
];

/** Chosen cases in the order of the plan: about as many requests as a quick run may send. */
export function chooseQuick(cases: readonly Case[], contract: Pick<Contract, 'behaviour'>): readonly Case[] {
  const lived = cases.flatMap(({ check, id, skip }) =>
    check === 'use-after-delete' && skip === undefined ? [id.split(' ')[1]!] : [],
  );
  const open = cases.filter(
    (entry) =>
      entry.skip === undefined &&
      entry.quick !== false &&
      isCheap(entry, contract) &&
      !(entry.check === 'examples' && isLived(entry, contract, lived)),
  );
  const chosen = new Set(open.filter(({ quick }) => quick === true));
  let spent = chosen.size;
  for (const [checks, most, requests] of SHARES) {
    for (let count = 0; count < most && spent + requests <= BUDGET; count++) {
      const [next] = rank(
        open.filter((entry) => !chosen.has(entry) && [checks].flat().includes(entry.check ?? '')),
        chosen,
      );
      if (!next) break;
      chosen.add(next);
      spent += requests;
    }
  }
  return cases.filter((entry) => chosen.has(entry));
}

function isCheap({ check, id }: Case, { behaviour }: Pick<Contract, 'behaviour'>): boolean {
  const resource = behaviour.resources.find(({ name }) => id.split(' ')[1] === name);
  return check !== 'limit' || (resource?.limit?.max ?? Infinity) <= SMALL_LIMIT;
}

/** What is created, shown, changed and deleted for the checks of behaviour is judged there as well. */
function isLived(
  { operation }: Case,
  { behaviour }: Pick<Contract, 'behaviour'>,
  names: readonly (string | undefined)[],
): boolean {
  return behaviour.resources
    .filter(({ name }) => names.includes(name))
    .some(({ operations }) => LIVED.some((role) => operations[role]?.operation === operation?.id));
}

const LIVED = ['create', 'list', 'read', 'update', 'delete'] as const;

/** The most telling first. */
function rank(cases: readonly Case[], chosen: ReadonlySet<Case>): readonly Case[] {
  if (cases.some(({ check = '' }) => CONSTRAINTS.includes(check))) return byWeight(cases, chosen);
  if (cases[0]?.phase === 'auth') return byReach(cases, chosen);
  // A create gets every kind of broken JSON, an update one.
  if (cases[0]?.check === 'malformed-json') return cases.toReversed();
  return cases[0]?.check === 'unknown-id' ? cases.toSorted((a, b) => taking(b) - taking(a)) : cases;
}

/** A read of nothing is the most usual request of all: deletes and updates of an id of the right form come first. */
function taking({ operation, id }: Case): number {
  return id.includes('malformed') ? -2 : ['patch', 'put', 'delete'].indexOf(operation?.method ?? '');
}

/** Methods, those first that show or take away what is somebody's own. */
const METHODS = ['get', 'delete', 'patch', 'put', 'post'];

/** An operation that lets anybody in shows it to every wrong token: each check asks another one. */
function byReach(cases: readonly Case[], chosen: ReadonlySet<Case>): readonly Case[] {
  const asked = [...chosen].filter(({ phase }) => phase === 'auth');
  const count = (test: (other: Case) => boolean): number => asked.filter(test).length;
  const order = ({ operation, check, id }: Case): readonly number[] => [
    count((other) => other.operation === operation),
    count((other) => other.check === check && other.operation?.method === operation?.method),
    METHODS.indexOf(operation?.method ?? ''),
    Number(operation?.path.includes('{') !== true && !id.includes('(read)')),
  ];
  return cases.toSorted((a, b) => {
    const [left, right] = [order(a), order(b)];
    const first = left.findIndex((value, index) => value !== right[index]);
    return first < 0 ? 0 : left[first]! - right[first]!;
  });
}
