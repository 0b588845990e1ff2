/** How long an answer waits: fixed, within a range, or by percentiles. Milliseconds. */

/**
 * A number; a range, all of it equally likely; or percentiles, e.g. `{ p50: 20, p99: 800 }`: half of the answers wait 20 ms
 * or less, 1 in 100 waits 800 ms. Between two percentiles it grows evenly; above the highest it stays.
 */
export type Latency =
  | number
  | { readonly min: number; readonly max: number }
  | { readonly [percentile: `p${number}`]: number };

/** Longest latency, 10 minutes: past it every client has given up. */
export const MAX_LATENCY = 600_000;

/** One latency. @param random in [0, 1) */
export function drawLatency(latency: Latency, random: () => number): number {
  if (typeof latency === 'number') return latency;
  if ('min' in latency) return Math.round(latency.min + random() * (latency.max - latency.min));
  return drawPercentile(latency, random() * 100);
}

function drawPercentile(latency: Readonly<Record<string, number>>, place: number): number {
  const points = Object.entries(latency)
    .map(([name, value]) => ({ at: Number(name.slice(1)), value }))
    .sort((a, b) => a.at - b.at);
  let before = { at: 0, value: 0 };
  for (const point of points) {
    if (place < point.at) {
      const share = (place - before.at) / (point.at - before.at);
      return Math.round(before.value + share * (point.value - before.value));
    }
    before = point;
  }
  return before.value;
}

/** What is wrong with a latency, as the end of a sentence; undefined when it can be used. */
export function checkLatency(value: unknown): string | undefined {
  if (typeof value === 'number') return isTime(value) ? undefined : RANGE;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return FORMS;
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 0) return FORMS;
  if (!entries.every(([, time]) => isTime(time))) return RANGE;
  const names = entries.map(([name]) => name).sort();
  if (names.join() === 'max,min') {
    const { min, max } = value as { min: number; max: number };
    return min <= max ? undefined : 'has a min above its max';
  }
  if (!names.every((name) => /^p\d{1,2}(\.\d{1,3})?$|^p100$/.test(name))) return FORMS;
  const points = entries.map(([name, time]) => [Number(name.slice(1)), time as number] as const);
  points.sort(([a], [b]) => a - b);
  const falls = points.some(([, time], index) => index > 0 && time < points[index - 1]![1]);
  return falls ? 'falls from a lower percentile to a higher one' : undefined;
}

const RANGE = `holds a time that is not between 0 and ${MAX_LATENCY} ms`;
const FORMS =
  'is neither a number of milliseconds, nor {"min", "max"}, nor percentiles such as {"p50": 20, "p99": 800}';

function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= MAX_LATENCY;
}
