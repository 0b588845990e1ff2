/** Numbers that are worth a try. */
import type { Conjunction } from './conjunction.ts';
import { numbersOf } from './members.ts';
import { rangeOf } from './range.ts';
import { TYPE } from './types-of.ts';

/** Numbers of one type near the bounds that schemas set, plain ones first. */
export function numbersNear(whole: Conjunction, type: number): number[] {
  const { low, high } = rangeOf(whole);
  const steps = numbersOf(whole, 'multipleOf');
  const isInteger = type === TYPE.integer;
  const plain = isInteger ? [1, 0, 2, -1, 10, 100] : [0.5, 1.5, -0.5, 0.01];
  const gap = isInteger ? 1 : Math.min(0.5, (high - low) / 2 || 0.5);
  const near = [low, high]
    .filter(Number.isFinite)
    .flatMap((bound) => [bound, bound + gap, bound - gap, bound + gap / 2]);
  const middle = Number.isFinite(low + high) ? [(low + high) / 2, Math.floor((low + high) / 2)] : [];
  const multiples = steps.flatMap((step) =>
    [...near, ...plain].flatMap((value) => [
      Math.ceil(value / step) * step,
      Math.floor(value / step) * step,
      value + step,
    ]),
  );
  const shared = steps.length > 1 ? [steps.reduce((product, step) => product * step, 1)] : [];
  const huge = isInteger ? [2_147_483_648, -2_147_483_649, 2 ** 53] : [1e300];
  const all = [...steps, ...shared, ...plain, ...near, ...middle, ...multiples, ...huge];
  return [...new Set(all)].filter((value) => Number.isFinite(value) && Number.isInteger(value) === isInteger);
}
