/** Proofs for keywords about numbers and texts. */
import { isDeepStrictEqual } from 'node:util';
import { valuesOf, type Conjunction } from './conjunction.ts';
import { greatest, least, numbersOf } from './members.ts';
import type { Goal, Rule } from './prover.ts';
import { isFormatKnown, isNarrowerFormat } from './format-order.ts';
import { includesLanguage } from './regular/language.ts';
import { rangeOf } from './range.ts';
import { isTypes, NUMBER, TYPE, toTypes } from './types-of.ts';

/** By keyword. */
export const scalarRules: readonly (readonly [string, Rule])[] = [
  ['type', hasType],
  ['minimum', bound(({ low }, limit) => low >= limit)],
  ['maximum', bound(({ high }, limit) => high <= limit)],
  ['exclusiveMinimum', bound(({ low, isLowOpen }, limit) => low > limit || (low === limit && isLowOpen))],
  ['exclusiveMaximum', bound(({ high, isHighOpen }, limit) => high < limit || (high === limit && isHighOpen))],
  ['multipleOf', isMultiple],
  [
    'minLength',
    ({ writer, wanted }) =>
      (greatest(writer, 'minLength') ?? 0) >= (wanted as number) || hasLength(writer, wanted as number, Infinity),
  ],
  [
    'maxLength',
    ({ writer, wanted }) =>
      (least(writer, 'maxLength') ?? Infinity) <= (wanted as number) || hasLength(writer, 0, wanted as number),
  ],
  ['pattern', ({ writer, wanted }) => includesLanguage(writer, wanted as string)],
  ['format', hasFormat],
  [
    'x-public-address',
    ({ writer, wanted }) => wanted !== true || valuesOf(writer, 'x-public-address').some(({ value }) => value === true),
  ],
];

// What names no type says nothing that could be proved, but for the same words on both sides.
function hasType({ writer, wanted }: Goal): boolean {
  if (isTypes(wanted)) return (writer.types & ~toTypes(wanted)) === 0;
  return valuesOf(writer, 'type').some(({ value }) => isDeepStrictEqual(value, wanted));
}

function bound(check: (range: ReturnType<typeof rangeOf>, limit: number) => boolean): Rule {
  return ({ writer, wanted }) => typeof wanted !== 'number' || check(rangeOf(writer), wanted);
}

function isMultiple({ writer, wanted }: Goal): boolean {
  const isWhole = (value: number): boolean => value >= 0.5 && Math.abs(value - Math.round(value)) < 1e-9;
  const step = wanted as number;
  if (numbersOf(writer, 'multipleOf').some((own) => isWhole(own / step))) return true;
  return (writer.types & NUMBER) === TYPE.integer && isWhole(1 / step);
}

function hasFormat({ writer, wanted }: Goal): boolean {
  const name = wanted as string;
  if (!isFormatKnown(name)) return true;
  const isText = (writer.types & TYPE.string) !== 0;
  const isNumber = (writer.types & NUMBER) !== 0;
  return isNarrowerFormat(writer, name, isText, isNumber);
}

function hasLength(writer: Conjunction, low: number, high: number): boolean {
  return includesLanguage(writer, { low, high });
}
