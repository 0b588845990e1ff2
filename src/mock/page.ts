/** Pages of a list: by cursor, page number or offset. */
import type { Page } from '../contract/behaviour.ts';
import { evaluate, type Scope } from '../contract/expression.ts';
import type { Violation } from '../contract/types.ts';

/** Rows in the order they are listed, so that a page can be taken without touching the rest. */
export interface Rows<Row> {
  readonly length: number;
  slice(start: number, end: number): readonly Row[];
  /** A number that grows or falls along the rows; cursors carry it. */
  positionOf(row: Row): number;
  /** Index of the first row that is listed after this position, even when the row that had it is gone. */
  after(position: number): number;
}

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

/** Rows that are at hand as an array. @param order how they are sorted by position */
export function toRows<Row>(
  rows: readonly Row[],
  positionOf: (row: Row) => number,
  order: 'oldest' | 'newest',
): Rows<Row> {
  return {
    length: rows.length,
    positionOf,
    slice: (start, end) => rows.slice(start, end),
    after(position) {
      const index = rows.findIndex((row) =>
        order === 'oldest' ? positionOf(row) > position : positionOf(row) < position,
      );
      return index < 0 ? rows.length : index;
    },
  };
}

/**
 * Cuts the page that a request asks for.
 * @returns the page, or the violation of a cursor that no answer ever gave
 */
export function cutPage<Row>(
  rows: Rows<Row>,
  page: Page | undefined,
  scope: Scope,
): PageResult<Row> | { readonly violation: Violation } {
  const total = rows.length;
  const size = page === undefined ? total : toCount(evaluate(page.size, scope), total);
  const from = page?.from === undefined ? undefined : evaluate(page.from, scope);
  let offset = 0;
  if (page?.style === 'number') offset = (toCount(from, 1) - 1) * size;
  else if (page?.style === 'offset') offset = toCount(from, 0);
  else if (page && from !== undefined && from !== '') {
    const position = readCursor(String(from));
    if (position === undefined) return { violation: toCursorViolation(String(page.from)) };
    offset = rows.after(position);
  }
  const cut = rows.slice(offset, offset + size);
  const last = cut.at(-1);
  const hasMore = offset + cut.length < total;
  return {
    rows: cut,
    facts: {
      total,
      limit: size,
      offset,
      number: size > 0 ? Math.floor(offset / size) + 1 : 1,
      hasMore,
      ...(hasMore && last !== undefined && { nextCursor: toCursor(rows.positionOf(last)) }),
    },
  };
}

// Base64url by hand: the mock runs in browsers too.
function toCursor(position: number): string {
  return btoa(`after:${position}`).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function readCursor(cursor: string): number | undefined {
  try {
    const match = CURSOR.exec(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')));
    return match ? Number(match[1]) : undefined;
  } catch {
    return undefined;
  }
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
