/** Values that fit schemas: built from what the schemas say, plain ones first. */
import { setMember } from '../../../contract/pointer.ts';
import type { Json } from '../../../contract/types.ts';
import { asArray, asObject } from '../../../contract/value.ts';
import { casesOf } from './cases.ts';
import { conjoin, type Conjunction, valuesOf } from './conjunction.ts';
import { fits } from './fits.ts';
import { listValues } from './list-values.ts';
import { greatest, itemOf, least, memberOf, namesOf, otherMembers, requiredOf } from './members.ts';
import { numbersNear } from './numbers.ts';
import { findInside } from './regular/language.ts';
import { textsOf } from './texts.ts';
import { listTypes, NUMBER, TYPE } from './types-of.ts';
import { partOf } from './world.ts';

/** What a sample must have besides fitting. */
export interface Wish {
  /** Members that are there, with these values. */
  readonly members?: Readonly<Record<string, Json>>;
  /** Members that are not there. */
  readonly without?: readonly string[];
  /** Items by index. */
  readonly items?: ReadonlyMap<number, Json>;
  /** All members that are declared, not only those that must be there. */
  readonly isFull?: boolean;
}

/** Deeper values are not built. */
const MAX_DEPTH = 12;
const MAX_ITEMS = 60;
const plainest = new WeakMap<Conjunction, Json>();

/** Yields values that fit, as far as is known without a validator; of each kind a few. */
export function* samplesOf(whole: Conjunction, wish: Wish = {}, depth = 0): Generator<Json> {
  if (whole.isNever || depth > MAX_DEPTH) return;
  const isAnything = whole.nodes.length === 0 && depth > 0;
  if (isAnything) return void (yield* ['text', 1, true, {}, []]);
  const hasWish = wish.members !== undefined || wish.without !== undefined || wish.items !== undefined;
  if (!hasWish) {
    const values = listValues(whole);
    if (values !== undefined) return void (yield* values);
  }
  const cases = casesOf(whole);
  if (cases !== undefined) {
    for (const part of cases) yield* samplesOf(part, wish, depth);
    return;
  }
  for (const type of listTypes(whole.types)) {
    for (const value of candidatesOf(whole, type, wish, depth)) {
      if (hasWish || fits(value, whole) !== false) yield value;
    }
  }
}

/** The first sample. */
export function sampleOf(whole: Conjunction, wish?: Wish, depth?: number): Json | undefined {
  const isPlain = wish === undefined || Object.keys(wish).length === 0;
  const known = isPlain ? plainest.get(whole) : undefined;
  if (known !== undefined) return known;
  const { value } = samplesOf(whole, wish, depth).next();
  if (isPlain && value !== undefined) plainest.set(whole, value as Json);
  return value as Json | undefined;
}

function* candidatesOf(whole: Conjunction, type: number, wish: Wish, depth: number): Generator<Json> {
  if (type === TYPE.object) yield* objectsOf(whole, wish, depth);
  else if (type === TYPE.array) yield* arraysOf(whole, wish, depth);
  else if (type === TYPE.string) yield* stringsOf(whole);
  else if ((type & NUMBER) !== 0) yield* numbersNear(whole, type);
  else if (type === TYPE.boolean) yield* [true, false];
  else yield null;
}

function* stringsOf(whole: Conjunction): Generator<string> {
  const formats = valuesOf(whole, 'format').map(({ value }) => String(value));
  const known = textsOf(formats);
  const isPlain = !['pattern', 'minLength', 'maxLength'].some((keyword) => valuesOf(whole, keyword).length > 0);
  const found = isPlain ? undefined : findInside(whole);
  // What only counts characters reads better as a word.
  if (formats.length === 0 && valuesOf(whole, 'pattern').length === 0) yield 'text';
  if (formats.length === 0 && typeof found === 'string') yield found;
  yield* known;
  if (typeof found === 'string') yield found;
  const length = greatest(whole, 'minLength') ?? 0;
  // A text of a format may be made longer at its end, or in its path.
  if (length > 0 && length < 5000) for (const text of known.slice(0, 4)) yield text.padEnd(length, 'a');
}

