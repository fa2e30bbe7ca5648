/**
 * SHA-256 (FIPS 180-4 §6.2) stopped half-way: what a nonce search computes once for a header. The rounds that it
 * repeats are in generated/nonce-kernel.ts.
 *
 * Words are 32-bit integers, signed as JavaScript's operators leave them.
 */

/** State before the first block: fractional parts of the square roots of the first eight primes (§5.3.3). */
const INITIAL_STATE: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** Round constants: fractional parts of the cube roots of the first 64 primes (§4.2.2). */
const K: readonly number[] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
];

/** A word of a state or a schedule; every index in this file is a constant range within its array. */
function wordAt(words: ArrayLike<number>, index: number): number {
  return words[index] as number;
}

/** State after the first 64 bytes at `view`'s start, as input to the next block. */
export function stateAfterFirstBlock(view: DataView): Int32Array {
  const schedule = new Int32Array(64);
  for (let t = 0; t < 16; t++) schedule[t] = view.getInt32(4 * t);
  for (let t = 16; t < 64; t++) {
    schedule[t] =
      smallSigma1(wordAt(schedule, t - 2)) +
      wordAt(schedule, t - 7) +
      smallSigma0(wordAt(schedule, t - 15)) +
      wordAt(schedule, t - 16);
  }
  const state = Int32Array.from(INITIAL_STATE);
  for (let t = 0; t < 64; t++) runRound(state, t, wordAt(schedule, t));
  return state.map((word, i) => word + wordAt(INITIAL_STATE, i));
}

/** One round (§6.2.2, step 3): `state` becomes the next one. */
export function runRound(state: Int32Array, round: number, word: number): void {
  const [a, b, c, d, e, f, g, h] = Array.from(state) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const bigSigma1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
  const choose = (e & f) ^ (~e & g);
  const t1 = h + bigSigma1 + choose + wordAt(K, round) + word;
  const bigSigma0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
  const majority = (a & b) ^ (a & c) ^ (b & c);
  // every sum is below 2^53, and storing it cuts it to 32 bits
  state.set([t1 + bigSigma0 + majority, a, b, c, d + t1, e, f, g]);
}

/** σ0 of the message schedule. */
export function smallSigma0(x: number): number {
  return rotateRight(x, 7) ^ rotateRight(x, 18) ^ (x >>> 3);
}

/** σ1 of the message schedule. */
export function smallSigma1(x: number): number {
  return rotateRight(x, 17) ^ rotateRight(x, 19) ^ (x >>> 10);
}

function rotateRight(x: number, by: number): number {
  return (x >>> by) | (x << (32 - by));
}
