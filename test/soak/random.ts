/** A seeded source of choices: the same seed and number give the same case on every machine. */

/** Choices of one case. */
export interface Random {
  /** 0 ≤ n < 1. */
  next(): number;
  /** Whole number, both ends included. */
  int(least: number, most: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One character for each byte. */
  bytes(count: number): string;
}

/** @param index number of the case within the run */
export function createRandom(seed: number, index: number): Random {
  // Two rounds of mixing: neighbouring cases would otherwise begin alike.
  let state = mix(mix(seed >>> 0) ^ mix((index + 0x9e3779b9) >>> 0));
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state) / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)]!,
    bytes: (count) => Array.from({ length: count }, () => String.fromCharCode(int(0, 255))).join(''),
  };
}

/** Spreads 32 bits (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
