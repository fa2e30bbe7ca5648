/**
 * The nonce search, for packages/mining: SHA-256d of a header for one nonce after another, or for four at once.
 *
 * What a nonce doesn't change is the caller's to compute, once for a header: the state after its first 64 bytes, three
 * rounds of the second block, the constant part of its schedule. What can't decide is left out: the last word of the
 * hash holds its most significant bits and stands fast after round 60, so the last three rounds are never run.
 */
import { INITIAL, K, K_IN_LANES, extend, mix, next, spreadConstants } from "./compress";
import { add, bigSigma1, choose, everywhere, smallSigma0, smallSigma1 } from "./words";

/** 20 words: the midstate, the state before the nonce's round, words 16 and 17 of the schedule, parts of 18 and 19. */
export const HEADER: usize = memory.data(80, 16);

/** Room for a T for each of these words, the 8 of the initial state behind them. */
const SPREAD = memory.data(28 * 16, 16);
/** Constants of rounds 0 to 15 with the words added that are fixed: the padding of a header, and that of a digest. */
const K_HEADER = memory.data(256, 16);
const K_DIGEST = memory.data(256, 16);
const ONE_BIT: u32 = 0x80000000;
const HEADER_BITS: u32 = 640;
const DIGEST_BITS: u32 = 256;

/** Before anything else, once. */
export function prepare(): void {
  if (ASC_FEATURE_SIMD) {
    spreadConstants();
    prepareConstants<v128>();
  } else prepareConstants<u32>();
}

/**
 * The first nonce of [from, end), both at most 2^32, with whose hash the last word, its bytes reversed, is at most
 * `limit`; `end` when there is none. Four lanes may look beyond the end, and what they see there counts for nothing.
 */
export function nextCandidate(limit: u32, from: f64, end: f64): f64 {
  if (ASC_FEATURE_SIMD) return search<v128>(limit, from as u64, end as u64) as f64;
  else return search<u32>(limit, from as u64, end as u64) as f64;
}

function prepareConstants<T>(): void {
  for (let i: usize = 0; i < 16; i++) {
    const k = load<u32>(K + i * 4);
    store<T>(K_HEADER + i * sizeof<T>(), everywhere<T>(k + (i == 4 ? ONE_BIT : i == 15 ? HEADER_BITS : 0)));
    store<T>(K_DIGEST + i * sizeof<T>(), everywhere<T>(k + (i == 8 ? ONE_BIT : i == 15 ? DIGEST_BITS : 0)));
  }
  for (let i: usize = 0; i < 8; i++) {
    store<T>(SPREAD + (20 + i) * sizeof<T>(), everywhere<T>(load<u32>(INITIAL + i * 4)));
  }
}

