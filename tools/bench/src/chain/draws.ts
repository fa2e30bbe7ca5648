/** Numbers that look random and follow from a seed (mulberry32, T. Ettinger): good enough to choose coins with. */

/** A whole number from 0 below `end`, at each call. */
export type Draw = (end: number) => number;

export function drawsFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  };
}
