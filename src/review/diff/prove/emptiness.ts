/** Conjunctions that no value fits. */
import { conjoin, type Conjunction, valuesOf } from './conjunction.ts';
import { fitsSchema } from './fits.ts';
import { greatest, itemOf, least, memberOf, requiredOf } from './members.ts';
import type { Prover } from './prover.ts';
import { hasIntegersOnly, rangeOf } from './range.ts';
import { findInside } from './regular/language.ts';
import { listTypes, NUMBER, TYPE } from './types-of.ts';
import { partOf } from './world.ts';

/** Whether no value of any type fits, unions aside. `false` says that this was not found. */
export function isImpossible(whole: Conjunction, prover: Prover): boolean {
  if (valuesOf(whole, 'not').some(({ node }) => prover.implies(whole, conjoin([partOf(node, 'not')])))) return true;
  return listTypes(whole.types).every((type) => isTypeImpossible(whole, type, prover));
}

function isTypeImpossible(whole: Conjunction, type: number, prover: Prover): boolean {
  if (type === TYPE.object) return isObjectImpossible(whole, prover);
  if (type === TYPE.array) return isArrayImpossible(whole, prover);
  if (type === TYPE.string) return isTextImpossible(whole);
  return (type & NUMBER) !== 0 && isNumberImpossible(whole, type);
}

function isNumberImpossible(whole: Conjunction, type: number): boolean {
  if (type === TYPE.fraction && hasIntegersOnly(whole)) return true;
  const { low, high, isLowOpen, isHighOpen } = rangeOf(whole);
  return low > high || (low === high && (isLowOpen || isHighOpen));
}

function isTextImpossible(whole: Conjunction): boolean {
  const most = least(whole, 'maxLength') ?? Infinity;
  if ((greatest(whole, 'minLength') ?? 0) > most) return true;
  return valuesOf(whole, 'pattern').length > 0 && findInside(whole) === null;
}

function isArrayImpossible(whole: Conjunction, prover: Prover): boolean {
  const fewest = greatest(whole, 'minItems') ?? 0;
  if (fewest > (least(whole, 'maxItems') ?? Infinity)) return true;
  return Array.from({ length: Math.min(fewest, 20) }).some((_, index) => prover.isEmpty(itemOf(whole, index)));
}

function isObjectImpossible(whole: Conjunction, prover: Prover): boolean {
  const required = [...requiredOf(whole)];
  const most = least(whole, 'maxProperties') ?? Infinity;
  if (required.length > most || (greatest(whole, 'minProperties') ?? 0) > most) return true;
  const names = valuesOf(whole, 'propertyNames').map(({ node }) => partOf(node, 'propertyNames'));
  return required.some(
    (name) =>
      prover.isEmpty(memberOf(whole, name).schema) || names.some((schema) => fitsSchema(name, schema) === false),
  );
}
