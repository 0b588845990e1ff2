/** Schemas of values that travel as text: what a number looks like to a reader that wants text, and the reverse. */
import { toPointer } from '../../../contract/pointer.ts';
import type { Json } from '../../../contract/types.ts';
import { asObject } from '../../../contract/value.ts';
import { add, conjoin, type Conjunction, keywordsOf } from './conjunction.ts';
import { listValues } from './list-values.ts';
import { greatest, itemOf, least, memberOf, namesOf, prefixLength } from './members.ts';
import type { Prover } from './prover.ts';
import { fromText, toText } from './readings.ts';
import { includesLanguage } from './regular/language.ts';
import { listTypes, TYPE, typeName } from './types-of.ts';
import { freeNode, makeNode, type Node } from './world.ts';

const INTEGER = '^-?(?:0|[1-9]\\d*)$';
const NUMBER = '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$';

/** Whether a reader of text accepts all that is written, each type by itself: as it is, as text, or as what the text looks like. */
export function impliesAsText(prover: Prover, writer: Conjunction, reader: Conjunction): boolean {
  return listTypes(writer.types).every((type) => {
    const part = add(writer, freeNode({ type: typeName(type) }));
    if (prover.implies(part, reader)) return true;
    if (type === TYPE.object) return impliesMembers(prover, part, reader);
    const other = type === TYPE.array ? toItems(part) : toOther(part, type);
    if (other !== undefined && prover.implies(conjoin([other]), reader)) return true;
    return (
      type !== TYPE.array &&
      [part, ...(other ? [conjoin([other])] : [])].some((item) => prover.implies(toList(item), reader))
    );
  });
}

/** A single text is read as a list of one. */
function toList(item: Conjunction): Conjunction {
  const whole = item.nodes[0]!;
  const parts = new Map(item.nodes.map((node, index) => [`/allOf/${index}`, node]));
  const one = makeNode(whole, `all of ${item.key}`, { allOf: item.nodes.map(() => true) }, parts);
  const list = { type: 'array', items: true, minItems: 1, maxItems: 1 };
  return conjoin([makeNode(whole, `list of ${item.key}`, list, new Map([['/items', one]]))]);
}

/** Members travel as texts of their own, e.g. in style `deepObject`. */
function impliesMembers(prover: Prover, part: Conjunction, reader: Conjunction): boolean {
  const [first] = part.nodes;
  if (first === undefined) return false;
  const parts = new Map<string, Node>();
  for (const name of namesOf(part)) {
    const { schema } = memberOf(part, name);
    const isFine = impliesAsText(prover, schema, memberOf(reader, name).schema);
    if (!isFine) return false;
    if (!prover.implies(schema, memberOf(reader, name).schema)) parts.set(name, first);
  }
  if (parts.size === 0) return false;
  const rest = reader.nodes.map((node) => withoutMembers(node, parts));
  return prover.implies(part, conjoin(rest));
}

function withoutMembers(node: Node, names: ReadonlyMap<string, Node>): Node {
  const { properties, ...others } = keywordsOf(node);
  if (properties === undefined) return node;
  const kept = Object.entries(asObject(properties)).map(([name, schema]) => [name, names.has(name) ? true : schema]);
  const parts = new Map([...names.keys()].map((name) => [toPointer(['properties', name]), freeNode({})]));
  return makeNode(
    node,
    `without ${node.id} ${[...names.keys()].join(' ')}`,
    { ...others, properties: Object.fromEntries(kept) },
    parts,
  );
}

function toOther(part: Conjunction, type: number): Node | undefined {
  const values = listValues(part);
  if (values !== undefined)
    return freeNode({ enum: values.map((value): Json => (type === TYPE.string ? fromText(value) : toText(value))) });
  if (type === TYPE.integer) return freeNode({ type: 'string', pattern: INTEGER });
  // The shortest text of a very large or small number has an exponent.
  if (type === TYPE.fraction) return freeNode({ type: 'string' });
  if (type !== TYPE.string) return undefined;
  if (includesLanguage(part, INTEGER)) return freeNode({ type: 'integer' });
  return includesLanguage(part, NUMBER) ? freeNode({ type: 'number' }) : undefined;
}

/** A list whose items are read in the other way. */
function toItems(part: Conjunction): Node | undefined {
  const [first] = part.nodes;
  const items = itemOf(part, 0);
  const [type, ...more] = listTypes(items.types);
  if (first === undefined || type === undefined || more.length > 0 || prefixLength(part) > 0) return undefined;
  const other = type === TYPE.array ? undefined : toOther(items, type);
  if (other === undefined) return undefined;
  const [fewest, most] = [greatest(part, 'minItems'), least(part, 'maxItems')];
  const bounds = { ...(fewest !== undefined && { minItems: fewest }), ...(most !== undefined && { maxItems: most }) };
  return makeNode(first, `as text ${part.key}`, { type: 'array', ...bounds, items: {} }, new Map([['/items', other]]));
}
