/** Every edge of what a schema allows: for each constraint the values that just fulfil it. */
import { getAt, removeAt, setAt, toPointer } from '../../contract/pointer.ts';
import type { Json } from '../../contract/types.ts';
import { asArray, isObject } from '../../contract/value.ts';
import { isSame } from '../compare.ts';
import { findAdditional, grow } from './additional.ts';
import { edgeValues, Together } from './edge-values.ts';
import { withItems } from './list-items.ts';
import {
  type Facet,
  isValid,
  keyword as keywordOf,
  propertyNames,
  propertyPointers,
  type SchemaContext,
  toFacets,
} from '../../contract/instance/facets.ts';
import { toInstance } from '../../contract/instance/instance.ts';

/** One part of a value at the edge of one constraint. */
export interface Edge {
  /** JSON pointer of the part. */
  readonly at: string;
  readonly keyword: string;
  /** JSON pointer of the keyword in the contract document; of the property for one that may be absent. */
  readonly schemaPointer: string;
  /** Undefined: the part is left out. */
  readonly value: Json | undefined;
  /** Which of the edges of this constraint it is. */
  readonly index?: number;
  /** The edges that its value has together; absent: it is one itself. */
  readonly parts?: readonly Edge[];
  /** Nothing forbids it, and nobody says that it is meant: a refusal warns. */
  readonly isUnsaid?: true;
}

const DEEPEST = 5;
/** What people write down, or do not. */
const DESCRIPTION = /\/(description|notes?|comments?|summary|remarks?)$/i;
/** What a resource is called by may have to be something. */
const NAME = /(name|title|label|key|slug)$/i;
/** Edges of one branch: each needs a request of its own. */
const MOST_OF_BRANCH = 6;
/** Nobody writes larger objects to describe a webhook. */
const MOST_MEMBERS = 200;

/**
 * The edges of a schema, in its order. Each of them alone in the given value is valid.
 * @param valid a valid value, the fuller the better
 */
export function findEdges(context: SchemaContext, pointer: string, valid: Json): Edge[] {
  const seen = new Set<string>();
  const isFit = (edge: Edge): boolean => {
    // What the value has already says nothing new.
    const name = edge.value === undefined ? edge.at : JSON.stringify([edge.at, edge.value]);
    if (seen.has(name) || isSame(getAt(valid, edge.at), edge.value)) return false;
    seen.add(name);
    return isValid(context, pointer, applyEdges(valid, [edge]));
  };
  return walk(context, pointer, valid, '', 0).flatMap(({ parts, ...edge }) => {
    const isWhole = isFit(edge);
    const fit = parts?.filter((part) => isFit(part) || isSame(part.value, edge.value));
    if (!isWhole) return fit ?? [];
    return [{ ...edge, ...(fit && { parts: fit }) }];
  });
}

/** The edges that the value lies on as it is. */
export function findOwnEdges(context: SchemaContext, pointer: string, valid: Json): Edge[] {
  return walk(context, pointer, valid, '', 0).filter((edge) => isSame(getAt(valid, edge.at), edge.value));
}

/** The value with its parts at these edges. */
export function applyEdges(value: Json, edges: readonly Edge[]): Json {
  let result = structuredClone(value);
  for (const edge of edges) {
    if (edge.value === undefined) removeAt(result, edge.at);
    else result = setAt(result, edge.at, structuredClone(edge.value)) as Json;
  }
  return result;
}

/**
 * Puts edges together into as few values as possible: no two of the same part, and each value valid.
 * @returns lists of edges that go into one value
 */
export function packEdges(context: SchemaContext, pointer: string, value: Json, edges: readonly Edge[]): Edge[][] {
  const packs: Edge[][] = [];
  for (const edge of edges) {
    const pack = packs.find(
      (entries) =>
        entries.every((other) => !touches(other.at, edge.at)) &&
        isValid(context, pointer, applyEdges(value, [...entries, edge])),
    );
    if (pack) pack.push(edge);
    else packs.push([edge]);
  }
  return packs;
}

function touches(left: string, right: string): boolean {
  return left === right || left.startsWith(`${right}/`) || right.startsWith(`${left}/`);
}

function walk(context: SchemaContext, pointer: string, value: Json, at: string, depth: number): Edge[] {
  if (depth > DEEPEST) return [];
  const facets = toFacets(context, pointer, value);
  const own = facets.flatMap(({ pointer: place, schema }) =>
    Object.keys(edgeValues)
      .filter((name) => schema[name] !== undefined)
      .flatMap((name) =>
        edgeValues[name]!(withItems(context, place, schema), value).map((made, index) => {
          const edge = { at, keyword: name, schemaPointer: place + toPointer([name]), index };
          if (!(made instanceof Together)) return { ...edge, value: made };
          // Between its own index and the next one: each part is told from every other edge.
          const parts = made.parts.map((part, number) => ({ ...edge, value: part, index: index + (number + 1) / 100 }));
          return { ...edge, value: made.value, parts };
        }),
      ),
  );
  const inner = Array.isArray(value)
    ? inItems(context, facets, value, at, depth)
    : isObject(value)
      ? inProperties(context, facets, value, at, depth)
      : [];
  return [...own, ...emptyList(context, facets, value, at), ...branches(context, facets, at, depth), ...inner];
}

/** A list whose least length nobody says. A document without any behaviour may have left it out. */
function emptyList(context: SchemaContext, facets: readonly Facet[], value: Json, at: string): Edge[] {
  const list = facets.find(({ schema }) => schema['items'] !== undefined);
  const isBound = ['minItems', 'enum', 'const', 'contains'].some((name) => keywordOf(facets, name) !== undefined);
  const isDescribed = context.contract.document['x-resource'] !== undefined;
  if (!list || at === '' || !isDescribed || isBound || !Array.isArray(value) || value.length === 0) return [];
  return [{ at, keyword: 'minItems', schemaPointer: list.pointer, value: [], isUnsaid: true }];
}

