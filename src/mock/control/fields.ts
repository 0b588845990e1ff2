/** Reads the members of a JSON body or a query strictly: what is unknown or of another type is told, never ignored. */
import { didYouMean } from '../../contract/nearest.ts';
import { refuseInput } from './refusal.ts';

/** Members of one input. Each reader gives undefined for an absent member and throws ControlRefusal for a wrong one. */
export interface Fields {
  has(name: string): boolean;
  value(name: string): unknown;
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  /** A whole number between two, both included. */
  whole(name: string, low: number, high: number): number | undefined;
  /** One of some words. */
  word<Word extends string>(name: string, words: readonly Word[]): Word | undefined;
  /** ISO 8601 with a zone, as milliseconds since 1970. */
  time(name: string): number | undefined;
}

/**
 * @param operation named in messages
 * @param known names of all members
 * @throws ControlRefusal 400
 */
export function readFields(operation: string, value: unknown, known: readonly string[]): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    refuseInput(`${operation} takes a JSON object${known.length > 0 ? ` with ${known.join(', ')}` : ''}`);
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(members)) {
    if (known.includes(name)) continue;
    const listed = known.length > 0 ? `it knows ${known.join(', ')}` : 'it takes none';
    refuseInput(`${operation} has no "${name}"; ${listed}.${didYouMean(name, known)}`);
  }
  const wrong = (name: string, wanted: string) => refuseInput(`The ${name} of ${operation} must be ${wanted}`);
  return {
    has: (name) => members[name] !== undefined,
    value: (name) => members[name],
    text(name) {
      const member = members[name];
      return member === undefined || (typeof member === 'string' && member !== '') ? member : wrong(name, 'a text');
    },
    flag(name) {
      const member = members[name];
      return member === undefined || typeof member === 'boolean' ? member : wrong(name, 'true or false');
    },
    whole(name, low, high) {
      const member = members[name];
      if (member === undefined) return undefined;
      const isWhole = Number.isSafeInteger(member) && (member as number) >= low && (member as number) <= high;
      return isWhole ? (member as number) : wrong(name, `a whole number from ${low} to ${high}`);
    },
    word(name, words) {
      const member = members[name];
      const found = words.find((word) => word === member);
      return member === undefined || found !== undefined ? found : wrong(name, words.join(' or '));
    },
    time(name) {
      const member = members[name];
      if (member === undefined) return undefined;
      const time = typeof member === 'string' && INSTANT.test(member) ? Date.parse(member) : Number.NaN;
      return Number.isNaN(time) ? wrong(name, 'a time such as 2026-01-31T12:00:00Z') : time;
    },
  };
}

/** RFC 3339; years that dates can hold. */
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** A query as members: whole numbers as such where they are asked for. @throws ControlRefusal 400 for a repeated name */
export function toQueryMembers(operation: string, query: string, numbers: readonly string[]): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (Object.hasOwn(members, name)) refuseInput(`The ${name} of ${operation} is given twice`);
    Object.defineProperty(members, name, {
      value: numbers.includes(name) && /^\d+$/.test(value) ? Number(value) : value,
      enumerable: true,
    });
  }
  return members;
}
