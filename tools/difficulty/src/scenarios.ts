/** What happens to the hash rate, each in a few lines. 1 is the hash rate that the difficulty fits at the beginning. */
import type { Miner, Moment } from "./simulate.ts";

export interface Scenario {
  /** Names its plot. */
  readonly name: string;
  readonly title: string;
  /** Fresh for each run, since some miners remember. */
  readonly miners: () => readonly Miner[];
  /** Heights whose search is the first under another hash rate. */
  readonly changesAt: readonly number[];
  /** See RunOptions. */
  readonly ratesHoldForSpacings: number;
}

/** A day of `main`; on the others too, in blocks of theirs. */
const DAY_IN_SPACINGS = 1440;
const LEAVES_AT = 2000;
const RETURNS_AT = 4000;

const honest = (hashRate: Miner["hashRate"]): Miner => ({ hashRate, stamps: "clock" });
const between = (now: Moment, rate: number) => (now.height >= LEAVES_AT && now.height < RETURNS_AT ? rate : 1);
const changesWithBlocks = { changesAt: [] as readonly number[], ratesHoldForSpacings: Number.POSITIVE_INFINITY };

export const SCENARIOS: readonly Scenario[] = [
  { ...changesWithBlocks, name: "steady", title: "steady", miners: () => [honest(() => 1)] },
  {
    ...changesWithBlocks,
    name: "tenfold",
    title: "×10 from 2,000 to 4,000",
    miners: () => [honest((now) => between(now, 10))],
    changesAt: [LEAVES_AT, RETURNS_AT],
  },
  {
    ...changesWithBlocks,
    name: "tenth",
    title: "÷10 from 2,000 to 4,000",
    miners: () => [honest((now) => between(now, 0.1))],
    changesAt: [LEAVES_AT, RETURNS_AT],
  },
  {
    name: "daily",
    title: "±50 % daily",
    miners: () => [honest((now) => 1 + 0.5 * Math.sin((2 * Math.PI * now.spacings) / DAY_IN_SPACINGS))],
    changesAt: [],
    ratesHoldForSpacings: 1,
  },
  {
    ...changesWithBlocks,
    name: "hopping",
    title: "coin-hopping, 4 of 5 parts",
    miners: () => [honest(() => 1), honest(hopper(4, { joinsBelow: 1.9, leavesAbove: 2.1 }))],
  },
  {
    ...changesWithBlocks,
    name: "leaving",
    title: "99.9 % leave at 2,000",
    miners: () => [honest((now) => (now.height >= LEAVES_AT ? 0.001 : 1))],
    changesAt: [LEAVES_AT],
  },
];

/** Mines where it pays: joins when the difficulty is low, leaves when it is high, stays as it is in between. */
export function hopper(
  hashRate: number,
  { joinsBelow, leavesAbove }: { readonly joinsBelow: number; readonly leavesAbove: number },
): Miner["hashRate"] {
  let mines = false;
  return ({ difficulty }) => {
    if (difficulty < joinsBelow) mines = true;
    if (difficulty > leavesAbove) mines = false;
    return mines ? hashRate : 0;
  };
}

/** All but this part leave when the first block simulated is sought. */
export const leaveBehind = (rest: number): readonly Miner[] => [honest(() => rest)];

/** One miner with a part of the hash rate lies about the time; the others do not. */
export const gamed = (share: number, stamps: "parent" | "latest"): readonly Miner[] => [
  honest(() => 1 - share),
  { hashRate: () => share, stamps },
];
