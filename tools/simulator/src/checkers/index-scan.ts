/** The address index in a store says what a scan of the blocks up to its own tip says, whatever happened (docs/address-index.md). */
import { indexTip } from "@triad/chain/blocks";
import { checkAddressIndex } from "@triad/chain/testing";
import { equalBytes } from "@triad/crypto";
import { DecodeError, readBlock } from "@triad/protocol";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "index-scan";

export const checker: Checker = {
  name: NAME,
  claim: "A node's address index is what a scan of its chain finds: up to the same block, and in the end to the tip.",
  begin(world) {
    let turn = 0;
    const check = (node: SimNode | undefined): void => {
      if (node?.core === undefined) return;
      const fault = faultOf(node, partsOf(node.core));
      if (fault !== undefined) world.violated(NAME, fault, node);
    };
    return {
      // what a crash left, before the program has written anything
      afterTurn(node, event) {
        if (event === undefined && node.isHonest && node.role !== "light-node") check(node);
      },
      everyMs: 3 * MINUTE,
      periodically() {
        turn += 1;
        const { honestValidating } = world;
        check(honestValidating[turn % honestValidating.length]);
      },
      atRest() {
        for (const node of world.honestValidating) {
          check(node);
          if (node.core === undefined) continue;
          const { chain, index } = partsOf(node.core);
          if (index === undefined) continue;
          const tip = indexTip(node.disk.store);
          const isThere = index.isReady && tip !== undefined && equalBytes(tip.hash, chain.tip.hash);
          if (isThere) continue;
          const at = tip === undefined ? "nowhere" : `at block ${tip.height}`;
          world.violated(NAME, `the index is ${at}, the chain at ${chain.tip.height}`, node);
        }
      },
    };
  },
};

/** Also where the node keeps none now: what is there must be right when one is kept again. */
function faultOf(node: SimNode, { chain }: Pick<ValidatingParts, "chain">): string | undefined {
  const { store } = node.disk;
  const bodiesTo = (hash: Uint8Array): readonly (readonly Uint8Array[])[] => {
    const bodies: (readonly Uint8Array[])[] = [];
    for (let entry = chain.headers.get(hash); entry !== undefined; entry = entry.parent) {
      const block = readBlock(store.body(entry.hash) ?? new Uint8Array(0));
      if (block instanceof DecodeError) throw new Error(`the index has block ${entry.height}, and the store has not`);
      bodies.push(block.transactions);
    }
    return bodies.reverse();
  };
  try {
    checkAddressIndex(store, bodiesTo);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return undefined;
}
