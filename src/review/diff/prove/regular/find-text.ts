/** The shortest text that matches some patterns and not another. */
import type { Automaton } from './automaton.ts';

/** What a text must be. */
export interface TextGoal {
  readonly all: readonly Automaton[];
  /** The text must not be in this language. */
  readonly not?: Automaton;
  /** In code points. */
  readonly least: number;
  readonly most: number;
}

/** Work that is done before giving up. */
const MAX_VISITS = 30_000;

/**
 * Searches breadth first.
 * @returns null where there is no such text; undefined where that was not found out
 * @throws UnsupportedPattern where an automaton grows too large
 */
export function findText({ all, not, least, most }: TextGoal): string | null | undefined {
  const automata = not === undefined ? all : [...all, not];
  const codes = toCodes(automata);
  // Beyond this length nothing changes any more.
  const horizon = most === Infinity ? least : most;
  const start: Visit = { states: automata.map((automaton) => automaton.start), length: 0 };
  const queue: Visit[] = [start];
  const seen = new Set([toKey(start, horizon)]);
  for (let index = 0; index < queue.length; index++) {
    const visit = queue[index]!;
    if (isGoal(visit, automata, not !== undefined, least)) return toText(visit);
    if (visit.length >= most) continue;
    for (const code of codes) {
      const states = automata.map((automaton, at) => automaton.step(visit.states[at]!, code));
      const next: Visit = { states, length: visit.length + 1, code, previous: visit };
      const key = toKey(next, horizon);
      if (seen.has(key)) continue;
      if (seen.size >= MAX_VISITS) return undefined;
      seen.add(key);
      queue.push(next);
    }
  }
  return null;
}

interface Visit {
  readonly states: readonly number[];
  readonly length: number;
  readonly code?: number;
  readonly previous?: Visit;
}

function isGoal({ states, length }: Visit, automata: readonly Automaton[], hasNot: boolean, least: number): boolean {
  if (length < least) return false;
  return automata.every((automaton, at) => automaton.accepts(states[at]!) !== (hasNot && at === automata.length - 1));
}

function toKey({ states, length }: Visit, horizon: number): string {
  return `${states.join(' ')} ${Math.min(length, horizon)}`;
}

function toText(visit: Visit): string {
  const codes: number[] = [];
  for (let at: Visit | undefined = visit; at?.code !== undefined; at = at.previous) codes.push(at.code);
  return String.fromCodePoint(...codes.reverse());
}

/** Characters that are easy to read come first. */
const PLEASANT = [...'a0Ab1B-_. zZ9'].map((char) => char.codePointAt(0)!);

/** One character of each kind that the automata tell apart. */
function toCodes(automata: readonly Automaton[]): number[] {
  const borders = [0, ...new Set(automata.flatMap((automaton) => automaton.borders))].sort((a, b) => a - b);
  const kinds = new Map<number, number>();
  const kindOf = (code: number): number => borders.findLastIndex((border) => border <= code);
  for (const code of [...PLEASANT, ...borders]) {
    if (code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) continue;
    const kind = kindOf(code);
    if (!kinds.has(kind)) kinds.set(kind, code);
  }
  return [...kinds.values()];
}
