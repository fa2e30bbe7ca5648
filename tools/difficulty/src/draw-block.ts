/**
 * When the next block is found and by whom. Finding one is a Poisson process whose rate (the hazard) changes while the
 * search lasts: miners come and go, and the stall rule eases the target. The rate is constant in pieces, so its
 * integral is a sum, and the block is found where the integral reaches an exponentially distributed threshold.
 */
import type { Random } from "./seeded-random.ts";

export interface Piece {
  /** Expected blocks per second, one number for each miner. */
  readonly blocksPerSecond: readonly number[];
  /** Clock, in seconds, up to which these rates hold; later than the piece's beginning. */
  readonly endsAt: number;
}

export interface FoundBlock {
  readonly clock: number;
  /** Index of the miner. */
  readonly finder: number;
}

/** `pieceAt` is asked at `clock` and then at the end of each piece. */
export function drawBlock(pieceAt: (clock: number) => Piece, clock: number, random: Random): FoundBlock {
  // 1 − u is above 0, so the logarithm is finite
  let threshold = -Math.log(1 - random());
  for (let from = clock; ; ) {
    const { blocksPerSecond, endsAt } = pieceAt(from);
    const total = blocksPerSecond.reduce((sum, rate) => sum + rate, 0);
    if (!(endsAt > from)) throw new RangeError(`a piece from ${from} to ${endsAt}`);
    if (total === 0 && endsAt === Number.POSITIVE_INFINITY) throw new RangeError("nobody mines, for ever");
    const expected = total === 0 ? 0 : total * (endsAt - from);
    if (expected > threshold) {
      return { clock: from + threshold / total, finder: chooseByWeight(blocksPerSecond, random() * total) };
    }
    threshold -= expected;
    from = endsAt;
  }
}

/** The index in whose part of the sum of the weights `point` lies. */
function chooseByWeight(weights: readonly number[], point: number): number {
  let sum = 0;
  let last = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    sum += weight;
    last = index;
    if (point < sum) break;
  }
  return last;
}
