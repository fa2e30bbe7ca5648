/** A chain with branches of unequal work, for whatever proves something about a block's ancestors. */
import type { Block } from "@triad/protocol";
import type { BlockChain } from "../blocks/block-chain.ts";
import type { HeaderEntry } from "../headers/index.ts";
import { BlockTree } from "./chain-builder.ts";
import { drawFrom } from "./draw-from.ts";
import { openTestChain } from "./settle-chain.ts";
import { asertTestNetwork } from "./test-network.ts";

export interface Grown {
  readonly entry: HeaderEntry;
  readonly block: Block;
}

/** A chain that knows a main branch up to `heightMax` and eight branches of it; works differ from block to block. */
export function growBranches(heightMax: number): { chain: BlockChain; main: readonly Grown[]; all: readonly Grown[] } {
  const network = asertTestNetwork();
  const tree = new BlockTree(network);
  const chain = openTestChain(network);
  const draw = drawFrom(3);
  const grow = (parent: HeaderEntry, branch: number): Grown => {
    const time = parent.header.time + draw(5);
    const { entry, block, headerBytes } = tree.extend(parent, { time, memoTail: Uint8Array.of(branch) });
    const known = chain.acceptHeader(headerBytes, time);
    if (!("hash" in known)) throw new Error(known.code);
    return { entry, block };
  };
  const main: Grown[] = [{ entry: tree.genesis, block: network.genesis.block }];
  while (main.length <= heightMax) main.push(grow((main.at(-1) as Grown).entry, 1));
  const all = [...main];
  for (let branch = 2; branch <= 9; branch++) {
    let at = main[8 * (branch - 2) + draw(8)] as Grown;
    for (let left = 1 + draw(12); left > 0; left--) {
      at = grow(at.entry, branch);
      all.push(at);
    }
  }
  return { chain, main, all };
}
