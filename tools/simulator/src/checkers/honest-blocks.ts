/** Invariants 9 and 11: what an honest miner made is valid, everywhere, whatever bodies were served under its header. */
import { hashKey } from "@triad/chain";
import { hashFromDisplay } from "@triad/crypto";
import type { Checker } from "./checker.ts";

const NAME = "honest-blocks";

export const checker: Checker = {
  name: NAME,
  claim: "A block that an honest miner's program made is never refused there, nor condemned anywhere.",
  begin: (world) => ({
    onEffect(node, effect) {
      if (effect.type !== "notify" || !node.isHonest) return;
      const { code, text, facts } = effect.notice;
      if (code === "own-block-refused") world.violated(NAME, text, node);
      if (code !== "block-invalid") return;
      const hash = hashFromDisplay(String(facts.hash));
      if (hash !== undefined && world.honestBlocks.has(hashKey(hash))) world.violated(NAME, text, node);
    },
  }),
};