/** The word of the header that the nonce is: its bytes stand there in little-endian order. */
@inline function nonceWord<T>(nonce: u32): T {
  if (isVector<T>()) {
    const four = i32x4.add(i32x4.splat(nonce), i32x4(0, 1, 2, 3));
    return v128.shuffle<u8>(four, four, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
  } else return bswap<u32>(nonce);
}

/** Which lanes hold a word that, its bytes reversed, is at most `limit`: a bit for each. */
@inline function lanesWithin<T>(word: T, limit: u32): u32 {
  if (isVector<T>()) {
    const reversed = v128.shuffle<u8>(word, word, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
    return i32x4.bitmask(i32x4.le_u(reversed, i32x4.splat(limit)));
  } else return (bswap<u32>(word) <= limit) as u32;
}

/** A round whose word is part of its constant. */
@inline function mixFixed<T>(e: T, f: T, g: T, h: T, constant: T): T {
  return add<T>(add<T>(add<T>(h, constant), choose<T>(e, f, g)), bigSigma1<T>(e));
}

function search<T>(limit: u32, from: u64, end: u64): u64 {
  for (let i: usize = 0; i < 20; i++) store<T>(SPREAD + i * sizeof<T>(), everywhere<T>(load<u32>(HEADER + i * 4)));
  for (let nonce = from; nonce < end; nonce += sizeof<T>() / 4) {
    let w3 = nonceWord<T>(nonce as u32);
    let a = load<T>(SPREAD, 8 * sizeof<T>());
    let b = load<T>(SPREAD, 9 * sizeof<T>());
    let c = load<T>(SPREAD, 10 * sizeof<T>());
    let d = load<T>(SPREAD, 11 * sizeof<T>());
    let e = load<T>(SPREAD, 12 * sizeof<T>());
    let f = load<T>(SPREAD, 13 * sizeof<T>());
    let g = load<T>(SPREAD, 14 * sizeof<T>());
    let h = load<T>(SPREAD, 15 * sizeof<T>());
    // the second block of the header, from the nonce's round on
    h = mix<T>(e, f, g, h, load<T>(K_HEADER, 3 * sizeof<T>()), w3); d = add<T>(d, h); h = next<T>(h, a, b, c);
    g = mixFixed<T>(d, e, f, g, load<T>(K_HEADER, 4 * sizeof<T>())); c = add<T>(c, g); g = next<T>(g, h, a, b);
    f = mixFixed<T>(c, d, e, f, load<T>(K_HEADER, 5 * sizeof<T>())); b = add<T>(b, f); f = next<T>(f, g, h, a);
    e = mixFixed<T>(b, c, d, e, load<T>(K_HEADER, 6 * sizeof<T>())); a = add<T>(a, e); e = next<T>(e, f, g, h);
    d = mixFixed<T>(a, b, c, d, load<T>(K_HEADER, 7 * sizeof<T>())); h = add<T>(h, d); d = next<T>(d, e, f, g);
    c = mixFixed<T>(h, a, b, c, load<T>(K_HEADER, 8 * sizeof<T>())); g = add<T>(g, c); c = next<T>(c, d, e, f);
    b = mixFixed<T>(g, h, a, b, load<T>(K_HEADER, 9 * sizeof<T>())); f = add<T>(f, b); b = next<T>(b, c, d, e);
    a = mixFixed<T>(f, g, h, a, load<T>(K_HEADER, 10 * sizeof<T>())); e = add<T>(e, a); a = next<T>(a, b, c, d);
    h = mixFixed<T>(e, f, g, h, load<T>(K_HEADER, 11 * sizeof<T>())); d = add<T>(d, h); h = next<T>(h, a, b, c);
    g = mixFixed<T>(d, e, f, g, load<T>(K_HEADER, 12 * sizeof<T>())); c = add<T>(c, g); g = next<T>(g, h, a, b);
    f = mixFixed<T>(c, d, e, f, load<T>(K_HEADER, 13 * sizeof<T>())); b = add<T>(b, f); f = next<T>(f, g, h, a);
    e = mixFixed<T>(b, c, d, e, load<T>(K_HEADER, 14 * sizeof<T>())); a = add<T>(a, e); e = next<T>(e, f, g, h);
    d = mixFixed<T>(a, b, c, d, load<T>(K_HEADER, 15 * sizeof<T>())); h = add<T>(h, d); d = next<T>(d, e, f, g);
    let w0 = load<T>(SPREAD, 16 * sizeof<T>());
    let w1 = load<T>(SPREAD, 17 * sizeof<T>());
    let w2 = add<T>(load<T>(SPREAD, 18 * sizeof<T>()), smallSigma0<T>(w3));
    w3 = add<T>(load<T>(SPREAD, 19 * sizeof<T>()), w3);
    let w4 = add<T>(smallSigma1<T>(w2), everywhere<T>(ONE_BIT));
    let w5 = smallSigma1<T>(w3);
    let w6 = add<T>(smallSigma1<T>(w4), everywhere<T>(HEADER_BITS));
    let w7 = add<T>(smallSigma1<T>(w5), w0);
    let w8 = add<T>(smallSigma1<T>(w6), w1);
    let w9 = add<T>(smallSigma1<T>(w7), w2);
    let w10 = add<T>(smallSigma1<T>(w8), w3);
    let w11 = add<T>(smallSigma1<T>(w9), w4);
    let w12 = add<T>(smallSigma1<T>(w10), w5);
    let w13 = add<T>(smallSigma1<T>(w11), w6);
    let w14 = add<T>(add<T>(smallSigma1<T>(w12), w7), everywhere<T>(smallSigma0<u32>(HEADER_BITS)));
    let w15 = add<T>(add<T>(smallSigma1<T>(w13), w8), add<T>(smallSigma0<T>(w0), everywhere<T>(HEADER_BITS)));
    let k: usize = (isVector<T>() ? K_IN_LANES : K) + 16 * sizeof<T>();
    for (const last = (isVector<T>() ? K_IN_LANES : K) + 48 * sizeof<T>(); ; k += 16 * sizeof<T>()) {
      c = mix<T>(h, a, b, c, load<T>(k, 0 * sizeof<T>()), w0); g = add<T>(g, c); c = next<T>(c, d, e, f);
      b = mix<T>(g, h, a, b, load<T>(k, 1 * sizeof<T>()), w1); f = add<T>(f, b); b = next<T>(b, c, d, e);
      a = mix<T>(f, g, h, a, load<T>(k, 2 * sizeof<T>()), w2); e = add<T>(e, a); a = next<T>(a, b, c, d);
      h = mix<T>(e, f, g, h, load<T>(k, 3 * sizeof<T>()), w3); d = add<T>(d, h); h = next<T>(h, a, b, c);
      g = mix<T>(d, e, f, g, load<T>(k, 4 * sizeof<T>()), w4); c = add<T>(c, g); g = next<T>(g, h, a, b);
      f = mix<T>(c, d, e, f, load<T>(k, 5 * sizeof<T>()), w5); b = add<T>(b, f); f = next<T>(f, g, h, a);
      e = mix<T>(b, c, d, e, load<T>(k, 6 * sizeof<T>()), w6); a = add<T>(a, e); e = next<T>(e, f, g, h);
      d = mix<T>(a, b, c, d, load<T>(k, 7 * sizeof<T>()), w7); h = add<T>(h, d); d = next<T>(d, e, f, g);
      c = mix<T>(h, a, b, c, load<T>(k, 8 * sizeof<T>()), w8); g = add<T>(g, c); c = next<T>(c, d, e, f);
      b = mix<T>(g, h, a, b, load<T>(k, 9 * sizeof<T>()), w9); f = add<T>(f, b); b = next<T>(b, c, d, e);
      a = mix<T>(f, g, h, a, load<T>(k, 10 * sizeof<T>()), w10); e = add<T>(e, a); a = next<T>(a, b, c, d);
      h = mix<T>(e, f, g, h, load<T>(k, 11 * sizeof<T>()), w11); d = add<T>(d, h); h = next<T>(h, a, b, c);
      g = mix<T>(d, e, f, g, load<T>(k, 12 * sizeof<T>()), w12); c = add<T>(c, g); g = next<T>(g, h, a, b);
      f = mix<T>(c, d, e, f, load<T>(k, 13 * sizeof<T>()), w13); b = add<T>(b, f); f = next<T>(f, g, h, a);
      e = mix<T>(b, c, d, e, load<T>(k, 14 * sizeof<T>()), w14); a = add<T>(a, e); e = next<T>(e, f, g, h);
      d = mix<T>(a, b, c, d, load<T>(k, 15 * sizeof<T>()), w15); h = add<T>(h, d); d = next<T>(d, e, f, g);
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
    // the digest, 32 bytes, as a block of the second hash
    w0 = add<T>(load<T>(SPREAD, 0 * sizeof<T>()), d);
    w1 = add<T>(load<T>(SPREAD, 1 * sizeof<T>()), e);
    w2 = add<T>(load<T>(SPREAD, 2 * sizeof<T>()), f);
    w3 = add<T>(load<T>(SPREAD, 3 * sizeof<T>()), g);
    w4 = add<T>(load<T>(SPREAD, 4 * sizeof<T>()), h);
    w5 = add<T>(load<T>(SPREAD, 5 * sizeof<T>()), a);
    w6 = add<T>(load<T>(SPREAD, 6 * sizeof<T>()), b);
    w7 = add<T>(load<T>(SPREAD, 7 * sizeof<T>()), c);
    a = load<T>(SPREAD, 20 * sizeof<T>());
    b = load<T>(SPREAD, 21 * sizeof<T>());
    c = load<T>(SPREAD, 22 * sizeof<T>());
    d = load<T>(SPREAD, 23 * sizeof<T>());
    e = load<T>(SPREAD, 24 * sizeof<T>());
    f = load<T>(SPREAD, 25 * sizeof<T>());
    g = load<T>(SPREAD, 26 * sizeof<T>());
    h = load<T>(SPREAD, 27 * sizeof<T>());
    h = mix<T>(e, f, g, h, load<T>(K_DIGEST, 0 * sizeof<T>()), w0); d = add<T>(d, h); h = next<T>(h, a, b, c);
    g = mix<T>(d, e, f, g, load<T>(K_DIGEST, 1 * sizeof<T>()), w1); c = add<T>(c, g); g = next<T>(g, h, a, b);
    f = mix<T>(c, d, e, f, load<T>(K_DIGEST, 2 * sizeof<T>()), w2); b = add<T>(b, f); f = next<T>(f, g, h, a);
    e = mix<T>(b, c, d, e, load<T>(K_DIGEST, 3 * sizeof<T>()), w3); a = add<T>(a, e); e = next<T>(e, f, g, h);
    d = mix<T>(a, b, c, d, load<T>(K_DIGEST, 4 * sizeof<T>()), w4); h = add<T>(h, d); d = next<T>(d, e, f, g);
    c = mix<T>(h, a, b, c, load<T>(K_DIGEST, 5 * sizeof<T>()), w5); g = add<T>(g, c); c = next<T>(c, d, e, f);
    b = mix<T>(g, h, a, b, load<T>(K_DIGEST, 6 * sizeof<T>()), w6); f = add<T>(f, b); b = next<T>(b, c, d, e);
    a = mix<T>(f, g, h, a, load<T>(K_DIGEST, 7 * sizeof<T>()), w7); e = add<T>(e, a); a = next<T>(a, b, c, d);
    h = mixFixed<T>(e, f, g, h, load<T>(K_DIGEST, 8 * sizeof<T>())); d = add<T>(d, h); h = next<T>(h, a, b, c);
    g = mixFixed<T>(d, e, f, g, load<T>(K_DIGEST, 9 * sizeof<T>())); c = add<T>(c, g); g = next<T>(g, h, a, b);
    f = mixFixed<T>(c, d, e, f, load<T>(K_DIGEST, 10 * sizeof<T>())); b = add<T>(b, f); f = next<T>(f, g, h, a);
    e = mixFixed<T>(b, c, d, e, load<T>(K_DIGEST, 11 * sizeof<T>())); a = add<T>(a, e); e = next<T>(e, f, g, h);
    d = mixFixed<T>(a, b, c, d, load<T>(K_DIGEST, 12 * sizeof<T>())); h = add<T>(h, d); d = next<T>(d, e, f, g);
    c = mixFixed<T>(h, a, b, c, load<T>(K_DIGEST, 13 * sizeof<T>())); g = add<T>(g, c); c = next<T>(c, d, e, f);
    b = mixFixed<T>(g, h, a, b, load<T>(K_DIGEST, 14 * sizeof<T>())); f = add<T>(f, b); b = next<T>(b, c, d, e);
    a = mixFixed<T>(f, g, h, a, load<T>(K_DIGEST, 15 * sizeof<T>())); e = add<T>(e, a); a = next<T>(a, b, c, d);
    w0 = add<T>(w0, smallSigma0<T>(w1));
    w1 = add<T>(add<T>(w1, smallSigma0<T>(w2)), everywhere<T>(smallSigma1<u32>(DIGEST_BITS)));
    w2 = add<T>(add<T>(w2, smallSigma0<T>(w3)), smallSigma1<T>(w0));
    w3 = add<T>(add<T>(w3, smallSigma0<T>(w4)), smallSigma1<T>(w1));
    w4 = add<T>(add<T>(w4, smallSigma0<T>(w5)), smallSigma1<T>(w2));
    w5 = add<T>(add<T>(w5, smallSigma0<T>(w6)), smallSigma1<T>(w3));
    w6 = add<T>(add<T>(add<T>(w6, smallSigma0<T>(w7)), everywhere<T>(DIGEST_BITS)), smallSigma1<T>(w4));
    w7 = add<T>(add<T>(add<T>(w7, everywhere<T>(smallSigma0<u32>(ONE_BIT))), w0), smallSigma1<T>(w5));
    w8 = add<T>(add<T>(everywhere<T>(ONE_BIT), w1), smallSigma1<T>(w6));
    w9 = add<T>(w2, smallSigma1<T>(w7));
    w10 = add<T>(w3, smallSigma1<T>(w8));
    w11 = add<T>(w4, smallSigma1<T>(w9));
    w12 = add<T>(w5, smallSigma1<T>(w10));
    w13 = add<T>(w6, smallSigma1<T>(w11));
    w14 = add<T>(add<T>(w7, smallSigma1<T>(w12)), everywhere<T>(smallSigma0<u32>(DIGEST_BITS)));
    w15 = add<T>(add<T>(w8, smallSigma1<T>(w13)), add<T>(smallSigma0<T>(w0), everywhere<T>(DIGEST_BITS)));
    k = (isVector<T>() ? K_IN_LANES : K) + 16 * sizeof<T>();
    for (const last = (isVector<T>() ? K_IN_LANES : K) + 48 * sizeof<T>(); ; k += 16 * sizeof<T>()) {
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
      if (k == last) break;
      c = mix<T>(h, a, b, c, load<T>(k, 13 * sizeof<T>()), w13); g = add<T>(g, c); c = next<T>(c, d, e, f);
      b = mix<T>(g, h, a, b, load<T>(k, 14 * sizeof<T>()), w14); f = add<T>(f, b); b = next<T>(b, c, d, e);
      a = mix<T>(f, g, h, a, load<T>(k, 15 * sizeof<T>()), w15); e = add<T>(e, a); a = next<T>(a, b, c, d);
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
    // three rounds later this word would have moved, unchanged, to the last place
    const lanes = lanesWithin<T>(add<T>(h, load<T>(SPREAD, 27 * sizeof<T>())), limit);
    if (lanes != 0) return min(nonce + ctz(lanes), end);
  }
  return end;
}
