/** Pairs everything that carries a schema in both versions. */
import type { Direction, Site } from './change.ts';
import { directionOf, replyDirectionOf, type BothCalls, type CallPair, type WireContent } from './wire/api.ts';
import { includesType, isText } from './wire/media-range.ts';
import { pairReplies } from './wire/pair-replies.ts';

/** Two schemas that say what travels at one place. */
export interface SchemaSite {
  readonly site: Site;
  readonly direction: Direction;
  /** Place on the wire, to which a pointer into the value is added: `POST /webhooks 201 application/json`. */
  readonly place: string;
  /** JSON pointer of the schema in the normalised base document; absent where anything may travel. */
  readonly base?: string;
  readonly head?: string;
  /** Whether a parameter is required by both versions. */
  readonly required?: boolean;
  /** Parameters, headers, forms and XML travel as text. */
  readonly wire: 'json' | 'text';
}

/** All sites of the calls that both versions have, in the order of the base. */
export function listSites(pairs: readonly CallPair[]): SchemaSite[] {
  return pairs.flatMap(({ base, head }) => {
    if (base === undefined || head === undefined) return [];
    const calls = { base, head };
    return [...listParameters(calls), ...listBody(calls), ...listReplies(calls)].filter(
      (site) => site.base !== undefined || site.head !== undefined,
    );
  });
}

function listParameters({ base, head }: BothCalls): SchemaSite[] {
  const direction = directionOf(base);
  return base.parameters.flatMap((was) => {
    const is = head.parameters.find(({ key }) => key === was.key) ?? findMoved(head, was);
    if (is === undefined || (was.mediaType === undefined) !== (is.mediaType === undefined)) return [];
    return [
      {
        site: { operation: base.label, part: 'parameter' as const, name: was.name, in: was.in },
        direction,
        place: `${base.label} ${was.in} ${was.name}`,
        required: was.required && is.required,
        ...pointers(was.schemaPointer, is.schemaPointer),
        wire: was.mediaType === undefined ? ('text' as const) : ('json' as const),
      },
    ];
  });
}

function findMoved(head: BothCalls['head'], { name }: { readonly name: string }) {
  return head.parameters.find((other) => other.in !== 'path' && other.name.toLowerCase() === name.toLowerCase());
}

function listBody({ base, head }: BothCalls): SchemaSite[] {
  const direction = directionOf(base);
  return pairContent(base.body?.content ?? [], head.body?.content ?? []).map(({ was, is }) => ({
    site: { operation: base.label, part: 'body', mediaType: was.type },
    direction,
    place: `${base.label} ${was.type}`,
    ...pointers(was.schemaPointer, is.schemaPointer),
    wire: isText(was.type) ? 'text' : 'json',
  }));
}

function listReplies({ base, head }: BothCalls): SchemaSite[] {
  const direction = replyDirectionOf(base);
  return pairReplies(base, head).flatMap(({ status, base: was, head: is }) => {
    const place = `${base.label} ${status}`;
    const site = { operation: base.label, status };
    const bodies = pairContent(was.content, is.content).map((pair): SchemaSite => ({
      site: { ...site, part: 'body', mediaType: pair.was.type },
      direction,
      place: `${place} ${pair.was.type}`,
      ...pointers(pair.was.schemaPointer, pair.is.schemaPointer),
      wire: 'json',
    }));
    const headers = was.headers.flatMap((header): SchemaSite[] => {
      const other = is.headers.find(({ key }) => key === header.key);
      if (other === undefined) return [];
      const where = { direction, place: `${place} header ${header.name}`, wire: 'text' as const };
      return [
        {
          site: { ...site, part: 'header', name: header.name },
          ...where,
          ...pointers(header.schemaPointer, other.schemaPointer),
        },
      ];
    });
    return [...bodies, ...headers];
  });
}

/** Each media type of either version with the one that it falls under in the other. */
function pairContent(
  before: readonly WireContent[],
  after: readonly WireContent[],
): { was: WireContent; is: WireContent }[] {
  const find = (types: readonly WireContent[], { type }: WireContent): WireContent | undefined =>
    types.find((other) => other.type === type) ?? types.find((other) => includesType(other.type, type));
  const pairs = new Map<string, { was: WireContent; is: WireContent }>();
  const add = (was: WireContent | undefined, is: WireContent | undefined): void => {
    if (was !== undefined && is !== undefined) pairs.set(`${was.pointer} ${is.pointer}`, { was, is });
  };
  for (const was of before) add(was, find(after, was));
  for (const is of after) add(find(before, is), is);
  return [...pairs.values()];
}

function pointers(base: string | undefined, head: string | undefined): { base?: string; head?: string } {
  return { ...(base === undefined ? {} : { base }), ...(head === undefined ? {} : { head }) };
}
