/** Random, and the same in each run: xorshift32 (Marsaglia, 2003). */

export interface SeededBytes {
  /** 0 or more, below `limit`. */
  below(limit: number): number;
  bytes(count: number): Uint8Array;
}

export function seededBytes(seed: number): SeededBytes {
  let state = Math.imul(seed + 1, 0x9e37_79b1) | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    below: (limit) => next() % limit,
    bytes(count) {
      const bytes = new Uint8Array(count);
      for (let at = 0; at < count; at++) bytes[at] = next() & 0xff;
      return bytes;
    },
  };
}
