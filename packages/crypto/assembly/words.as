/**
 * The functions of SHA-256 on words (FIPS 180-4 §4.1.2), once for a word and for four words side by side.
 *
 * T is u32, or v128 with a word of another message in each of its four lanes. What is not for this T is not compiled.
 * (No relaxed SIMD: what its instructions give differs from machine to machine.)
 */

@inline export function add<T>(x: T, y: T): T {
  if (isVector<T>()) return i32x4.add(x, y);
  else return (x + y) as T;
}

@inline export function xor<T>(x: T, y: T): T {
  if (isVector<T>()) return v128.xor(x, y);
  else return (x ^ y) as T;
}

@inline export function and<T>(x: T, y: T): T {
  if (isVector<T>()) return v128.and(x, y);
  else return (x & y) as T;
}

@inline function rotateRight<T>(x: T, by: i32): T {
  if (isVector<T>()) return v128.or(i32x4.shr_u(x, by), i32x4.shl(x, 32 - by));
  else return rotr<T>(x, by as T);
}

@inline function shiftRight<T>(x: T, by: i32): T {
  if (isVector<T>()) return i32x4.shr_u(x, by);
  else return (x >> (by as T)) as T;
}

@inline export function bigSigma0<T>(x: T): T {
  return xor<T>(xor<T>(rotateRight<T>(x, 2), rotateRight<T>(x, 13)), rotateRight<T>(x, 22));
}

@inline export function bigSigma1<T>(x: T): T {
  return xor<T>(xor<T>(rotateRight<T>(x, 6), rotateRight<T>(x, 11)), rotateRight<T>(x, 25));
}

@inline export function smallSigma0<T>(x: T): T {
  return xor<T>(xor<T>(rotateRight<T>(x, 7), rotateRight<T>(x, 18)), shiftRight<T>(x, 3));
}

@inline export function smallSigma1<T>(x: T): T {
  return xor<T>(xor<T>(rotateRight<T>(x, 17), rotateRight<T>(x, 19)), shiftRight<T>(x, 10));
}

/** The bits of f where e has ones, those of g elsewhere. */
@inline export function choose<T>(e: T, f: T, g: T): T {
  return xor<T>(g, and<T>(e, xor<T>(f, g)));
}

/** What at least two of three have. A round's `a ^ b` is the next one's `b ^ c`: a compiler saves one of them. */
@inline export function majority<T>(a: T, b: T, c: T): T {
  return xor<T>(b, and<T>(xor<T>(a, b), xor<T>(b, c)));
}

/** One word in every lane. */
@inline export function everywhere<T>(word: u32): T {
  if (isVector<T>()) return i32x4.splat(word);
  else return word as T;
}
