/** Four messages side by side: their words into lanes, and digests out of lanes. */

/** Reverses the bytes of each of four words. */
@inline function reverseBytes(x: v128): v128 {
  return v128.shuffle<u8>(x, x, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

/** Sixteen bytes of each of four messages, transposed: the first words of all four, then the second ones, and so on. */
@inline function transpose(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab01 = v128.shuffle<u32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<u32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<u32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<u32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<u64>(ab01, cd01, 0, 2));
  v128.store(to, v128.shuffle<u64>(ab01, cd01, 1, 3), 16);
  v128.store(to, v128.shuffle<u64>(ab23, cd23, 0, 2), 32);
  v128.store(to, v128.shuffle<u64>(ab23, cd23, 1, 3), 48);
}

/** A block of each of four messages, as `compress` takes it: 16 times four words, 256 bytes. */
export function gather(words: usize, p0: usize, p1: usize, p2: usize, p3: usize): void {
  for (let i: usize = 0; i < 64; i += 16) {
    transpose(
      words + i * 4,
      reverseBytes(v128.load(p0 + i)),
      reverseBytes(v128.load(p1 + i)),
      reverseBytes(v128.load(p2 + i)),
      reverseBytes(v128.load(p3 + i)),
    );
  }
}

/** The digests of a state of four, one after the other: 128 bytes. */
export function scatter(to: usize, state: usize): void {
  for (let half: usize = 0; half < 2; half++) {
    const from = state + half * 64;
    transpose(
      SCRATCH,
      reverseBytes(v128.load(from)),
      reverseBytes(v128.load(from, 16)),
      reverseBytes(v128.load(from, 32)),
      reverseBytes(v128.load(from, 48)),
    );
    for (let lane: usize = 0; lane < 4; lane++) v128.store(to + lane * 32 + half * 16, v128.load(SCRATCH + lane * 16));
  }
}

const SCRATCH = memory.data(64, 16);
