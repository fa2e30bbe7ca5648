/**
 * The compression of SHA-256 (FIPS 180-4 §6.2.2): for one block, or for four blocks of four messages at once.
 *
 * Sixteen rounds are written out, with the eight variables of the state renamed instead of moved, and the sixteen
 * words of the schedule in variables of their own: after sixteen rounds each name means again what it meant before.
 */
import { add, bigSigma0, bigSigma1, choose, everywhere, majority, smallSigma0, smallSigma1 } from "./words";

/** §4.2.2: first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
export const K = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
], 16);

/** §5.3.3: the same of the square roots of the first eight. */
export const INITIAL = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
], 16);

/** A state is eight T one after the other. */
export function resetState<T>(state: usize): void {
  for (let i: usize = 0; i < 8; i++) store<T>(state + i * sizeof<T>(), everywhere<T>(load<u32>(INITIAL + i * 4)));
}

/** The same for one lane of a state of four. */
export function resetLane(lane: usize): void {
  for (let i: usize = 0; i < 8; i++) store<u32>(lane + i * 16, load<u32>(INITIAL + i * 4));
}

/** The constants once for each lane, so that both kinds of rounds read them alike. */
export const K_IN_LANES = memory.data(1024, 16);

/** Before the first compression of four blocks. */
export function spreadConstants(): void {
  for (let i: usize = 0; i < 64; i++) v128.store(K_IN_LANES + i * 16, v128.load32_splat(K + i * 4));
}

/** A word as it stands in a block: a message's bytes, or what `gather` has put side by side and turned already. */
@inline function turned<T>(word: T): T {
  if (isVector<T>()) return word;
  else return bswap<T>(word);
}

/** What a round adds to d, and to the new a. */
@inline export function mix<T>(e: T, f: T, g: T, h: T, constant: T, word: T): T {
  return add<T>(add<T>(add<T>(h, add<T>(constant, word)), choose<T>(e, f, g)), bigSigma1<T>(e));
}

@inline export function next<T>(h: T, a: T, b: T, c: T): T {
  return add<T>(add<T>(h, majority<T>(a, b, c)), bigSigma0<T>(a));
}

@inline export function extend<T>(w0: T, w1: T, w9: T, w14: T): T {
  return add<T>(add<T>(add<T>(w0, smallSigma0<T>(w1)), w9), smallSigma1<T>(w14));
}

