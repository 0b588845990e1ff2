/** Which broken constraints a quick run tries first: those that servers forget most often, each place in turn. */
import type { Case } from './case.ts';

/** How often a keyword is forgotten, as a plain judgement: what needs code of its own before what any parser does. */
const WEIGHTS: Readonly<Record<string, number>> = {
  publicAddress: 6,
  pattern: 6,
  enum: 5.5,
  format: 5,
  maximum: 5,
  required: 5,
  maxLength: 5,
  minItems: 5,
  type: 4,
  minimum: 4,
  uniqueItems: 3.5,
  minLength: 3.5,
  missing: 3.5,
  maxItems: 3,
  const: 3,
};
const OTHER = 2.5;
/**
 * A second spelling of a broken value finds little that the first has not found; but a pattern or a list of words that is
 * checked carelessly takes what is nearly right.
 */
const SPELLING = 0.6;
const NEAR = 0.9;
const CARELESS = new Set(['pattern', 'enum', 'publicAddress']);
/** Each further constraint of one place, and of one operation, is worth less. */
const SAME_PLACE = 0.82;
const SAME_OPERATION = 0.97;
/** What is asked of a body's own type is asked by frameworks; an id is looked for, whatever it is like. */
const ROOT = 0.6;
const ID = 0.4;
const WHERE: Readonly<Record<string, number>> = { path: ID, query: 0.75 };
/** What a create checks, an update often checks by the same code; what else takes a body takes little. */
const CHANGE = 0.85;
const OTHER_USE = 0.6;

interface Constraint {
  readonly entry: Case;
  readonly operation: string;
  readonly place: string;
  readonly weight: number;
}

/** The heaviest first; what was chosen already makes its like lighter. */
export function byWeight(cases: readonly Case[], chosen: ReadonlySet<Case>): readonly Case[] {
  const before = [...chosen].filter(({ phase }) => phase === 'negative').map(toConstraint);
  const weigh = ({ weight, place, operation }: Constraint): number =>
    weight *
    SAME_PLACE ** before.filter((other) => other.place === place).length *
    SAME_OPERATION ** before.filter((other) => other.operation === operation).length;
  return cases
    .map((entry) => ({ entry, weight: weigh(toConstraint(entry)) }))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ entry }) => entry);
}

function toUse({ operation }: Case): number {
  const is = (role: string): boolean => operation?.roles.some((entry) => entry.role === role) === true;
  if (is('create') || operation?.method === 'get') return 1;
  return is('update') ? CHANGE : OTHER_USE;
}

/** Ids of such cases end with where, which keyword, and how: `body /url type (null)`. */
function toConstraint(entry: Case): Constraint {
  const [, where = '', at = '', keyword = '', way] =
    /(body|query|path|header|cookie) (\S+)(?: (\S+))?(?: \(([^)]*)\))?/.exec(entry.id) ?? [];
  const name = keyword === '' ? at : keyword;
  const isRoot = where === 'body' && at === '/';
  const weight =
    (WEIGHTS[name] ?? OTHER) *
    (way === undefined ? 1 : CARELESS.has(name) && way !== 'null' ? NEAR : SPELLING) *
    (isRoot ? ROOT : 1) *
    (where === 'body' && /\/(\w+_)?id$/i.test(at) ? ID : (WHERE[where] ?? 1)) *
    toUse(entry);
  const operation = entry.operation?.id ?? entry.id.split(' ')[1] ?? '';
  // Items of a list are one place with the list.
  return { entry, operation, place: `${operation} ${where} ${at.replace(/\/\d+$/, '')}`, weight };
}
