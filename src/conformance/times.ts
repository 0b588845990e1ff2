/** The times that a server keeps of a resource: when it was created, when it was changed. */
import type { Resource } from '../contract/behaviour.ts';
import { getAt, toPointer } from '../contract/pointer.ts';
import { isObject } from '../contract/value.ts';

/** Pointers in a resource; absent where it has no such property. */
export interface Times {
  readonly created?: string;
  readonly updated?: string;
}

const CREATED = /^(created|inserted)(_?(at|on|time|date))?$/i;
const UPDATED = /^(last_?)?(updated|modified|changed)(_?(at|on|time|date))?$/i;

/** From the declared rules; of an inferred resource from the usual names in what is shown. */
export function findTimes(resource: Resource, shown: unknown): Times {
  const onUpdate = now(resource, 'update');
  const onCreate = now(resource, 'create').filter((pointer) => !onUpdate.includes(pointer));
  const named = (pattern: RegExp): string[] =>
    resource.schema === '' && isObject(shown)
      ? Object.keys(shown)
          .filter((name) => pattern.test(name))
          .map((name) => toPointer([name]))
      : [];
  const created = [...onCreate, ...named(CREATED)][0];
  const updated = [...onUpdate, ...named(UPDATED)][0];
  return { ...(created !== undefined && { created }), ...(updated !== undefined && { updated }) };
}

function now({ set }: Resource, role: 'create' | 'update'): string[] {
  return Object.entries(set[role] ?? {}).flatMap(([pointer, value]) => (value === '$now' ? [pointer] : []));
}

/** Milliseconds since 1970 of a time with its zone, or of a number that can be nothing else; undefined for the rest. */
export function toTime(shown: unknown, pointer: string | undefined): number | undefined {
  const value = pointer === undefined ? undefined : getAt(shown, pointer);
  if (typeof value === 'number') return value > 1e12 ? value : value > 1e9 ? value * 1000 : undefined;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[T ].*(Z|[+-]\d\d:?\d\d)$/i.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

/** Milliseconds after which every clock that counts seconds has moved. */
export const TICK = 1100;
