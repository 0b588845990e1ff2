/**
 * SHA-1 and SHA-2 (FIPS 180-4) in plain arithmetic, for platforms whose own hashes answer later or not at all. One block
 * loop serves every member of SHA-2, at the price of speed: a kilobyte takes some milliseconds.
 */

/** A hash that signatures are made with. */
export type HashName = 'sha1' | 'sha256' | 'sha512';

/** Bytes that a hash reads at once; HMAC pads its key to them. */
export const BLOCK_BYTES: Readonly<Record<HashName, number>> = { sha1: 64, sha256: 64, sha512: 128 };

/** The digest of some bytes. */
export function toSha(name: HashName, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = pad(bytes, BLOCK_BYTES[name]);
  if (name === 'sha1') return toSha1(padded);
  return toSha2(padded, name === 'sha256' ? SHA256 : SHA512);
}

interface Variant {
  /** Bits of a word. */
  readonly word: number;
  readonly rounds: number;
  /** Rotations of the two sums over the state, and of the two over the schedule, each of which ends with a shift. */
  readonly sums: readonly (readonly [number, number, number])[];
}

const SHA256: Variant = {
  word: 32,
  rounds: 64,
  sums: [
    [2, 13, 22],
    [6, 11, 25],
    [7, 18, 3],
    [17, 19, 10],
  ],
};
const SHA512: Variant = {
  word: 64,
  rounds: 80,
  sums: [
    [28, 34, 39],
    [14, 18, 41],
    [1, 8, 7],
    [19, 61, 6],
  ],
};

function toSha2(padded: DataView, { word, rounds, sums }: Variant): Uint8Array<ArrayBuffer> {
  const { roots, cubeRoots } = toConstants();
  const cut = (value: bigint) => BigInt.asUintN(word, value);
  const shrink = (value: bigint) => value >> BigInt(64 - word);
  const turn = (value: bigint, by: number) => (value >> BigInt(by)) | cut(value << BigInt(word - by));
  const sum = (value: bigint, [a, b, c]: readonly [number, number, number]) =>
    turn(value, a) ^ turn(value, b) ^ turn(value, c);
  const mix = (value: bigint, [a, b, shift]: readonly [number, number, number]) =>
    turn(value, a) ^ turn(value, b) ^ (value >> BigInt(shift));
  const keys = cubeRoots.map(shrink);
  let state = roots.map(shrink);
  const size = word / 8;
  for (let start = 0; start < padded.byteLength; start += 16 * size) {
    const schedule = Array.from({ length: 16 }, (_, index) => readWord(padded, start + index * size, size));
    for (let at = 16; at < rounds; at++) {
      const [near, far] = [mix(schedule[at - 2]!, sums[3]!), mix(schedule[at - 15]!, sums[2]!)];
      schedule.push(cut(near + schedule[at - 7]! + far + schedule[at - 16]!));
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let at = 0; at < rounds; at++) {
      const first = h + sum(e, sums[1]!) + ((e & f) ^ (cut(~e) & g)) + keys[at]! + schedule[at]!;
      const second = sum(a, sums[0]!) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [cut(first + second), a, b, c, cut(d + first), e, f, g];
    }
    state = [a, b, c, d, e, f, g, h].map((value, index) => cut(value + state[index]!));
  }
  const digest = new DataView(new ArrayBuffer(state.length * size));
  for (const [index, value] of state.entries()) {
    if (size === 8) digest.setBigUint64(index * 8, value);
    else digest.setUint32(index * 4, Number(value));
  }
  return new Uint8Array(digest.buffer);
}

function readWord(view: DataView, at: number, size: number): bigint {
  return size === 8 ? view.getBigUint64(at) : BigInt(view.getUint32(at));
}

function toSha1(padded: DataView): Uint8Array<ArrayBuffer> {
  const turn = (value: number, by: number) => (value << by) | (value >>> (32 - by));
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let start = 0; start < padded.byteLength; start += 64) {
    const schedule = Array.from({ length: 16 }, (_, index) => padded.getInt32(start + index * 4));
    for (let at = 16; at < 80; at++) {
      schedule.push(turn(schedule[at - 3]! ^ schedule[at - 8]! ^ schedule[at - 14]! ^ schedule[at - 16]!, 1));
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let at = 0; at < 80; at++) {
      const [choice, key] =
        at < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : at < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : at < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      [a, b, c, d, e] = [(turn(a, 5) + choice + e + key + schedule[at]!) | 0, a, turn(b, 30), c, d];
    }
    state = [a, b, c, d, e].map((value, index) => (value + state[index]!) | 0);
  }
  const digest = new DataView(new ArrayBuffer(20));
  for (const [index, value] of state.entries()) digest.setInt32(index * 4, value);
  return new Uint8Array(digest.buffer);
}

// A one, zeros up to a whole number of blocks, and the length in bits.
function pad(bytes: Uint8Array, block: number): DataView {
  const length = Math.ceil((bytes.length + 1 + block / 8) / block) * block;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return view;
}

let constants: { readonly roots: readonly bigint[]; readonly cubeRoots: readonly bigint[] } | undefined;

/** The first 64 bits behind the point of the square roots of 8 primes and of the cube roots of 80. */
function toConstants(): NonNullable<typeof constants> {
  if (constants) return constants;
  const primes: bigint[] = [];
  for (let next = 2n; primes.length < 80; next++) if (primes.every((prime) => next % prime !== 0n)) primes.push(next);
  constants = {
    roots: primes.slice(0, 8).map((prime) => BigInt.asUintN(64, toRoot(prime << 128n, 2n))),
    cubeRoots: primes.map((prime) => BigInt.asUintN(64, toRoot(prime << 192n, 3n))),
  };
  return constants;
}

/** The largest whole number whose power is not above a value. */
function toRoot(value: bigint, power: bigint): bigint {
  let root = 0n;
  for (let bit = 1n << 70n; bit > 0n; bit >>= 1n) if ((root | bit) ** power <= value) root |= bit;
  return root;
}
