/**
 * Power is lost at every write of every batch, on disks that keep what was not synced whole, drop, reorder and tear it.
 * Whatever is found: coins, undo data, bodies and filters are those of a replay from genesis of the tip that the store
 * names; and a node that is started on it comes to the best chain, its wallet to what a scan finds, and keeps its word.
 * `TRIAD_CRASH_POINTS=12` cuts each write on so many disks instead of one; docs/crash-safety.md has the counts.
 */
import { indexTip } from "@triad/chain/blocks";
import { drawFrom, type MemoryStore } from "@triad/chain/testing";
import { describe, expect, it } from "vitest";
import { checkPromises, crashScenarios, type Scenario } from "./testing/crash-scenarios.ts";
import { settledWorld } from "./testing/crash-world.ts";
import { cutAt } from "./testing/recording-store.ts";
import { ReplayedBlocks } from "./testing/replayed-blocks.ts";

const DISKS = Number(process.env["TRIAD_CRASH_POINTS"] ?? 0);
/** In a short run one point in so many is cut, and one of so many states that are found is started again. */
const SHORT_RUN = { points: 9, starts: 7 };
/** All of them: where promises are to be kept, and in a long run. */
const EVERY = { points: 1, starts: 1 };

describe("power that is lost at any write costs what was not promised, and nothing else", () => {
  it.each(crashScenarios().map((make) => [make.name, make] as const))(
    "%s",
    (_, make) => {
      const scenario = make();
      const { points, states, starts } = cutEverywhere(scenario);
      expect(states).toBeGreaterThan(1);
      expect(starts).toBeGreaterThan(0);
      if (DISKS === 0) return;
      console.log(
        `${scenario.name}: ${scenario.recorded.operations.length} batches, ${points} crash points, ` +
          `${states} different states found, ${starts} starts`,
      );
    },
    3_600_000,
  );
});

function cutEverywhere(scenario: Scenario): { points: number; states: number; starts: number } {
  const { world, blocks, best, recorded } = scenario;
  const { network, schnorr } = world;
  const keepsPromises = scenario.name === "payments";
  const oneIn = DISKS > 0 || keepsPromises ? EVERY : SHORT_RUN;
  const walletSeed = world.node.walletSeed as Uint8Array;
  const replayed = new ReplayedBlocks({ network, schnorr, walletSeed }, blocks);
  const found = new Set<string>();
  let points = 0;
  let starts = 0;
  let at = 0;
  for (const [number, operation] of recorded.operations.entries()) {
    for (let point = 0; point < operation.points; point++) {
      // the first disk takes writes in their order
      for (let disk = 0; disk < Math.max(1, DISKS); disk++) {
        if (at++ % oneIn.points !== 0) continue;
        const seed = 1_000_003 * number + 1_009 * point + disk;
        const store = cutAt(operation, point, disk === 0 && DISKS > 0 ? undefined : drawFrom(seed));
        points++;
        replayed.checkStore(store);
        const state = `${number} ${digest(store)}`;
        if (found.has(state)) continue;
        found.add(state);
        if (found.size % oneIn.starts !== 1 % oneIn.starts) continue;
        starts++;
        const restarted = settledWorld(world, best, store, seed + 1);
        replayed.checkStore(store);
        replayed.checkWallet(restarted.node.wallet.wallet, restarted.node.chain.tip.hash);
        expect(store.coinsTip).toEqual(best.at(-1)?.hash);
        if (world.node.isIndexed) expect(indexTip(store)?.hash).toEqual(store.coinsTip);
        if (keepsPromises) checkPromises(restarted, operation.shown);
      }
    }
  }
  return { points, states: found.size, starts };
}

/** Tells states of one store apart; its coins follow from its tip. */
function digest(store: MemoryStore): string {
  const records = [...store.records("")].map(([name, bytes]) => `${name} ${bytes}`);
  return [store.coinsTip, store.prunedHeight, ...store.headers(), ...records].map(String).join("\n");
}
