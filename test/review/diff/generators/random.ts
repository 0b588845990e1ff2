/** Chance that can be had again. */

/** A stream of chance from one seed. */
export interface Random {
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  /** One entry; undefined of an empty list. */
  pick<T>(list: readonly T[]): T | undefined;
  /** All entries in another order. */
  shuffle<T>(list: readonly T[]): T[];
}

/** Mulberry32: https://github.com/cprosche/mulberry32 */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    pick: (list) => (list.length === 0 ? undefined : list[below(list.length)]),
    shuffle(list) {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
  };
}
