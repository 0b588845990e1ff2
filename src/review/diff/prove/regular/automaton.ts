/** Automata that say whether a text matches a pattern anywhere in it, made deterministic step by step. */
import { type Interval, parsePattern, type Tree, UnsupportedPattern } from './parse-pattern.ts';

/** A deterministic automaton; states are numbers, made when they are first reached. */
export interface Automaton {
  readonly start: number;
  /** The state after one more character. */
  step(state: number, code: number): number;
  /** Whether a text that ends here belongs to the language. */
  accepts(state: number): boolean;
  /** Where characters begin to be treated otherwise. */
  readonly borders: readonly number[];
}

interface State {
  /** Moves with a character. */
  readonly moves: { readonly intervals: readonly Interval[]; readonly to: number }[];
  /** Moves without one, at the start or the end of the text only where it says so. */
  readonly jumps: { readonly to: number; readonly only?: 'start' | 'end' }[];
}

/** More than this is given up. */
const MAX_STATES = 4000;
const EVERYTHING: readonly Interval[] = [[0, 0x10_ff_ff]];

/** Builds the automaton of a pattern. @throws UnsupportedPattern */
export function createAutomaton(source: string): Automaton {
  const states: State[] = [];
  const addState = (): number => {
    if (states.length >= MAX_STATES) throw new UnsupportedPattern();
    return states.push({ moves: [], jumps: [] }) - 1;
  };
  /** Adds a tree between a state and a new one. */
  const addTree = (tree: Tree, from: number): number => {
    if (tree.kind === 'sequence') return tree.items.reduce((at, item) => addTree(item, at), from);
    const to = addState();
    if (tree.kind === 'chars') states[from]!.moves.push({ intervals: tree.intervals, to });
    else if (tree.kind === 'choice') {
      for (const item of tree.items) states[addTree(item, jumpFrom(from))]!.jumps.push({ to });
    } else if (tree.kind === 'repeat') addRepeat(tree, from, to);
    else states[from]!.jumps.push({ to, only: tree.kind });
    return to;
  };
  const jumpFrom = (from: number): number => {
    const to = addState();
    states[from]!.jumps.push({ to });
    return to;
  };
  const addRepeat = ({ item, least, most }: Tree & { kind: 'repeat' }, from: number, to: number): void => {
    let at = from;
    for (let count = 0; count < least; count++) at = addTree(item, jumpFrom(at));
    if (most === Infinity) {
      const loop = jumpFrom(at);
      states[addTree(item, loop)]!.jumps.push({ to: loop });
      states[loop]!.jumps.push({ to });
      return;
    }
    for (let count = least; count < most; count++) {
      states[at]!.jumps.push({ to });
      at = addTree(item, jumpFrom(at));
    }
    states[at]!.jumps.push({ to });
  };
  const before = addState();
  states[before]!.moves.push({ intervals: EVERYTHING, to: before });
  const after = addTree(parsePattern(source), jumpFrom(before));
  states[after]!.moves.push({ intervals: EVERYTHING, to: after });
  return determine(states, before, after);
}

function determine(states: readonly State[], start: number, goal: number): Automaton {
  const sets: { readonly members: readonly number[]; isAccepting?: boolean }[] = [];
  const numbers = new Map<string, number>();
  const known = new Map<string, number>();
  const toNumber = (members: readonly number[]): number => {
    const key = members.join(' ');
    const found = numbers.get(key);
    if (found !== undefined) return found;
    if (sets.length >= MAX_STATES) throw new UnsupportedPattern();
    numbers.set(key, sets.push({ members }) - 1);
    return sets.length - 1;
  };
  const close = (members: Iterable<number>, place: 'start' | 'middle' | 'end' | 'both'): number[] => {
    const found = new Set(members);
    for (const member of found) {
      for (const { to, only } of states[member]!.jumps) {
        if (only === undefined || only === place || place === 'both') found.add(to);
      }
    }
    return [...found].sort((a, b) => a - b);
  };
  const first = toNumber(close([start], 'start'));
  return {
    start: first,
    step(state, code) {
      const key = `${state} ${code}`;
      const next = known.get(key);
      if (next !== undefined) return next;
      const reached = sets[state]!.members.flatMap((member) =>
        states[member]!.moves.flatMap(({ intervals, to }) => (isIn(code, intervals) ? [to] : [])),
      );
      const number = toNumber(close(new Set(reached), 'middle'));
      known.set(key, number);
      return number;
    },
    accepts(state) {
      const set = sets[state]!;
      // The empty text is at its start and at its end.
      set.isAccepting ??= close(set.members, state === first ? 'both' : 'end').includes(goal);
      return set.isAccepting;
    },
    borders: [
      ...new Set(
        states.flatMap(({ moves }) =>
          moves.flatMap(({ intervals }) => intervals.flatMap(([from, to]) => [from, to + 1])),
        ),
      ),
    ],
  };
}

function isIn(code: number, intervals: readonly Interval[]): boolean {
  return intervals.some(([from, to]) => code >= from && code <= to);
}
