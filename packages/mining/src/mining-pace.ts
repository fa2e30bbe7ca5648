/**
 * When the search for the next block may start. Where difficulty adjusts, at once: the target is the pace. Where it is
 * fixed (development networks, halfLife 0), a computer would find hundreds of blocks a second, so miners pace
 * themselves to `spacing`. Policy, not consensus: blocks that come faster are valid.
 */
import type { ConsensusParams } from "@triad/protocol";
import type { Now, Randomness } from "./ports.ts";

/**
 * Part of the spacing over which miners spread their starts: on a network without difficulty the first to start wins,
 * and two that start at the same moment make two blocks of one height. A quarter leaves the pace near its mean.
 */
const JITTER_DIVISOR = 4;

export interface Pace {
  readonly params: Pick<ConsensusParams, "spacing" | "halfLife">;
  /** Time of the block that is built upon, Unix seconds. */
  readonly parentTime: number;
  readonly maxFutureSeconds: number;
}

/** Monotonic milliseconds at which to start; not before `now`. */
export function searchStartMs({ params, parentTime, maxFutureSeconds }: Pace, now: Now, random: Randomness): number {
  if (params.halfLife !== 0) return now.monotonicMs;
  const untilDueMs = (parentTime + params.spacing) * 1000 - now.unixMs;
  // a valid parent is at most maxFuture ahead; only a clock that was set back could ask for more
  const waitMs = Math.min(Math.max(0, untilDueMs), (params.spacing + maxFutureSeconds) * 1000);
  return now.monotonicMs + waitMs + random.integer(Math.ceil((params.spacing * 1000) / JITTER_DIVISOR));
}