export function compress<T>(state: usize, block: usize): void {
  let a = load<T>(state, 0 * sizeof<T>());
  let b = load<T>(state, 1 * sizeof<T>());
  let c = load<T>(state, 2 * sizeof<T>());
  let d = load<T>(state, 3 * sizeof<T>());
  let e = load<T>(state, 4 * sizeof<T>());
  let f = load<T>(state, 5 * sizeof<T>());
  let g = load<T>(state, 6 * sizeof<T>());
  let h = load<T>(state, 7 * sizeof<T>());
  let w0 = turned<T>(load<T>(block, 0 * sizeof<T>()));
  let w1 = turned<T>(load<T>(block, 1 * sizeof<T>()));
  let w2 = turned<T>(load<T>(block, 2 * sizeof<T>()));
  let w3 = turned<T>(load<T>(block, 3 * sizeof<T>()));
  let w4 = turned<T>(load<T>(block, 4 * sizeof<T>()));
  let w5 = turned<T>(load<T>(block, 5 * sizeof<T>()));
  let w6 = turned<T>(load<T>(block, 6 * sizeof<T>()));
  let w7 = turned<T>(load<T>(block, 7 * sizeof<T>()));
  let w8 = turned<T>(load<T>(block, 8 * sizeof<T>()));
  let w9 = turned<T>(load<T>(block, 9 * sizeof<T>()));
  let w10 = turned<T>(load<T>(block, 10 * sizeof<T>()));
  let w11 = turned<T>(load<T>(block, 11 * sizeof<T>()));
  let w12 = turned<T>(load<T>(block, 12 * sizeof<T>()));
  let w13 = turned<T>(load<T>(block, 13 * sizeof<T>()));
  let w14 = turned<T>(load<T>(block, 14 * sizeof<T>()));
  let w15 = turned<T>(load<T>(block, 15 * sizeof<T>()));
  let k = isVector<T>() ? K_IN_LANES : K;
  for (const last = k + 48 * sizeof<T>(); ; k += 16 * sizeof<T>()) {
    h = mix<T>(e, f, g, h, load<T>(k, 0 * sizeof<T>()), w0); d = add<T>(d, h); h = next<T>(h, a, b, c);
    g = mix<T>(d, e, f, g, load<T>(k, 1 * sizeof<T>()), w1); c = add<T>(c, g); g = next<T>(g, h, a, b);
    f = mix<T>(c, d, e, f, load<T>(k, 2 * sizeof<T>()), w2); b = add<T>(b, f); f = next<T>(f, g, h, a);
    e = mix<T>(b, c, d, e, load<T>(k, 3 * sizeof<T>()), w3); a = add<T>(a, e); e = next<T>(e, f, g, h);
    d = mix<T>(a, b, c, d, load<T>(k, 4 * sizeof<T>()), w4); h = add<T>(h, d); d = next<T>(d, e, f, g);
    c = mix<T>(h, a, b, c, load<T>(k, 5 * sizeof<T>()), w5); g = add<T>(g, c); c = next<T>(c, d, e, f);
    b = mix<T>(g, h, a, b, load<T>(k, 6 * sizeof<T>()), w6); f = add<T>(f, b); b = next<T>(b, c, d, e);
    a = mix<T>(f, g, h, a, load<T>(k, 7 * sizeof<T>()), w7); e = add<T>(e, a); a = next<T>(a, b, c, d);
    h = mix<T>(e, f, g, h, load<T>(k, 8 * sizeof<T>()), w8); d = add<T>(d, h); h = next<T>(h, a, b, c);
    g = mix<T>(d, e, f, g, load<T>(k, 9 * sizeof<T>()), w9); c = add<T>(c, g); g = next<T>(g, h, a, b);
    f = mix<T>(c, d, e, f, load<T>(k, 10 * sizeof<T>()), w10); b = add<T>(b, f); f = next<T>(f, g, h, a);
    e = mix<T>(b, c, d, e, load<T>(k, 11 * sizeof<T>()), w11); a = add<T>(a, e); e = next<T>(e, f, g, h);
    d = mix<T>(a, b, c, d, load<T>(k, 12 * sizeof<T>()), w12); h = add<T>(h, d); d = next<T>(d, e, f, g);
    c = mix<T>(h, a, b, c, load<T>(k, 13 * sizeof<T>()), w13); g = add<T>(g, c); c = next<T>(c, d, e, f);
    b = mix<T>(g, h, a, b, load<T>(k, 14 * sizeof<T>()), w14); f = add<T>(f, b); b = next<T>(b, c, d, e);
    a = mix<T>(f, g, h, a, load<T>(k, 15 * sizeof<T>()), w15); e = add<T>(e, a); a = next<T>(a, b, c, d);
    if (k == last) break;
    w0 = extend<T>(w0, w1, w9, w14);
    w1 = extend<T>(w1, w2, w10, w15);
    w2 = extend<T>(w2, w3, w11, w0);
    w3 = extend<T>(w3, w4, w12, w1);
    w4 = extend<T>(w4, w5, w13, w2);
    w5 = extend<T>(w5, w6, w14, w3);
    w6 = extend<T>(w6, w7, w15, w4);
    w7 = extend<T>(w7, w8, w0, w5);
    w8 = extend<T>(w8, w9, w1, w6);
    w9 = extend<T>(w9, w10, w2, w7);
    w10 = extend<T>(w10, w11, w3, w8);
    w11 = extend<T>(w11, w12, w4, w9);
    w12 = extend<T>(w12, w13, w5, w10);
    w13 = extend<T>(w13, w14, w6, w11);
    w14 = extend<T>(w14, w15, w7, w12);
    w15 = extend<T>(w15, w0, w8, w13);
  }
  store<T>(state, add<T>(load<T>(state, 0 * sizeof<T>()), a), 0 * sizeof<T>());
  store<T>(state, add<T>(load<T>(state, 1 * sizeof<T>()), b), 1 * sizeof<T>());
  store<T>(state, add<T>(load<T>(state, 2 * sizeof<T>()), c), 2 * sizeof<T>());
  store<T>(state, add<T>(load<T>(state, 3 * sizeof<T>()), d), 3 * sizeof<T>());
  store<T>(state, add<T>(load<T>(state, 4 * sizeof<T>()), e), 4 * sizeof<T>());
  store<T>(state, add<T>(load<T>(state, 5 * sizeof<T>()), f), 5 * sizeof<T>());
  store<T>(state, add<T>(load<T>(state, 6 * sizeof<T>()), g), 6 * sizeof<T>());
  store<T>(state, add<T>(load<T>(state, 7 * sizeof<T>()), h), 7 * sizeof<T>());
}
