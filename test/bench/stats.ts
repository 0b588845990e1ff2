/** The few statistics that the benchmark reports. */

/** The smallest and the middle value of several rounds. */
export interface Spread {
  readonly min: number;
  readonly median: number;
}

/** The value below which `percent` of the values lie; `sorted` is ascending. 0 for no values. */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

/** Minimum and median of at least one value. */
export function toSpread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { min: sorted[0]!, median };
}
