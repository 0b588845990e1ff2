/** Schemas of values that travel as text: what a number looks like to a reader that wants text, and the reverse. */
import type { Json } from '../../../contract/types.ts';
import { add, conjoin, type Conjunction } from './conjunction.ts';
import { listValues } from './list-values.ts';
import { greatest, itemOf, least, prefixLength } from './members.ts';
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
    const other = type === TYPE.array ? toItems(part) : toOther(part, type);
    return other !== undefined && prover.implies(conjoin([other]), reader);
  });
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
