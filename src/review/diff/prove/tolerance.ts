/** What a reader that ignores what it does not know would let pass. */
import { getAt } from '../../../contract/pointer.ts';
import { asArray } from '../../../contract/value.ts';
import type { Direction, Witness } from '../change.ts';
import type { SchemaDifference } from './comparison.ts';
import { keywordsOf } from './conjunction.ts';
import { fits } from './fits.ts';
import { toSamplePointer } from './trail.ts';
import { typeOf } from './types-of.ts';
import type { Meeting } from './walking.ts';

/** Keywords that refuse a member. */
const MEMBERS: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties']);

/** Names what a tolerant reader ignores here; undefined where the break stands. A server reads requests by the letter. */
export function toTolerated(
  { keyword, node, writer, trail, form }: Meeting,
  direction: Direction,
  witness: Witness,
): SchemaDifference['tolerated'] {
  if (direction === 'request' || node === undefined) return undefined;
  // A form of its own has a value of its own in the member that tells forms apart.
  if (form !== undefined) return form.isGuided ? 'value' : undefined;
  if (MEMBERS.has(keyword)) return keywordsOf(node)[keyword] === false ? 'member' : undefined;
  if (keyword !== 'enum' && keyword !== 'const') return undefined;
  const schema = keywordsOf(node);
  const known = keyword === 'const' ? [schema['const']!] : asArray(schema['enum']);
  const value = getAt(witness.value, toSamplePointer(trail));
  const isNewValue = known.some((other) => typeOf(other) === typeOf(value));
  // Where the writer uses none of the known values any more, they were not added to but replaced.
  return isNewValue && known.some((other) => fits(other, writer) !== false) ? 'value' : undefined;
}
