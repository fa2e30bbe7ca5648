/** The runs behind the page. Each seed is fixed, so the page changes only with the rule or its parameters. */
import type { SimulatedNetwork } from "./networks.ts";
import { gamed, leaveBehind, type Scenario } from "./scenarios.ts";
import { seededRandom } from "./seeded-random.ts";
import { type Miner, type Run, simulate } from "./simulate.ts";
import { deviationOf, meanOf, percentileOf, recoveryAfter, spacingFigures } from "./statistics.ts";

const BLOCKS = 10_000;
const SEED = 1;
/** Odd, so that the median is one of them. */
const LEAVING_RUNS = 101;
const LEAVING_BLOCKS = 1000;
const GAMED_RUNS = 5;
const FIRST_BLOCK_RUNS = 2000;
const PLAIN = { stallRule: true, ratesHoldForSpacings: Number.POSITIVE_INFINITY, fromGenesis: false };

export function runScenario(network: SimulatedNetwork, scenario: Scenario, changes: { stallRule?: boolean } = {}): Run {
  const { ratesHoldForSpacings } = scenario;
  const options = { ...PLAIN, ...changes, ratesHoldForSpacings, blocks: BLOCKS, random: seededRandom(SEED) };
  return simulate(network, scenario.miners(), options);
}

/** A new network met at once by a miner a million times stronger than its genesis difficulty expects. */
export function runLaunch(network: SimulatedNetwork): Run {
  const miner: Miner = { hashRate: () => 1, stamps: "clock" };
  return simulate(network, [miner], { ...PLAIN, fromGenesis: true, blocks: BLOCKS, random: seededRandom(SEED) });
}

export function runGamed(network: SimulatedNetwork, share: number, stamps: "parent" | "latest", seed = SEED): Run {
  return simulate(network, gamed(share, stamps), { ...PLAIN, blocks: BLOCKS, random: seededRandom(seed) });
}

/** From the moment at which all but `rest` leave. */
function runLeaving(network: SimulatedNetwork, rest: number, stallRule: boolean, seed = SEED): Run {
  const options = { ...PLAIN, stallRule, blocks: LEAVING_BLOCKS, random: seededRandom(seed) };
  return simulate(network, leaveBehind(rest), options);
}

export interface LeavingFigures {
  /** Seconds to the first block: median, and what one run in twenty exceeds. */
  readonly firstBlock: readonly [median: number, percentile95: number];
  /** Medians: seconds to the tenth block, the longest gap, and until the spacing is near again. */
  readonly tenthBlock: number;
  readonly longestGap: number;
  /** Infinity when most runs end before. */
  readonly recoveryBlocks: number;
  readonly recoverySeconds: number;
}

export function leavingFigures(network: SimulatedNetwork, rest: number, stallRule: boolean): LeavingFigures {
  const runs = Array.from({ length: LEAVING_RUNS }, (_, seed) => runLeaving(network, rest, stallRule, seed));
  const firsts = runs.map(({ spacing }) => spacing[0] ?? 0);
  const never = { blocks: Number.POSITIVE_INFINITY, seconds: Number.POSITIVE_INFINITY };
  const recoveries = runs.map((run) => recoveryAfter(run, 1, network.consensus.spacing) ?? never);
  return {
    firstBlock: [percentileOf(firsts, 50), percentileOf(firsts, 95)],
    tenthBlock: medianOf(runs.map(({ spacing }) => spacing.slice(0, 10).reduce((sum, each) => sum + each, 0))),
    longestGap: medianOf(runs.map((run) => spacingFigures(run).longest)),
    recoveryBlocks: medianOf(recoveries.map(({ blocks }) => blocks)),
    recoverySeconds: medianOf(recoveries.map(({ seconds }) => seconds)),
  };
}

/** Seconds until the first, second, third … block after all but `rest` left: medians of the runs. */
export function medianTimesAfterLeaving(network: SimulatedNetwork, rest: number, stallRule: boolean): number[] {
  const runs = Array.from({ length: LEAVING_RUNS }, (_, seed) => {
    let seconds = 0;
    return runLeaving(network, rest, stallRule, seed).spacing.map((spacing) => {
      seconds += spacing;
      return seconds;
    });
  });
  return Array.from({ length: LEAVING_BLOCKS }, (_, block) => medianOf(runs.map((times) => times[block] ?? 0)));
}

export interface GamedFigures {
  readonly meanSpacing: number;
  /** Of all blocks, the liar's. */
  readonly shareOfBlocks: number;
  /** By how much fewer hashes a block costs the liar than the others; negative if more. */
  readonly gain: number;
  /** Seconds that headers' times are ahead of the clock: mean, earliest, latest. */
  readonly lead: readonly [mean: number, least: number, most: number];
}

export function gamedFigures(network: SimulatedNetwork, share: number, stamps: "parent" | "latest"): GamedFigures {
  const runs = Array.from({ length: GAMED_RUNS }, (_, seed) => runGamed(network, share, stamps, seed + 1));
  const leads = runs.flatMap(({ lead }) => lead);
  return {
    meanSpacing: meanOf(runs.flatMap(({ spacing }) => spacing)),
    shareOfBlocks: meanOf(runs.flatMap(({ finder }) => finder)),
    gain: meanOf(runs.map(advantageOfSecond)),
    lead: [meanOf(leads), percentileOf(leads, 0), percentileOf(leads, 100)],
  };
}

/**
 * How much cheaper the second miner's blocks are than the first one's. The expected number of hashes for a block is
 * its difficulty, so the mean difficulty of the blocks that a miner found is what it paid for one.
 */
export function advantageOfSecond({ finder, difficulty }: Pick<Run, "finder" | "difficulty">): number {
  const costs = [0, 1].map((miner) => meanOf(difficulty.filter((_, index) => finder[index] === miner)));
  return (costs[0] ?? 0) / (costs[1] ?? 0) - 1;
}

/** The part of the first blocks after 99.9 % left that a miner with 30 % of the rest finds, dating them late. */
export function shareOfStalledBlocks(network: SimulatedNetwork): number {
  const miners = gamed(0.3, "latest").map(
    (miner): Miner => ({ ...miner, hashRate: (now) => miner.hashRate(now) / 1000 }),
  );
  const finders = Array.from(
    { length: FIRST_BLOCK_RUNS },
    (_, seed) => simulate(network, miners, { ...PLAIN, blocks: 1, random: seededRandom(seed) }).finder[0] ?? 0,
  );
  return meanOf(finders);
}

/** Standard deviation as a part of the mean. */
export function spreadOf(values: readonly number[]): number {
  return deviationOf(values) / meanOf(values);
}

function medianOf(values: readonly number[]): number {
  return percentileOf(values, 50);
}
