/** Pages of a list: by cursor, page number or offset. */
import type { Page } from '../contract/behaviour.ts';
import { evaluate, type Scope } from '../contract/expression.ts';
import type { Violation } from '../contract/types.ts';

/** A page of rows and what an envelope says about it (`$page.*`). */
export interface PageResult<Row> {
  readonly rows: readonly Row[];
  readonly facts: PageFacts;
}

/** Roots under `$page`; a member that does not apply is absent. */
export interface PageFacts {
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
  readonly number: number;
  readonly hasMore: boolean;
  readonly nextCursor?: string;
}

const CURSOR = /^after:(\d+)$/;

/**
 * Cuts the page that a request asks for.
 * @param positionOf a number that grows with the age order of the rows; cursors carry it, so that a page goes on
 * where it stopped even when the row it stopped at is gone
 * @param order how `rows` is sorted by that number
 * @returns the page, or the violation of a cursor that no answer ever gave
 */
export function cutPage<Row>(
  rows: readonly Row[],
  page: Page | undefined,
  scope: Scope,
  positionOf: (row: Row) => number,
  order: 'oldest' | 'newest',
): PageResult<Row> | { readonly violation: Violation } {
  const size = page === undefined ? rows.length : toCount(evaluate(page.size, scope), rows.length);
  const from = page?.from === undefined ? undefined : evaluate(page.from, scope);
  let offset = 0;
  if (page?.style === 'number') offset = (toCount(from, 1) - 1) * size;
  else if (page?.style === 'offset') offset = toCount(from, 0);
  else if (page && from !== undefined && from !== '') {
    const after = Number(CURSOR.exec(Buffer.from(String(from), 'base64url').toString())?.[1]);
    if (Number.isNaN(after)) return { violation: toCursorViolation(String(page.from)) };
    const index = rows.findIndex((row) => (order === 'oldest' ? positionOf(row) > after : positionOf(row) < after));
    offset = index < 0 ? rows.length : index;
  }
  const cut = rows.slice(offset, offset + size);
  const last = cut.at(-1);
  const hasMore = offset + cut.length < rows.length;
  return {
    rows: cut,
    facts: {
      total: rows.length,
      limit: size,
      offset,
      number: size > 0 ? Math.floor(offset / size) + 1 : 1,
      hasMore,
      ...(hasMore &&
        last !== undefined && { nextCursor: Buffer.from(`after:${positionOf(last)}`).toString('base64url') }),
    },
  };
}

function toCount(value: unknown, fallback: number): number {
  const count = Number(value);
  return value === undefined || !Number.isInteger(count) || count < 0 ? fallback : count;
}

function toCursorViolation(expression: string): Violation {
  const name = /\.([^.#]+)$/.exec(expression)?.[1] ?? 'cursor';
  return {
    in: 'query',
    at: `/${name}`,
    keyword: 'cursor',
    message: 'is no cursor that an earlier answer gave',
    schemaPointer: '',
    params: {},
  };
}
