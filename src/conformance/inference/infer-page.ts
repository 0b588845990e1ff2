/** How a list is paged, from the usual names of its parameters and of what its answers tell. */
import type { Page, RoleSpec } from '../../contract/behaviour.ts';
import type { Contract, Operation } from '../../contract/types.ts';
import { isJsonType } from '../values/values.ts';
import { findShapes } from './find-shapes.ts';

const SIZES = ['limit', 'per_page', 'page_size', 'pageSize', 'size'];
const STARTS: readonly (readonly [string, Page['style']])[] = [
  ['cursor', 'cursor'],
  ['page_token', 'cursor'],
  ['page', 'number'],
  ['offset', 'offset'],
];
/** Cursors only where answers name the next one: such a name may also ask for what is younger than a time. */
const CURSORS = ['after', 'pageToken', 'next_token', 'nextToken', 'starting_after', 'startingAfter'];
const TOLD: readonly (readonly [RegExp, string])[] = [
  [/^has_?more$/i, '$page.hasMore'],
  [/^next(_?(cursor|page_?token))?$/i, '$page.nextCursor'],
  [/^total(_?count)?$/i, '$page.total'],
];

/** Page and fill of a list operation; empty where its parameters have none of the usual names. */
export function inferPage(contract: Contract, operation: Operation): Partial<Pick<RoleSpec, 'page' | 'fill'>> {
  const names = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const size = SIZES.find((name) => names.includes(name));
  const fill = findTold(contract, operation, size);
  const isCursorTold = Object.values(fill ?? {}).includes('$page.nextCursor');
  const cursors = isCursorTold ? CURSORS.map((name) => [name, 'cursor'] as const) : [];
  const start = [...STARTS, ...cursors].find(([name]) => names.includes(name));
  if (size === undefined && !start) return {};
  const page: Page = {
    style: start?.[1] ?? 'cursor',
    size: size === undefined ? 0 : `$request.query.${size}`,
    ...(start && { from: `$request.query.${start[0]}` }),
  };
  return { page, fill };
}

function findTold(contract: Contract, operation: Operation, size: string | undefined): RoleSpec['fill'] {
  const success = operation.responses.find(({ status }) => status.startsWith('2'));
  const media = success?.content.find(({ type }) => isJsonType(type));
  if (media?.schemaPointer === undefined) return {};
  const shapes = findShapes(contract, media.schemaPointer).filter(({ kind }) => kind === 'object');
  const entries = shapes.flatMap(({ at, names }) =>
    names.flatMap((name) =>
      [...TOLD, ...(isAboutPages(names) ? toldSize(size) : [])]
        .filter(([pattern]) => pattern.test(name))
        .map(([, expression]) => [`${at}/${name}`, expression] as const),
    ),
  );
  return Object.fromEntries(entries);
}

/** Any other object may have a limit of its own, e.g. of an account. */
function isAboutPages(names: readonly string[]): boolean {
  return names.some((name) => /^(offset|page|next(_?(cursor|page_?token))?)$/i.test(name));
}

/** Beside what is told of other pages, the name of the parameter says how long a page is. */
function toldSize(size: string | undefined): typeof TOLD {
  return size === undefined ? [] : [[new RegExp(`^${size}$`), '$page.limit']];
}
