/** Which texts the patterns and lengths of schemas leave. */
import { toRegExp } from '../../../../contract/schema-patterns.ts';
import { type Conjunction, valuesOf } from '../conjunction.ts';
import { greatest, least } from '../members.ts';
import { type Automaton, createAutomaton } from './automaton.ts';
import { findText } from './find-text.ts';

/** A text must match the pattern, or have a length from `low` to `high`. */
export type TextRule = string | { readonly low: number; readonly high: number };

const automata = new Map<string, Automaton | undefined>();

/** Whether every text that the patterns and lengths of a conjunction leave obeys a rule. */
export function includesLanguage(whole: Conjunction, rule: TextRule): boolean {
  const patterns = patternsOf(whole);
  if (typeof rule === 'string' ? patterns.includes(rule) : patterns.length === 0) return typeof rule === 'string';
  const sources = typeof rule === 'string' ? [...patterns, rule] : patterns;
  // Without Unicode rules a character beyond the first plane counts as two.
  if (!sources.every(isUnicode)) return false;
  return findOutside(whole, rule) === null;
}

/**
 * A text that patterns and lengths leave and that breaks a rule.
 * @returns null where there is none; undefined where that was not found out
 */
export function findOutside(whole: Conjunction, rule: TextRule): string | null | undefined {
  const bounds = { least: greatest(whole, 'minLength') ?? 0, most: least(whole, 'maxLength') ?? Infinity };
  if (typeof rule === 'string') return search(patternsOf(whole), bounds, rule);
  const short = { least: bounds.least, most: Math.min(bounds.most, rule.low - 1) };
  const long = { least: Math.max(bounds.least, rule.high + 1), most: bounds.most };
  const found = [short, long].map((limits) =>
    limits.least > limits.most || limits.least === Infinity ? null : search(patternsOf(whole), limits),
  );
  return found.find((text) => typeof text === 'string') ?? (found.includes(undefined) ? undefined : null);
}

/** A short text that patterns and lengths leave; null and undefined as for {@link findOutside}. */
export function findInside(whole: Conjunction): string | null | undefined {
  const most = least(whole, 'maxLength') ?? Infinity;
  return search(patternsOf(whole), { least: greatest(whole, 'minLength') ?? 0, most });
}

/** A short text that matches a pattern; undefined where none was found. */
export function findMatch(pattern: string): string | undefined {
  const found = search([pattern], { least: 0, most: Infinity });
  return typeof found === 'string' ? found : undefined;
}

function patternsOf(whole: Conjunction): string[] {
  return [...new Set(valuesOf(whole, 'pattern').map(({ value }) => String(value)))];
}

function search(
  patterns: readonly string[],
  bounds: { readonly least: number; readonly most: number },
  not?: string,
): string | null | undefined {
  // A text of that length is no witness that anybody wants to read.
  if (bounds.least > 3000) return undefined;
  const all = patterns.map(toAutomaton);
  const excluded = not === undefined ? undefined : toAutomaton(not);
  if (all.includes(undefined) || (not !== undefined && excluded === undefined)) return undefined;
  try {
    return findText({ all: all as Automaton[], ...bounds, ...(excluded && { not: excluded }) });
  } catch {
    return undefined;
  }
}

function toAutomaton(pattern: string): Automaton | undefined {
  if (!automata.has(pattern)) automata.set(pattern, build(pattern));
  return automata.get(pattern);
}

function build(pattern: string): Automaton | undefined {
  try {
    const { source, flags } = toRegExp(pattern);
    return flags.includes('i') ? undefined : createAutomaton(source);
  } catch {
    return undefined;
  }
}

function isUnicode(pattern: string): boolean {
  try {
    return toRegExp(pattern).flags.includes('u');
  } catch {
    return false;
  }
}
