/** What the declared filters of a view say about its rows. */
import type { Expression, View } from '../contract/behaviour.ts';
import { evaluate } from '../contract/expression.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import { createRandom } from '../contract/template.ts';
import { asArray, isObject } from '../contract/value.ts';
import { toRequestPlace } from './input.ts';
import { toTime } from './times.ts';

/** One filter of a view whose effect its rows show. */
export interface RowFilter {
  /** Name of the query parameter. */
  readonly name: string;
  readonly operator: 'eq' | 'gte' | 'lte';
  /** Member of the attempt or the event that it looks at. */
  readonly property: string;
  /** JSON pointer in a row. */
  readonly at: string;
  /** JSON pointer below the view. */
  readonly pointer: string;
  /** Words that the request may use; absent where it names the value itself. */
  readonly words?: readonly string[];
  /** Whether a row has what was asked for; undefined where the row does not tell. */
  matches(row: unknown, asked: string): boolean | undefined;
}

/** Filters by one query parameter each, of which the rows show the property. */
export function findRowFilters({ filters, row, source }: View): RowFilter[] {
  if (!isObject(row)) return [];
  const root = source === 'events' ? 'event' : 'attempt';
  return filters.flatMap(({ value, property, operator, cases }, index): RowFilter[] => {
    const place = toRequestPlace(value);
    const name = Object.keys(row).find((key) => restsOn(row[key], root, property));
    if (!place || place.in !== 'query' || name === undefined) return [];
    const at = toPointer([name]);
    const template = row[name] as Expression;
    const isPlain = template === `$${root}.${property}`;
    if (operator !== 'eq' && !isPlain) return [];
    const base = { name: place.name, operator, property, at, pointer: `/filters/${index}` };
    if (operator !== 'eq') return [{ ...base, matches: (shown, asked) => isWithin(getAt(shown, at), operator, asked) }];
    const allowed = (asked: string): readonly unknown[] | undefined => {
      if (cases && !Object.hasOwn(cases, asked)) return undefined;
      const values = cases ? asArray(toList(cases[asked])) : [asked];
      return isPlain ? values : values.map((entry) => show(template, root, property, entry));
    };
    return [
      {
        ...base,
        ...(cases && { words: Object.keys(cases) }),
        matches(shown, asked) {
          const seen = getAt(shown, at);
          const values = allowed(asked);
          if (seen === undefined || seen === null || typeof seen === 'object' || !values) return undefined;
          return values.some((entry) => String(entry).toLowerCase() === String(seen).toLowerCase());
        },
      },
    ];
  });
}

/** Whether a value is one of a quantity: a number, or a time. */
export function toQuantity(value: unknown): number | undefined {
  if (typeof value !== 'string') return typeof value === 'number' ? value : undefined;
  return toTime({ value }, '/value');
}

/** A server may keep whole seconds, and cut or round what it shows of a time. */
const SECOND = 1000;

function isWithin(shown: unknown, operator: 'gte' | 'lte', asked: string): boolean | undefined {
  const isNumber = typeof shown === 'number';
  const [seen, bound] = isNumber ? [shown, Number(asked)] : [toQuantity(shown), toQuantity(asked)];
  if (seen === undefined || bound === undefined || Number.isNaN(bound)) return undefined;
  const slack = isNumber ? 0 : SECOND;
  return operator === 'gte' ? seen >= bound - slack : seen <= bound + slack;
}

/** Whether a member of the row is computed from that property alone. */
function restsOn(template: unknown, root: string, property: string): boolean {
  const expression = `$${root}.${property}`;
  if (template === expression) return true;
  if (!isObject(template) || template['$switch'] !== expression) return false;
  return !JSON.stringify([template['cases'], template['else']]).includes('"$');
}

function show(template: Expression, root: string, property: string, value: unknown): unknown {
  return evaluate(template, { roots: { [root]: { [property]: value } }, random: createRandom(0), now: () => 0 });
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
