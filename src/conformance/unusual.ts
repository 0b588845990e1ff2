/** Valid requests with values that careless programs change: unusual letters, markup, long texts, odd URLs, falsy values. */
import { getAt, setAt, toPointer } from '../contract/pointer.ts';
import { schemasAt } from '../contract/schema-at.ts';
import type { Json } from '../contract/types.ts';
import { asArray, isObject } from '../contract/value.ts';
import type { CaseRun } from './case.ts';
import { type Input, toRequestPlace } from './input.ts';
import { type Facet, isValid, keyword, toFacets } from '../contract/instance/facets.ts';
import type { Variant } from './variants.ts';

/** Which unusual values: of a first write, of a second one, or those that count as false. */
export type Unusual = 'first' | 'second' | 'falsy';

/** Composed and decomposed letters, an astral character, right to left, quotes and markup. */
const LETTERS = 'É e\u0301 日本 😀 שלום <b>"it\'s" & \\ /</b> &amp; %20';
const FREE_TEXT = /^(name|title|label|display_?name|description|note|notes|comment|summary|text)$/i;
/** Longer texts are left to the checks of boundaries. */
const LONGEST = 2000;
/** Longer than 255, which is where many a column ends. */
const LONG = 300;

/**
 * The input with unusual values wherever the schema allows them; what already identifies a resource stays in them.
 * @param urls whether URLs change too, and texts get spaces around them
 */
export function toUnusual(run: CaseRun, variant: Variant, input: Input, which: Unusual, urls = true): Input {
  const base = variant.spec?.body ?? '';
  const schemaPointer = run.values.media(variant.operation)?.schemaPointer;
  const resource = getAt(input.body, base);
  if (schemaPointer === undefined || !isObject(resource)) return input;
  const place = toRequestPlace(variant.id);
  const fixed = [...(variant.spec?.immutable ?? []), variant.resource?.id?.property];
  let body: unknown = structuredClone(input.body);
  for (const name of Object.keys(resource)) {
    const pointer = base + toPointer([name]);
    if (fixed.includes(toPointer([name])) || (place?.in === 'body' && place.pointer === pointer)) continue;
    const facets = (schemasAt(run.contract.document, schemaPointer, pointer) ?? []).flatMap((at) => toFacets(run, at));
    const old = getAt(body, pointer) as Json;
    for (const next of candidates(run, name, old, facets, which, urls)) {
      const changed = setAt(structuredClone(body), pointer, next);
      if (!isValid(run, schemaPointer, changed)) continue;
      body = changed;
      break;
    }
  }
  return { ...input, body };
}

function candidates(
  run: CaseRun,
  name: string,
  old: Json,
  facets: readonly Facet[],
  which: Unusual,
  urls: boolean,
): Json[] {
  if (keyword(facets, 'const') !== undefined) return [];
  // Another one than most requests have.
  if (keyword(facets, 'enum') !== undefined)
    return which === 'first' && urls
      ? (asArray(keyword(facets, 'enum')).filter((word) => word !== old && isPlain(word)) as Json[])
      : [];
  if (typeof old === 'boolean') return which === 'first' ? [] : which === 'falsy' ? [false] : [!old];
  if (typeof old === 'number') return which === 'falsy' ? [0] : [];
  // A list of one item is taken for that item here and there.
  if (Array.isArray(old)) return which === 'falsy' ? [[], old.slice(0, 1)] : lists(run, facets, which);
  if (typeof old === 'string') return texts(name, old, facets, which, urls);
  return isObject(old) && which !== 'falsy' && facets.every(({ schema }) => !isObject(schema['properties']))
    ? [{ deep: { list: [3, 1, 2], zero: 0, empty: '', no: false, nothing: null }, text: LETTERS }, { text: LETTERS }]
    : [];
}

function lists(run: CaseRun, facets: readonly Facet[], which: Unusual): Json[] {
  const items = facets.find(({ schema }) => isObject(schema['items']));
  const known = items && asArray(keyword(toFacets(run, `${items.pointer}/items`), 'enum'));
  if (!known || known.length < 2) return [];
  const turned = (known as Json[]).toReversed();
  return which === 'first' ? [turned.slice(0, 3), turned.slice(0, 2)] : [turned.slice(-3), turned.slice(-2)];
}

function texts(name: string, old: string, facets: readonly Facet[], which: Unusual, urls: boolean): string[] {
  const format = keyword<string>(facets, 'format');
  if (/^https?:\/\//.test(old)) {
    if (which === 'falsy') return [toSlashed(old)];
    return [...(urls ? oddUrls(old, which) : []), mixedUrl(old)];
  }
  // A text of which the contract does not say that people read it may have rules that nobody wrote down.
  if (format !== undefined || (!FREE_TEXT.test(name) && !/\s/.test(old))) return [];
  if (which === 'falsy') return [''];
  const most = Math.min(LONGEST, ...facets.map(({ schema }) => Number(schema['maxLength'] ?? LONGEST)));
  // A create that is tried again goes without what a server may refuse: spaces around a text are part of that.
  const spaces = urls ? '  ' : '';
  const outer = which === 'first' ? `${spaces}${old} ${LETTERS}${spaces}` : `  ${old} ${LETTERS} 2  `;
  const isBounded = facets.some(({ schema }) => schema['maxLength'] !== undefined);
  // Without a bound a text may still be longer than the columns of most tables.
  const length = isBounded ? most : which === 'second' ? LONG : 0;
  const full = outer.length < length ? outer.trimEnd().padEnd(length - 1, '.') + '!' : outer;
  return [full, outer, `${old} é😀<&>`, `${old} <&>`];
}

/** The least unusual one, which every server takes: only scheme and host are the same in any case. */
function mixedUrl(old: string): string {
  const url = new URL(old);
  return `${url.origin}${url.pathname.replace(/\/$/, '')}/Kept${url.search}`;
}

/** A path that ends with a slash is another one. */
function toSlashed(old: string): string {
  const { origin, pathname } = new URL(old);
  return `${origin}${pathname.replace(/\/$/, '')}/`;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function oddUrls(old: string, which: Unusual): string[] {
  const url = new URL(old);
  const path = `${url.origin}${url.pathname.replace(/\/$/, '')}`;
  const query = url.search === '' ? '?' : `${url.search}&`;
  // Only scheme and host are the same in any case; a slash at the end of a path may name something else.
  const end = which === 'first' ? 'First/' : 'Second/';
  const odd = `${path}/%7Ea%2Fb(1);v=1,2/${end}${query}b=2&a=1&a=%C3%A9&empty=`;
  return which === 'first' ? [odd, `${path}${query}b=2&a=1`] : [`${odd}#part`, odd];
}
