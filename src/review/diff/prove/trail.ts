/** The way from a whole value down to the part that is compared. */
import { toPointer } from '../../../contract/pointer.ts';
import type { Conjunction } from './conjunction.ts';
import { knowsMember, requiredOf } from './members.ts';
import { nameNumber } from './sample.ts';

/** One step down; what is above it is known by both schemas. */
export interface Trail {
  readonly above?: Trail;
  readonly writer: Conjunction;
  readonly reader: Conjunction;
  /** Name of a member, index of an item, or any member that nobody names. */
  readonly step: string | number | typeof OTHER;
}

/** Any member that is not named. */
export const OTHER: unique symbol = Symbol('other');

/** Tokens of a place as it is shown: `*` for every item and for members that nobody names. */
export function toShownPath(trail: Trail | undefined): string[] {
  if (trail === undefined) return [];
  return [...toShownPath(trail.above), typeof trail.step === 'string' ? trail.step : '*'];
}

/** JSON pointer of the place in a sample. */
export function toSamplePointer(trail: Trail | undefined): string {
  if (trail === undefined) return '';
  return toSamplePointer(trail.above) + toPointer([tokenOf(trail)]);
}

/** Name or index at a step. */
export function tokenOf({ step, writer, reader }: Trail): string | number {
  if (step !== OTHER) return step;
  // A member that must be there and that nobody describes is as good as any, and there may be no room for others.
  const needed = [...requiredOf(writer)].find((name) => !knowsMember(writer, name) && !knowsMember(reader, name));
  return needed ?? nameNumber(writer, 0);
}
