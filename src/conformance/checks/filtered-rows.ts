import { getAt, toPointer } from '../../contract/pointer.ts';
import type { Parameter } from '../../contract/types.ts';
import { isObject } from '../../contract/value.ts';
import type { Draft } from '../case.ts';
import { type Exchange, isSuccess, nameOf } from '../exchange.ts';
import { toRequestPlace } from '../input.ts';
import type { JudgeContext, ResponseCheck } from '../judge.ts';
import { findRowFilters, type RowFilter } from '../row-filters.ts';
import { keyword, toFacets } from '../../contract/instance/facets.ts';

/** Envelopes around a list are no deeper. */
const DEEPEST = 3;
/** Parameters that ask for what is at least so much. */
const GRADED = /level|severity|priority|^min|^max/i;
/** Values of rows that belong to every value of a filter. */
const EVERY = /^(all|any|every|global|default|\*)$/i;

/** The rows of any list have the value that the request asked for: a word out of a list, or the id of their parent. */
export const filteredRows: ResponseCheck = {
  name: 'filtered-rows',
  stops: false,
  check(context): Draft[] {
    const { exchange, expectation } = context;
    const { operation, request, response } = exchange;
    if (operation.method !== 'get' || expectation.kind !== 'success' || !isSuccess(exchange)) return [];
    const query = new URL(request.url).searchParams;
    const declared = operation.view ? findRowFilters(operation.view) : [];
    const drafts = declared.flatMap((filter) => judgeDeclared(exchange, filter, query.getAll(filter.name)));
    if (drafts.length > 0) return drafts;
    return operation.parameters.flatMap((parameter): Draft[] => {
      const [value, ...more] = parameter.in === 'query' ? query.getAll(parameter.name) : [];
      if (value === undefined || value === '' || more.length > 0) return [];
      const isOther = isParent(exchange, parameter)
        ? isOtherId(context)
        : isWord(context, parameter)
          ? isOtherWord
          : undefined;
      if (!isOther) return [];
      const rows = findRows(response.json, parameter.name);
      const wrong = rows.find((row) => isOther(row.value, value, rows));
      if (!wrong) return [];
      return [
        {
          code: 'FilterIgnored',
          message: `${nameOf(operation)} shows entries with another ${parameter.name} than ${JSON.stringify(value)}, which was asked for.`,
          responsePointer: wrong.at,
          contractPointer: parameter.pointer,
          key: parameter.pointer,
        },
      ];
    });
  },
};

/** What the contract says that the filter does, each row has to show. */
function judgeDeclared({ operation, response }: Exchange, filter: RowFilter, asked: readonly string[]): Draft[] {
  const { name, at, operator } = filter;
  const [value, ...more] = asked;
  const rows = getAt(response.json, operation.view!.at);
  if (value === undefined || value === '' || more.length > 0 || !Array.isArray(rows)) return [];
  const index = rows.findIndex((row) => filter.matches(row, value) === false);
  if (index < 0) return [];
  const parameter = operation.parameters.find((entry) => entry.in === 'query' && entry.name === name);
  const what = operator === 'eq' ? `another ${name} than` : `what is not within ${name}`;
  return [
    {
      code: 'FilterIgnored',
      message: `${nameOf(operation)} shows entries with ${what} ${JSON.stringify(value)}, which was asked for.`,
      responsePointer: `${operation.view!.at}/${index}${at}`,
      contractPointer: `${operation.pointer}/x-view${filter.pointer}`,
      key: parameter?.pointer ?? `${operation.pointer} ${name}`,
    },
  ];
}

interface Row {
  /** JSON pointer of the property. */
  readonly at: string;
  readonly value: unknown;
}

/** The property of that name in every entry of every list of the answer. */
function findRows(json: unknown, name: string, at = '', depth = 0): Row[] {
  if (Array.isArray(json)) {
    return json.flatMap((item, index): Row[] =>
      isObject(item) && Object.hasOwn(item, name)
        ? [{ at: `${at}/${index}${toPointer([name])}`, value: item[name] }]
        : [],
    );
  }
  if (!isObject(json) || depth === DEEPEST) return [];
  return Object.entries(json).flatMap(([key, value]) => findRows(value, name, at + toPointer([key]), depth + 1));
}

function isParent({ variant }: Exchange, { name }: Parameter): boolean {
  const place = toRequestPlace(variant.id);
  return variant.use !== 'role' && place?.in === 'query' && place.name === name;
}

function isWord(context: JudgeContext, { name, schemaPointer }: Parameter): boolean {
  if (schemaPointer === undefined || GRADED.test(name)) return false;
  return Array.isArray(keyword(toFacets(context, schemaPointer), 'enum'));
}

/** Only an id of this run says for sure whose row it is. */
function isOtherId({ world, exchange }: JudgeContext): (shown: unknown, asked: string) => boolean {
  const others = world.owned.filter((owned) => owned.resource === exchange.variant.resource);
  return (shown, asked) => String(shown) !== asked && others.some(({ id }) => id === shown);
}

/** A word that no row has may mean all of them, so that one row has to have it. */
function isOtherWord(shown: unknown, asked: string, rows: readonly Row[]): boolean {
  if (typeof shown !== 'string' || shown === asked || EVERY.test(shown)) return false;
  return rows.some(({ value }) => value === asked);
}
