/** Values of another type than a schema wants: another scalar, null, a container, and what a kind reader converts. */
import type { Json } from '../../contract/types.ts';
import type { Breaker } from './breakers.ts';

type Make = (value: Json) => readonly Json[];

const WRONG: Readonly<Record<string, Make>> = {
  string: () => [12345, true, ['hookspec'], { hookspec: true }],
  integer: () => ['many', 1.5, true],
  number: () => ['many', true],
  boolean: () => ['perhaps', 7, ['hookspec']],
  // One item where a list of them belongs: what clients send that forget the brackets.
  array: (value) => [...(Array.isArray(value) ? (value as Json[]).slice(0, 1) : []), 'hookspec', 7, { hookspec: true }],
  object: () => ['hookspec', 7, ['hookspec']],
  null: () => ['hookspec', 7],
};

const CONTAINERS: Readonly<Record<string, Make>> = {
  string: (value) => [[value], { value }],
  integer: (value) => [[value]],
  number: (value) => [[value]],
  boolean: (value) => [[value]],
  array: () => [{ hookspec: true }],
  object: (value) => [[value]],
};

/** Text that reads like the value. */
const CONVERTIBLE: Readonly<Record<string, Make>> = {
  integer: (value) => [String(value)],
  number: (value) => [String(value)],
  boolean: (value) => [String(value)],
};

/** Ways to break `type`. */
export const typeBreakers: readonly Breaker[] = [
  toBreaker('', WRONG),
  toBreaker('null', undefined, () => [null]),
  toBreaker('container', CONTAINERS),
  toBreaker('text', CONVERTIBLE),
  toBreaker('number', { boolean: (value) => [value === true ? 1 : 0] }),
  toBreaker('fraction', { integer: (value) => [Number(value) + 0.5] }),
];

/** Name of a value's JSON type; whole numbers are integers. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function toBreaker(kind: string, table: Readonly<Record<string, Make>> | undefined, all?: Make): Breaker {
  return {
    keyword: 'type',
    kind,
    make: ({ type }, value) => {
      const types = [type].flat().map(String);
      const made = all ? all(value) : types.flatMap((name) => table?.[name]?.(value) ?? []);
      return made.filter(
        (entry) => !types.includes(typeOf(entry)) && !(types.includes('number') && typeof entry === 'number'),
      );
    },
  };
}
