/** A short name for a text that does not show it: for keys in logs and for seeds. Not for anything secret. */

/**
 * 64 bits in 16 hex digits, the same on every machine and run.
 * Two lanes of multiply-and-xor with a final mix; plain arithmetic, because the mock runs in browsers too.
 */
export function toDigest(text: string): string {
  const [high, low] = toLanes(text);
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** 32 bits of {@link toDigest}, as the seed of a sequence. */
export function toSeed(text: string): number {
  return toLanes(text)[0];
}

function toLanes(text: string): readonly [number, number] {
  let high = 0x9e3779b9 ^ text.length;
  let low = 0x85ebca6b;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code ^ (high >>> 15), 0x5bd1e995);
  }
  return [mix(high ^ (low >>> 13)), mix(low ^ (high >>> 16))];
}

function mix(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
