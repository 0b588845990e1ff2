/** Schemas that leave a few values only. */
import type { Json } from '../../../contract/types.ts';
import { asArray } from '../../../contract/value.ts';
import { type Conjunction, valuesOf } from './conjunction.ts';
import { fits } from './fits.ts';
import { hasIntegersOnly, rangeOf } from './range.ts';
import { NUMBER, TYPE } from './types-of.ts';

/** Values that are tried one by one. */
const MAX_VALUES = 200;

/** Every value that fits, where an enumeration or a short interval says so. */
export function listValues(whole: Conjunction): readonly Json[] | undefined {
  const candidates = toCandidates(whole);
  if (candidates === undefined || candidates.length > MAX_VALUES) return undefined;
  const answers = candidates.map((value) => fits(value, whole));
  return candidates.filter((_, index) => answers[index] !== false);
}

function toCandidates(whole: Conjunction): readonly Json[] | undefined {
  const constant = valuesOf(whole, 'const')[0];
  if (constant !== undefined) return [constant.value];
  const lists = valuesOf(whole, 'enum').map(({ value }) => asArray(value));
  if (lists.length > 0) return lists.reduce((least, list) => (list.length < least.length ? list : least));
  if ((whole.types & ~(TYPE.null | TYPE.boolean)) === 0) {
    return [...(whole.types & TYPE.boolean ? [true, false] : []), ...(whole.types & TYPE.null ? [null] : [])];
  }
  if ((whole.types & ~NUMBER) !== 0 || !hasIntegersOnly(whole)) return undefined;
  const { low, high } = rangeOf(whole);
  if (!(high - low < 50)) return undefined;
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index);
}
