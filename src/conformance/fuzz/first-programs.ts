/** Programs that are tried before generated ones: what breaks many a server, and chance would rarely come to. */
import { keyword, type SchemaContext, toFacets } from '../../contract/instance/facets.ts';
import { isObject } from '../../contract/value.ts';
import { type Base, findPlaces } from './arbitraries.ts';
import type { Edit } from './edits.ts';
import type { Program } from './program.ts';

/** The character that ends texts in C, and that some databases store in no text. */
const NUL = 'a\u0000b';

/** What a text may be otherwise is for the schema to say; a text of such a kind has nothing to hide. */
const SAID = ['enum', 'const', 'format', 'pattern'];

/**
 * A create and an update with NUL in all free texts, which a server may refuse or take as they are; and a create with a
 * member that every object of some languages has without being told.
 */
export function toFirstPrograms(context: SchemaContext, create: Base, update: Base | undefined): Program[] {
  const [created, updated] = [create, update].map((base) => (base ? toEdits(context, base) : [])) as [Edit[], Edit[]];
  return [
    ...(created.length > 0 ? [{ create: created, updates: [] }] : []),
    ...(updated.length > 0 ? [{ create: [], updates: [updated] }] : []),
    ...(isObject(create.body) ? [{ create: [{ at: '/constructor', value: 'hookspec' }], updates: [] }] : []),
  ];
}

/** The program with each of its changes alone, where it has several in one request: nothing else makes it smaller. */
export function toParts({ create, updates }: Program): Program[] {
  const [update = []] = updates;
  if (create.length > 1 && updates.length === 0) return create.map((edit) => ({ create: [edit], updates }));
  if (create.length > 0 || updates.length !== 1 || update.length < 2) return [];
  return update.map((edit) => ({ create, updates: [[edit]] }));
}

function toEdits(context: SchemaContext, { pointer, body }: Base): Edit[] {
  return findPlaces(context, pointer, body)
    .filter(({ pointer: place, value }) => {
      const facets = toFacets(context, place, value);
      return typeof value === 'string' && !SAID.some((name) => keyword(facets, name) !== undefined);
    })
    .map(({ at }) => ({ at, value: NUL }));
}