function* arraysOf(whole: Conjunction, wish: Wish, depth: number): Generator<Json> {
  const fewest = greatest(whole, 'minItems') ?? 0;
  const wanted = [...(wish.items?.keys() ?? [])].map((index) => index + 1);
  const contained = valuesOf(whole, 'contains');
  const needed = contained.reduce((sum, { node }) => sum + Number(asObject(node.schema)['minContains'] ?? 1), 0);
  const length = Math.max(fewest, needed, ...wanted);
  if (length > MAX_ITEMS) return;
  const isUnique = valuesOf(whole, 'uniqueItems').some(({ value }) => value === true);
  const lengths =
    wish.items === undefined && (least(whole, 'maxItems') ?? Infinity) > length ? [length, length + 1] : [length];
  for (const size of lengths) {
    const items: Json[] = [];
    const special = contained.flatMap(({ node }) =>
      Array.from({ length: Number(asObject(node.schema)['minContains'] ?? 1) }, () => partOf(node, 'contains')),
    );
    for (let index = 0; index < size; index++) {
      const own = wish.items?.get(index);
      const extra = special[index - Number(wish.items?.size ?? 0)];
      const schema = itemOf(whole, index);
      const item =
        own ?? pick(extra === undefined ? schema : conjoin([...schema.nodes, extra]), isUnique ? items : [], depth);
      if (item === undefined) break;
      items.push(item);
    }
    if (items.length === size) yield items;
  }
}

/** A sample that is none of those before it. */
function pick(schema: Conjunction, before: readonly Json[], depth: number): Json | undefined {
  let tries = 0;
  for (const value of samplesOf(schema, {}, depth + 1)) {
    if (!before.some((other) => JSON.stringify(other) === JSON.stringify(value))) return value;
    if (++tries > 100) return undefined;
  }
  return undefined;
}

function* objectsOf(whole: Conjunction, wish: Wish, depth: number): Generator<Json> {
  const plain = buildObject(whole, wish, depth, false);
  if (plain !== undefined) yield plain;
  if (depth > 3 && wish.isFull !== true) return;
  const full = buildObject(whole, wish, depth, true);
  if (full !== undefined) yield full;
}

function buildObject(whole: Conjunction, wish: Wish, depth: number, isFull: boolean): Json | undefined {
  const value: Record<string, Json> = {};
  const given = asObject(wish.members);
  const isLeftOut = (name: string): boolean => wish.without?.includes(name) === true;
  const put = (name: string, isNeeded: boolean): boolean => {
    if (Object.hasOwn(value, name) || isLeftOut(name)) return true;
    const { schema } = memberOf(whole, name);
    const member = Object.hasOwn(given, name) ? given[name] : sampleOf(schema, {}, depth + 1);
    if (member !== undefined) setMember(value, name, member);
    return member !== undefined || !isNeeded;
  };
  const needed = [...requiredOf(whole), ...Object.keys(given)];
  for (const name of needed) {
    if (!put(name, true)) return undefined;
    for (const { value: map } of valuesOf(whole, 'dependentRequired')) {
      for (const other of asArray(asObject(map)[name]) as string[]) if (!needed.includes(other)) needed.push(other);
    }
  }
  const fewest = greatest(whole, 'minProperties') ?? 0;
  const most = least(whole, 'maxProperties') ?? Infinity;
  for (const name of namesOf(whole)) {
    const count = Object.keys(value).length;
    if (count >= most || (count >= fewest && !isFull)) break;
    if (!whole.nodes.some((node) => whole.foreign.get(node.world)?.has(name))) put(name, false);
  }
  if (Object.keys(value).length >= fewest) return value;
  const other = sampleOf(otherMembers(whole), {}, depth + 1);
  if (other === undefined) return undefined;
  for (let index = 0; Object.keys(value).length < fewest && index < MAX_ITEMS; index++) {
    setMember(value, nameNumber(whole, index), other);
  }
  return value;
}

/** Names of members that no schema names. */
export function nameNumber(whole: Conjunction, index: number): string {
  const names = valuesOf(whole, 'propertyNames').map(({ node }) => partOf(node, 'propertyNames'));
  if (names.length === 0) return index === 0 ? 'unknown' : `unknown${index}`;
  let count = 0;
  for (const value of samplesOf(conjoin(names), {}, 1)) {
    if (typeof value === 'string' && count++ === index) return value;
  }
  return index === 0 ? 'unknown' : `unknown${index}`;
}
