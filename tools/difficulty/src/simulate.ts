/**
 * A chain of block times under the real difficulty rule. No hashing: what a miner does in a second is a probability
 * that follows from its hash rate and the target that its header would have now.
 *
 * Hash rates are relative: 1 finds a block per `spacing` at the difficulty that the run begins with. It begins twenty
 * half-lives ahead of the schedule, that is at 2^20 times the genesis difficulty, so that `easiestBits` stays out of
 * play down to a millionth of that hash rate.
 */
import { requiredBits, targetOfBits } from "@triad/chain/headers";
import { drawBlock, type Piece } from "./draw-block.ts";
import type { SimulatedNetwork } from "./networks.ts";
import type { Random } from "./seeded-random.ts";

export interface Moment {
  /** Of the block that is sought; the first one simulated is 1. */
  readonly height: number;
  /** Since the beginning, in block spacings. */
  readonly spacings: number;
  /** That an honest header would have now, relative to the beginning's. */
  readonly difficulty: number;
}

export interface Miner {
  /** Relative to the hash rate that the run begins with. */
  readonly hashRate: (now: Moment) => number;
  /** What it writes into its headers: the clock, its parent's time, or the latest time that is accepted. */
  readonly stamps: "clock" | "parent" | "latest";
}

export interface RunOptions {
  readonly blocks: number;
  readonly random: Random;
  /** False: the rule without its stall steps, to compare. */
  readonly stallRule: boolean;
  /** Spacings after which hash rates are asked again within one search; Infinity if they change with blocks only. */
  readonly ratesHoldForSpacings: number;
  /** From block 1 of a new network instead, at the genesis difficulty. */
  readonly fromGenesis: boolean;
}

/** One entry for each block; heights count from 1, so block h is entry h − 1. */
export interface Run {
  /** Seconds by the clock since the block before. */
  readonly spacing: readonly number[];
  /** Of the block found, relative to the beginning's. */
  readonly difficulty: readonly number[];
  /** Seconds that the block was expected to take when its search began, if nothing changed. */
  readonly expected: readonly number[];
  /** Index of the miner. */
  readonly finder: readonly number[];
  /** Seconds that the header's time is ahead of the clock; negative when it is late. */
  readonly lead: readonly number[];
}

const HALF_LIVES_AHEAD = 20;
/** Of the block before the first one simulated: high enough for twenty half-lives ahead to be possible. */
const BLOCKS_BEFORE = 100_000;
/** Unix seconds of that block: any number that leaves room below for the blocks before it. */
const CLOCK_AT_START = 100_000_000;

interface Parent {
  readonly height: number;
  readonly time: number;
  readonly firstTime: number;
}

export function simulate(network: SimulatedNetwork, miners: readonly Miner[], options: RunOptions): Run {
  const { spacing, halfLife } = network.consensus;
  const targetAt = (parent: Parent, time: number) =>
    targetNumber(network, parent, options.stallRule ? time : parent.time);
  let parent = options.fromGenesis ? { height: 0, time: CLOCK_AT_START, firstTime: 0 } : longChain(network);
  const unit = options.fromGenesis
    ? targetAt(parent, parent.time) / 2 ** HALF_LIVES_AHEAD
    : targetAt(parent, parent.time);
  const before = parent.height;
  const run = {
    spacing: [] as number[],
    difficulty: [] as number[],
    expected: [] as number[],
    finder: [] as number[],
    lead: [] as number[],
  };
  for (let clock = CLOCK_AT_START; run.spacing.length < options.blocks; ) {
    const height = parent.height + 1;
    const pieceAt = (at: number): Piece => {
      const times = miners.map(({ stamps }) => headerTime(stamps, at, parent.time, network));
      const targets = times.map((time) => targetAt(parent, time) / unit);
      const honest = targetAt(parent, headerTime("clock", at, parent.time, network)) / unit;
      const now = { height: height - before, spacings: (at - CLOCK_AT_START) / spacing, difficulty: 1 / honest };
      const stallSteps = options.stallRule
        ? miners.map(({ stamps }) => nextStallStep(stamps, at, parent.time, halfLife, network))
        : [];
      return {
        blocksPerSecond: miners.map(({ hashRate }, index) => (hashRate(now) * (targets[index] ?? 0)) / spacing),
        endsAt: Math.min(at + options.ratesHoldForSpacings * spacing, ...stallSteps),
      };
    };
    const atOnce = pieceAt(clock).blocksPerSecond.reduce((sum, rate) => sum + rate, 0);
    const found = drawBlock(pieceAt, clock, options.random);
    const time = headerTime(miners[found.finder]?.stamps ?? "clock", found.clock, parent.time, network);
    run.spacing.push(found.clock - clock);
    run.difficulty.push(unit / targetAt(parent, time));
    run.expected.push(1 / atOnce);
    run.finder.push(found.finder);
    run.lead.push(time - found.clock);
    parent = { height, time, firstTime: height === 1 ? time : parent.firstTime };
    clock = found.clock;
  }
  return run;
}

/** The last block of a chain that is so far ahead of its schedule, found at this moment. */
function longChain({ consensus: { spacing, halfLife } }: SimulatedNetwork): Parent {
  const firstTime = CLOCK_AT_START - spacing * (BLOCKS_BEFORE - 1) + halfLife * HALF_LIVES_AHEAD;
  return { height: BLOCKS_BEFORE, time: CLOCK_AT_START, firstTime };
}

/** As a floating-point number, which is precise enough for probabilities. */
function targetNumber({ consensus }: SimulatedNetwork, parent: Parent, time: number): number {
  const { height, time: parentTime, firstTime } = parent;
  return Number(targetOfBits(requiredBits(consensus, { height: height + 1, time, parentTime, firstTime })));
}

/** Whole seconds, never before the parent's. */
function headerTime(stamps: Miner["stamps"], clock: number, parentTime: number, network: SimulatedNetwork): number {
  if (stamps === "parent") return parentTime;
  return Math.max(parentTime, Math.floor(clock) + leadOf(stamps, network));
}

/** Clock at which this miner's header time is the next whole half-life after its parent's. */
function nextStallStep(
  stamps: Miner["stamps"],
  clock: number,
  parentTime: number,
  halfLife: number,
  network: SimulatedNetwork,
): number {
  if (stamps === "parent") return Number.POSITIVE_INFINITY;
  const steps = Math.floor((headerTime(stamps, clock, parentTime, network) - parentTime) / halfLife);
  return parentTime + halfLife * (steps + 1) - leadOf(stamps, network);
}

function leadOf(stamps: "clock" | "latest", network: SimulatedNetwork): number {
  return stamps === "latest" ? network.maxFutureSeconds : 0;
}
