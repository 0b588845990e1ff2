/** The interval of numbers that schemas leave. */
import { valuesOf, type Conjunction } from './conjunction.ts';
import { greatest, least } from './members.ts';
import { NUMBER, TYPE } from './types-of.ts';

/** Numbers from `low` to `high`, the open ends left out. */
export interface Range {
  readonly low: number;
  readonly isLowOpen: boolean;
  readonly high: number;
  readonly isHighOpen: boolean;
}

/** Integer formats that bound their numbers. */
const FORMATS: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
  uint64: [0, Number.MAX_VALUE],
  'double-int': [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** Number formats that allow integers only. */
export function isIntegerFormat(name: unknown): boolean {
  return name === 'int64' || Object.hasOwn(FORMATS, String(name));
}

/** Bounds of a format, or none. */
export function formatRange(name: unknown): readonly [number, number] {
  return (Object.hasOwn(FORMATS, String(name)) ? FORMATS[String(name)] : undefined) ?? [-Infinity, Infinity];
}

/** The interval that a conjunction leaves. Where only integers are left, both ends are integers and belong to it. */
export function rangeOf(whole: Conjunction): Range {
  const bounds = valuesOf(whole, 'format').map(({ value }) => formatRange(value));
  const low = Math.max(greatest(whole, 'minimum') ?? -Infinity, ...bounds.map(([least]) => least));
  const high = Math.min(least(whole, 'maximum') ?? Infinity, ...bounds.map(([, most]) => most));
  const above = greatest(whole, 'exclusiveMinimum') ?? -Infinity;
  const below = least(whole, 'exclusiveMaximum') ?? Infinity;
  const range = {
    low: Math.max(low, above),
    isLowOpen: above >= low && above > -Infinity,
    high: Math.min(high, below),
    isHighOpen: below <= high && below < Infinity,
  };
  return hasIntegersOnly(whole) ? toIntegers(range) : range;
}

/** Whether every number that fits is an integer. */
export function hasIntegersOnly(whole: Conjunction): boolean {
  if ((whole.types & NUMBER) === TYPE.integer) return true;
  return valuesOf(whole, 'format').some(({ value }) => isIntegerFormat(value));
}

function toIntegers({ low, isLowOpen, high, isHighOpen }: Range): Range {
  return {
    low: isLowOpen && Number.isInteger(low) ? low + 1 : Math.ceil(low),
    isLowOpen: false,
    high: isHighOpen && Number.isInteger(high) ? high - 1 : Math.floor(high),
    isHighOpen: false,
  };
}