/** Each branch of a union once, and the edges of those that are no objects. */
function branches(context: SchemaContext, facets: readonly Facet[], at: string, depth: number): Edge[] {
  return facets.flatMap(({ pointer, schema }) =>
    ['oneOf', 'anyOf'].flatMap((name) =>
      asArray(schema[name]).flatMap((_, index) => {
        const schemaPointer = `${pointer}/${name}/${index}`;
        const value = toInstance(context, schemaPointer, { full: true });
        if (value === undefined) return [];
        const own = { at, keyword: name, schemaPointer, value };
        if (isObject(value)) return [own];
        // Zero and false are values, whatever a careless test of a condition takes them for.
        const blanks = [0, false]
          .filter((blank) => isValid(context, schemaPointer, blank))
          .map((blank) => ({ ...own, value: blank }));
        const edges = walk(context, schemaPointer, value, '', depth + 1).map((inner) =>
          changeEdge(inner, (edge) => ({
            ...edge,
            at,
            value: edge.value === undefined ? undefined : applyEdges(value, [edge]),
          })),
        );
        return [own, ...blanks, ...edges.slice(0, MOST_OF_BRANCH)];
      }),
    ),
  );
}

/** The edge changed, and its parts in the same way. */
function changeEdge({ parts, ...edge }: Edge, change: (edge: Edge) => Edge): Edge {
  return { ...change(edge), ...(parts && { parts: parts.map(change) }) };
}

/** Every value that an item may have: all in one list where the list may be that long. */
function inItems(
  context: SchemaContext,
  facets: readonly Facet[],
  value: readonly Json[],
  at: string,
  depth: number,
): Edge[] {
  const items = facets.find(({ schema }) => isObject(schema['items']));
  if (!items || value.length === 0) return [];
  const most = Math.max(1, Number(keywordOf(facets, 'maxItems') ?? Infinity));
  const inside = walk(context, `${items.pointer}/items`, value[0]!, '', depth + 1);
  const named = inside.filter(({ at: place, keyword }) => place === '' && keyword === 'enum');
  const lists: Edge[] = [];
  for (let from = 0; from < named.length; from += Math.min(most, named.length)) {
    const chunk = named.slice(from, from + Math.min(most, named.length));
    const { keyword, schemaPointer } = chunk[0]!;
    lists.push({ at, keyword, schemaPointer, value: chunk.map((edge) => edge.value as Json) });
  }
  const others = inside
    .filter((edge) => !named.includes(edge))
    .map((inner) => changeEdge(inner, (edge) => ({ ...edge, at: `${at}/0${edge.at}` })));
  return [...lists, ...others];
}

function inProperties(
  context: SchemaContext,
  facets: readonly Facet[],
  value: Readonly<Record<string, Json>>,
  at: string,
  depth: number,
): Edge[] {
  const required = new Set(facets.flatMap(({ schema }) => asArray(schema['required'])));
  const names = propertyNames(facets).filter((name) => Object.hasOwn(value, name));
  const absent = names
    .filter((name) => !required.has(name))
    .map((name) => ({
      at: at + toPointer([name]),
      keyword: 'required',
      schemaPointer: propertyPointers(facets, name)[0]!,
      value: undefined,
    }));
  const inside = names.flatMap((name) =>
    propertyPointers(facets, name).flatMap((pointer) =>
      walk(context, pointer, value[name]!, at + toPointer([name]), depth + 1),
    ),
  );
  const empty = absent.flatMap(({ at: place, schemaPointer }): Edge[] =>
    isFreeText(context, schemaPointer) ? [{ at: place, keyword: 'minLength', schemaPointer, value: '' }] : [],
  );
  const additional = findAdditional(context, facets, value).flatMap(({ name, value: member, schemaPointer }) =>
    walk(context, schemaPointer, member, at + toPointer([name]), depth + 1),
  );
  return [...inside, ...empty, ...additional, ...counts(context, facets, value, at), ...absent];
}

/** A text that may be left out, of which at most the greatest length is said: an empty one is as good as none. */
function isFreeText(context: SchemaContext, pointer: string): boolean {
  const facets = toFacets(context, pointer);
  const says = (name: string): boolean => keywordOf(facets, name) !== undefined;
  return (
    [keywordOf(facets, 'type')].flat().includes('string') &&
    (says('maxLength') || DESCRIPTION.test(pointer)) &&
    !['minLength', 'pattern', 'format', 'enum', 'const', 'not'].some(says) &&
    !NAME.test(pointer)
  );
}

/** As few and as many properties as an open object may have. */
function counts(
  context: SchemaContext,
  facets: readonly Facet[],
  value: Readonly<Record<string, Json>>,
  at: string,
): Edge[] {
  const entries = Object.entries(value);
  return facets.flatMap(({ pointer, schema }) => {
    const edge = (keyword: string, next: Json): Edge => ({
      at,
      keyword,
      schemaPointer: pointer + toPointer([keyword]),
      value: next,
    });
    const { minProperties: least, maxProperties: most } = schema;
    const full = typeof most === 'number' ? grow(context, facets, value, Math.min(most, MOST_MEMBERS)) : undefined;
    return [
      ...(typeof least === 'number' ? [edge('minProperties', Object.fromEntries(entries.slice(0, least)))] : []),
      ...(full && Object.keys(full).length > entries.length ? [edge('maxProperties', full)] : []),
    ];
  });
}
