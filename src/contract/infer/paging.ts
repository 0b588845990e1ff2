/** How a list is paged, where its parameters and its answer have the usual names. */
import type { RawOperation } from '../operations.ts';
import { toPointer } from '../pointer.ts';
import type { Json, JsonObject } from '../types.ts';
import type { Shape } from './shapes.ts';

const SIZES = ['limit', 'per_page', 'perPage', 'page_size', 'pageSize', 'size'];
const STARTS: readonly (readonly [string, 'number' | 'offset' | 'cursor'])[] = [
  ['page', 'number'],
  ['page_number', 'number'],
  ['pageNumber', 'number'],
  ['offset', 'offset'],
  ['skip', 'offset'],
  ['cursor', 'cursor'],
  ['page_token', 'cursor'],
  ['pageToken', 'cursor'],
];
const TOLD: readonly (readonly [RegExp, string])[] = [
  [/^has_?more$/i, '$page.hasMore'],
  [/^next_?(cursor|page_?token)$/i, '$page.nextCursor'],
  [/^(total|count)(_?(count|items|results))?$/i, '$page.total'],
  [/^(limit|per_?page|page_?size)$/i, '$page.limit'],
  [/^(offset|skip)$/i, '$page.offset'],
  [/^(page|page_?number|current_?page)$/i, '$page.number'],
];

/** Members of a list role: `page` and the `fill` of its envelope. */
export function inferPaging(operation: RawOperation, shapes: readonly Shape[], at: string): JsonObject {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const size = SIZES.find((name) => query.includes(name));
  const fill = toFill(shapes, at);
  const start = STARTS.find(([name]) => query.includes(name));
  // A cursor that no answer ever gives is of no use.
  const isTold = start?.[1] !== 'cursor' || Object.values(fill).includes('$page.nextCursor');
  const page =
    size !== undefined && start !== undefined && isTold
      ? { page: { style: start[1], size: `$request.query.${size}`, from: `$request.query.${start[0]}` } }
      : {};
  return { ...page, ...(Object.keys(fill).length > 0 && { fill }) };
}

function toFill(shapes: readonly Shape[], at: string): Record<string, Json> {
  const around = shapes.filter((shape) => shape.kind === 'object' && at.startsWith(`${shape.at}/`));
  const inside = shapes.filter((shape) => shape.kind === 'object' && /^\/[^/]*(meta|pag)[^/]*$/i.test(shape.at));
  return Object.fromEntries(
    [...around, ...inside].flatMap((shape) =>
      [...shape.properties.keys()].flatMap((name) =>
        TOLD.filter(([pattern]) => pattern.test(name)).map(([, told]) => [shape.at + toPointer([name]), told] as const),
      ),
    ),
  );
}
