/** The quick profile: which cases find most for what they cost. */
import type { Contract } from '../contract/types.ts';
import type { Case } from './case.ts';
import { byWeight } from './quick-constraints.ts';

/** Most requests of a quick run, those of the clean-up included. */
export const QUICK_REQUESTS = 60;
/** What its cases may cost; the rest is for the way to the base URL and the clean-up. */
const BUDGET = 52;
/** Cases that may be left over when the requests are spent. */
const FILLERS = 16;

/** Cases of some checks, how many of them, and what one of them costs on the average. */
type Share = readonly [checks: string | readonly string[], most: number, requests: number];

/** Broken constraints, most of a quick run: each needs a request of its own. */
const CONSTRAINTS = ['body-constraints', 'parameter-constraints', 'missing-body'];

/**
 * Most valuable first, as measured with the wrong servers of `test/servers/faults`: what looks at answers that are
 * there already before what has to ask for more. The last ones fill what is left.
 */
const SHARES: readonly Share[] = [
  ['body-boundaries', 1, 1],
  ['read-after-write', 1, 8],
  ['echo', Infinity, 0],
  ['timestamps', Infinity, 0],
  ['secret-strength', Infinity, 0],
  ['use-after-delete', 1, 4],
  ['same-resource', Infinity, 0],
  ['recorded-tests', 1, 4],
  ['view-rows', 1, 1],
  ['view-pages', 1, 2],
  ['view-buckets', 1, 2],
  ['examples', Infinity, 1],
  ['list-agrees', 1, 0.5],
  ['bystander', 1, 0.5],
  ['tenant-isolation', 2, 1],
  ['missing-credentials', 2, 1],
  ['failed-update', 1, 2],
  ['malformed-json', 1, 1],
  ['unsupported-method', 1, 1],
  ['authentication-before-validation', 1, 2],
  ['wrong-scheme', 1, 1],
  ['token-in-query', 1, 1],
  ['revoked-token', 1, 1],
  ['secret-once', 1, 1],
  ['uniqueness', 1, 2],
  ['limited-token', 1, 1],
  [CONSTRAINTS, 10, 1],
  ['limited-token', 1, 1],
  ['server-owned-properties', 1, 3],
  ['pagination', 1, 5],
  ['list-after-create', 1, 2],
  ['head', 1, 2],
  ['tenant-isolation', 1, 1],
  ['wrong-scheme', 1, 1],
  ['lower-case-scheme', 1, 1],
  ['missing-credentials', 1, 1],
];

/**
 * Chosen cases in the order of the plan, about as many requests as a quick run may send; behind them broken constraints
 * for the requests that are left.
 */
export function chooseQuick(cases: readonly Case[], contract: Pick<Contract, 'behaviour'>): readonly Case[] {
  const lived = cases.flatMap(({ check, id, skip }) =>
    check === 'use-after-delete' && skip === undefined ? [id.split(' ')[1]!] : [],
  );
  const isRecorded = cases.some(({ check, skip }) => check === 'recorded-tests' && skip === undefined);
  const open = cases.filter(
    (entry) =>
      entry.skip === undefined &&
      entry.quick !== false &&
      !(entry.check === 'examples' && (isLived(entry, contract, lived) || (isRecorded && isOfLog(entry)))),
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
  // What the first of them creates is there for all others.
  const isFirst = ({ check }: Case): number => Number(check === 'body-boundaries');
  const first = cases.filter((entry) => chosen.has(entry)).toSorted((a, b) => isFirst(b) - isFirst(a));
  const fillers: Case[] = [];
  while (fillers.length < FILLERS) {
    const [next] = rank(
      open.filter((entry) => !chosen.has(entry) && CONSTRAINTS.includes(entry.check ?? '')),
      chosen,
    );
    if (!next) break;
    chosen.add(next);
    fillers.push(next);
  }
  return [...first, ...fillers];
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

/** What sends a test, and what shows or counts what was sent, are judged where tests are recorded. */
function isOfLog({ operation }: Case): boolean {
  const { action, view } = operation ?? {};
  return action?.kind === 'test' || (view !== undefined && view.source !== 'events');
}

const LIVED = ['create', 'list', 'read', 'update', 'delete', 'rotate'] as const;

/** The most telling first. */
function rank(cases: readonly Case[], chosen: ReadonlySet<Case>): readonly Case[] {
  const [{ check = '', phase } = {}] = cases;
  if (CONSTRAINTS.includes(check)) return byWeight(cases, chosen);
  if (check === 'tenant-isolation') return cases.toSorted((a, b) => showing(a) - showing(b));
  if (phase === 'auth') return byReach(cases, chosen);
  // A create gets every kind of broken JSON, an update one.
  if (check === 'malformed-json') return cases.toReversed();
  return check === 'unsupported-method' ? cases.toSorted((a, b) => likely(a) - likely(b)) : cases;
}

/** Somebody else reads one thing by its id first, then a list; a write costs a look before and behind it. */
function showing({ operation, id }: Case): number {
  if (operation?.method !== 'get') return 2;
  const isOne = operation.path.includes('{') || id.includes('(read)') || operation.view?.parent !== undefined;
  return isOne ? 0 : 1;
}

/** What routers take by mistake: another way to change one resource, then any other method of one. */
function likely({ id }: Case): number {
  return id.includes('{') ? Number(!/ (PUT|PATCH) /.test(id)) : 2;
}

/** Methods, those first that show or take away what is somebody's own. */
const METHODS = ['get', 'delete', 'patch', 'put', 'post'];

/** An operation that lets anybody in shows it to every wrong token: each check asks another one. */
function byReach(cases: readonly Case[], chosen: ReadonlySet<Case>): readonly Case[] {
  const asked = [...chosen].filter(({ phase, check }) => phase === 'auth' && check !== 'tenant-isolation');
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
