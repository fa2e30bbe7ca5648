import { describe, expect, it } from "vitest";
import { advantageOfSecond } from "./experiments.ts";
import { simulatedNetworks } from "./networks.ts";
import { gamed, hopper, leaveBehind } from "./scenarios.ts";
import { seededRandom } from "./seeded-random.ts";
import { type Miner, type RunOptions, simulate } from "./simulate.ts";
import { spacingFigures } from "./statistics.ts";

const { main, testnet } = simulatedNetworks();
const honest: Miner = { hashRate: () => 1, stamps: "clock" };

function options(changes: Partial<RunOptions> = {}): RunOptions {
  const ratesHoldForSpacings = Number.POSITIVE_INFINITY;
  return {
    ...{ blocks: 2000, random: seededRandom(1), stallRule: true, ratesHoldForSpacings, fromGenesis: false },
    ...changes,
  };
}

/** Draws the longest first gap that this threshold of the integrated rate allows. */
const firstGap = (threshold: number) => () => 1 - Math.exp(-threshold);

describe("a simulated chain", () => {
  it("keeps its spacing with a steady hash rate, and is the same for the same seed", () => {
    const run = simulate(main, [honest], options());
    expect(spacingFigures(run).mean).toBeGreaterThan(58);
    expect(spacingFigures(run).mean).toBeLessThan(62);
    expect(simulate(main, [honest], options())).toEqual(run);
  });

  it("begins at difficulty 1, at which a hash rate of 1 is expected to take one spacing", () => {
    for (const network of [main, testnet]) {
      const run = simulate(network, [honest], options({ blocks: 1 }));
      expect(run.expected[0]).toBeCloseTo(network.consensus.spacing, 9);
    }
  });

  it("eases within a gap by each whole half-life: the exact time of a block across three steps", () => {
    // a thousandth of the hash rate: 0.24 blocks in the first half-life of 240 spacings, then 0.48, 0.96, 1.92
    const run = simulate(main, leaveBehind(0.001), options({ blocks: 1, random: firstGap(0.24 + 0.48 + 0.96 + 0.5) }));
    const inFourth = 0.5 / (8 * 0.001);
    expect(run.spacing[0]).toBeCloseTo(3 * 14_400 + inFourth * 60, 3);
    expect(run.difficulty[0]).toBeCloseTo(1 / 8, 9);
  });

  it("does not ease without the stall rule", () => {
    const run = simulate(main, leaveBehind(0.001), options({ blocks: 1, stallRule: false, random: firstGap(2) }));
    expect(run.spacing[0]).toBeCloseTo(2000 * 60, 3);
    expect(run.difficulty[0]).toBe(1);
  });

  it("starts from genesis at a millionth of the difficulty that its hash rate ends with", () => {
    const run = simulate(main, [honest], options({ fromGenesis: true, blocks: 3 }));
    expect(run.difficulty[0]).toBeCloseTo(2 ** -20, 12);
    expect(run.expected[0]).toBeCloseTo(60 / 2 ** 20, 9);
  });
});

describe("times in headers", () => {
  it("of an honest miner are the clock's whole seconds", () => {
    const { lead } = simulate(main, [honest], options());
    expect(Math.max(...lead)).toBeLessThanOrEqual(0);
    expect(Math.min(...lead)).toBeGreaterThan(-1);
  });

  it("stay within the rules when they are lies", () => {
    const ahead = simulate(testnet, gamed(0.45, "latest"), options());
    expect(Math.max(...ahead.lead)).toBeGreaterThan(testnet.maxFutureSeconds - 1);
    expect(Math.max(...ahead.lead)).toBeLessThanOrEqual(testnet.maxFutureSeconds);
    const behind = simulate(testnet, gamed(0.45, "parent"), options());
    expect(Math.max(...behind.lead)).toBeLessThanOrEqual(0);
    expect(Math.min(...behind.lead)).toBeLessThan(-testnet.consensus.spacing);
  });

  it("reach a stall step sooner by the whole lead, and are never moved by it when they stand still", () => {
    const alone = (stamps: Miner["stamps"]): Miner[] => [{ hashRate: () => 0.001, stamps }];
    // 230 of the 240 spacings at the old target, then the eased one
    const latest = simulate(main, alone("latest"), options({ blocks: 1, random: firstGap(0.23 + 0.2) }));
    expect(latest.spacing[0]).toBeCloseTo(330 * 60, 3);
    const parent = simulate(main, alone("parent"), options({ blocks: 1, random: firstGap(2) }));
    expect(parent.spacing[0]).toBeCloseTo(2000 * 60, 3);
  });
});

describe("miners who come and go", () => {
  it("hop on below one difficulty and off above another, and stay as they are in between", () => {
    const rate = hopper(4, { joinsBelow: 1.9, leavesAbove: 2.1 });
    const at = (difficulty: number) => rate({ height: 1, spacings: 0, difficulty });
    expect([2, 1.9, 1.89, 2, 2.1, 2.11, 2].map(at)).toEqual([0, 0, 4, 4, 4, 0, 0]);
  });

  it("gain by how much less difficulty their blocks cost", () => {
    expect(advantageOfSecond({ finder: [0, 1, 0, 1], difficulty: [3, 1, 1, 1] })).toBe(1);
  });
});
