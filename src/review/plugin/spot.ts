/** A value of a document together with its place, and how to go from one to the next through every `$ref`. */
import type { Location, UserContext } from '@redocly/openapi-core';
import { isObject } from '../../contract/value.ts';
import type { JsonObject } from '../../contract/types.ts';

/** A value and where it is written. */
export interface Spot<T = unknown> {
  readonly value: T;
  readonly at: Location;
}

/** An object and where it is written. */
export type ObjectSpot = Spot<JsonObject>;

/** How a document is read: Redocly has resolved its references before any rule runs. */
export interface Reader {
  /** What a spot stands for: the target where it is a `$ref`; undefined where that leads nowhere. */
  follow(spot: Spot): Spot | undefined;
  /** What was asked before about schemas: the parts that hold for sure, all parts, the properties. */
  readonly kept: {
    readonly sure: WeakMap<object, readonly ObjectSpot[]>;
    readonly every: WeakMap<object, readonly ObjectSpot[]>;
    readonly properties: WeakMap<object, ReadonlyMap<string, Property>>;
  };
}

/** A property of an object schema. */
export interface Property {
  readonly name: string;
  readonly schema: ObjectSpot;
  /** Whether every valid value has it. */
  readonly required: boolean;
}

/** Makes the reader of a document from the context of any of its visitors. */
export function createReader(context: Pick<UserContext, 'resolve'>): Reader {
  return {
    kept: { sure: new WeakMap(), every: new WeakMap(), properties: new WeakMap() },
    follow(spot) {
      if (!isRef(spot.value)) return spot;
      // A reference is relative to the file it stands in, which need not be the one being visited.
      const { node, location } = context.resolve(spot.value, spot.at.source.absoluteRef);
      return node === undefined || location === undefined ? undefined : { value: node, at: location };
    },
  };
}

/** Whether a value is a reference object. */
export function isRef(value: unknown): value is { $ref: string } {
  return isObject(value) && typeof value['$ref'] === 'string';
}

/** The member of an object, as it is written: perhaps a `$ref`. */
export function memberOf(spot: Spot | undefined, key: string): Spot | undefined {
  if (!spot || !isObject(spot.value) || !Object.hasOwn(spot.value, key)) return undefined;
  return { value: spot.value[key], at: spot.at.child([key]) };
}

/** What lies at a path below a spot, each step through `$ref`. */
export function find(reader: Reader, spot: Spot | undefined, ...keys: readonly string[]): Spot | undefined {
  let here = spot && reader.follow(spot);
  for (const key of keys) {
    const next = memberOf(here, key);
    here = next && reader.follow(next);
  }
  return here;
}

/** As {@link find}, where an object is there. */
export function findObject(reader: Reader, spot: Spot | undefined, ...keys: readonly string[]): ObjectSpot | undefined {
  const found = find(reader, spot, ...keys);
  return found && isObject(found.value) ? (found as ObjectSpot) : undefined;
}

/** Members of an object that are objects themselves, through `$ref`; `x-` members are left out. */
export function objectMembers(reader: Reader, spot: Spot | undefined): (readonly [name: string, member: ObjectSpot])[] {
  const holder = spot && reader.follow(spot);
  if (!holder || !isObject(holder.value)) return [];
  return Object.keys(holder.value).flatMap((name) => {
    const member = name.startsWith('x-') ? undefined : findObject(reader, holder, name);
    return member ? [[name, member] as const] : [];
  });
}

/** Objects in an array, through `$ref`. */
export function objectItems(reader: Pick<Reader, 'follow'>, spot: Spot | undefined): ObjectSpot[] {
  if (!spot || !Array.isArray(spot.value)) return [];
  return spot.value.flatMap((value: unknown, index) => {
    const item = reader.follow({ value, at: spot.at.child([index]) });
    return item && isObject(item.value) ? [item as ObjectSpot] : [];
  });
}
