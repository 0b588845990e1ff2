/** What a page of a list says of itself and of the others. */
import type { Fill } from '../contract/behaviour.ts';
import { getAt } from '../contract/pointer.ts';
import type { Operation } from '../contract/types.ts';
import { isObject } from '../contract/value.ts';
import { findDocumentedExamples } from './documented-examples.ts';
import type { Exchange } from './exchange.ts';

/** A list in an answer: where its rows are, and what is told beside them. */
export interface ToldList {
  /** JSON pointer of the rows. */
  readonly at: string;
  readonly fill: Fill;
}

/** What a page says; a part that it does not say is absent. */
export interface Told {
  readonly hasMore?: boolean;
  readonly hasMoreAt?: string;
  /** '' where a page says that there is none. */
  readonly cursor?: { readonly value: string; readonly at: string };
  readonly total?: { readonly value: number; readonly at: string };
  /** How long it says that its pages are. */
  readonly size?: { readonly value: number; readonly at: string };
  /** Which page it says that it is; the first is 1. */
  readonly number?: { readonly value: number; readonly at: string };
}

/** What a page says of the others; nothing of what the contract's own examples contradict. */
export function readTold(list: ToldList, operation: Operation, { response }: Pick<Exchange, 'response'>): Told {
  const [moreAt, cursorAt, totalAt, sizeAt, numberAt] = ['hasMore', 'nextCursor', 'total', 'limit', 'number'].map(
    (name) => findTold(list.fill, `$page.${name}`),
  );
  const read = (at: string | undefined): unknown => (at === undefined ? undefined : getAt(response.json, at));
  const [hasMore, total, size, number] = [moreAt, totalAt, sizeAt, numberAt].map(read);
  const cursor = cursorAt === undefined ? undefined : (read(cursorAt) ?? '');
  return {
    ...(typeof hasMore === 'boolean' && { hasMore, hasMoreAt: moreAt! }),
    ...((typeof cursor === 'string' || typeof cursor === 'number') && {
      cursor: { value: String(cursor), at: cursorAt! },
    }),
    ...(typeof size === 'number' && { size: { value: size, at: sizeAt! } }),
    ...(typeof number === 'number' && { number: { value: number, at: numberAt! } }),
    ...(typeof total === 'number' &&
      isTrusted(list.at, totalAt!, operation) && { total: { value: total, at: totalAt! } }),
  };
}

/** Pointer of the part that an expression fills, or fills as long as more follows. */
function findTold(fill: Fill, expression: string): string | undefined {
  const isWhenMore = (value: unknown): boolean =>
    isObject(value) &&
    value['$switch'] === '$page.hasMore' &&
    isObject(value['cases']) &&
    value['cases']['true'] === expression;
  return Object.entries(fill).find(([, value]) => value === expression || isWhenMore(value))?.[0];
}

function isTrusted(at: string, totalAt: string, operation: Operation): boolean {
  return findDocumentedExamples(operation).every((example) => {
    const [items, count] = [getAt(example, at), getAt(example, totalAt)];
    return !Array.isArray(items) || typeof count !== 'number' || count >= items.length;
  });
}
