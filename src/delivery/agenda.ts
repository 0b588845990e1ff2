/** What is to be done when the clock shows a certain time: the attempts that are still to come. */
import { createHeap } from './heap.ts';

/** Timers of the machine. */
export interface Timers {
  /** Runs something after so many milliseconds of the machine. @returns takes it back */
  after(milliseconds: number, run: () => void): () => void;
}

/** Parts of an agenda. */
export interface AgendaOptions {
  /** The clock that times belong to, in milliseconds since 1970. It may be moved; then call {@link Agenda.look}. */
  readonly now: () => number;
  /** Without them nothing happens by itself, only in {@link Agenda.travel}. */
  readonly timers?: Timers | undefined;
  /** How many times faster than the machine's the clock goes, asked for at each look; 0 while it stands. Default 1. */
  readonly speed?: (() => number) | undefined;
  /** Most entries under way at once. Default 64. */
  readonly limit?: number | undefined;
}

/** A list of things to do, each at its time. Its functions need no `this`. */
export interface Agenda {
  /** Adds something to do at a time, milliseconds since 1970, at once if it has passed. @returns takes it back */
  readonly at: (time: number, run: () => Promise<unknown>) => () => void;
  /** Looks at the clock again: it was moved, stopped, or set going. */
  readonly look: () => void;
  /**
   * Moves the clock to a time by way of every entry that lies before it: the clock is set to the time of each, and what it
   * starts is over, before the next one is done.
   * @param set moves the clock
   */
  readonly travel: (until: number, set: (time: number) => void) => Promise<void>;
  /** Resolves when nothing is under way and nothing is due. */
  readonly idle: () => Promise<void>;
  /** How many are still to be done. */
  readonly size: () => number;
  readonly clear: () => void;
}

interface Entry {
  readonly time: number;
  readonly order: number;
  run: (() => Promise<unknown>) | undefined;
}

/** Longest wait of a timer: more overflows its 32 bits, and a clock that was moved unnoticed is looked at again. */
const LONGEST = 2 ** 31 - 1;

/** Creates an empty agenda. */
export function createAgenda({ now, timers, speed = () => 1, limit = 64 }: AgendaOptions): Agenda {
  const entries = createHeap<Entry>((a, b) => a.time < b.time || (a.time === b.time && a.order < b.order));
  const waiting = new Set<() => void>();
  let alive = 0;
  let order = 0;
  let running = 0;
  let travelling = false;
  let disarm: (() => void) | undefined;

  /** The first entry that was not taken back. */
  function first(): Entry | undefined {
    while (entries.peek() && !entries.peek()!.run) entries.pop();
    return entries.peek();
  }

  function start(entry: Entry): void {
    const { run } = entry;
    entry.run = undefined;
    alive -= 1;
    running += 1;
    void run!().finally(() => {
      running -= 1;
      look();
    });
  }

  function startDue(): void {
    for (let next = first(); next && next.time <= now() && running < limit; next = first()) {
      entries.pop();
      start(next);
    }
  }

  function look(): void {
    if (!travelling) {
      if (timers) startDue();
      arm();
    }
    if (running > 0) return;
    for (const wake of waiting) wake();
    waiting.clear();
  }

  function arm(): void {
    disarm?.();
    disarm = undefined;
    const next = first();
    const pace = speed();
    // A full house looks again when somebody leaves, and a clock that stands when it is moved.
    if (!timers || !next || pace === 0 || running >= limit) return;
    disarm = timers.after(Math.min(LONGEST, Math.max(0, Math.ceil((next.time - now()) / pace))), look);
  }

  const settle = () => (running === 0 ? Promise.resolve() : new Promise<void>((done) => waiting.add(done)));

  return {
    at(time, run) {
      const entry: Entry = { time, order: order++, run };
      entries.push(entry);
      alive += 1;
      if (first() === entry) look();
      return () => {
        if (!entry.run) return;
        entry.run = undefined;
        alive -= 1;
      };
    },
    look,
    async travel(until, set) {
      travelling = true;
      try {
        await settle();
        for (let next = first(); next && next.time <= until; next = first()) {
          if (next.time > now()) set(next.time);
          startDue();
          await settle();
        }
        set(until);
      } finally {
        travelling = false;
        look();
      }
    },
    async idle() {
      for (;;) {
        await settle();
        const next = first();
        if (!next || next.time > now() || !timers) return;
        look();
      }
    },
    size: () => alive,
    clear() {
      entries.clear();
      alive = 0;
      look();
    },
  };
}
