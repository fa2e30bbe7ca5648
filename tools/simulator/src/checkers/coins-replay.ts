/**
 * Invariants 1, 2, 4 and the coins of 21: the coins of a node are what a replay of its chain from genesis makes, each is
 * created once and spent at most once, and together they are all subsidies that were claimed.
 */
import { ChainCoins } from "../engine/chain-coins.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "coins-replay";

export const checker: Checker = {
  name: NAME,
  claim: "A node's coins are what a replay of its chain makes, and their sum is what coinbases have claimed.",
  begin(world) {
    const coins = new ChainCoins(world);
    let turn = 0;
    const check = (node: SimNode | undefined): void => {
      const fault = node?.core && coins.faultOf(partsOf(node.core));
      if (node !== undefined && fault !== undefined) world.violated(NAME, fault, node);
    };
    return {
      everyMs: 7 * MINUTE,
      periodically() {
        turn += 1;
        const { honestValidating } = world;
        check(honestValidating[turn % honestValidating.length]);
      },
      atRest() {
        for (const node of world.honestValidating) check(node);
      },
    };
  },
};
