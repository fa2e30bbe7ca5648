/** The chain on which attacks are played: long enough for the rules against headers without work, and quick to make. */
import { makeNetwork, type Network, readNetworkFile } from "@triad/chain";
import { BlockTree, type BuiltBlock } from "@triad/chain/testing";
import { testParameters } from "@triad/testnet";

/** A branch needs the work of the tip less 144 blocks: below that height every header would be stored. */
const BLOCKS_BEFORE = 320;
/** 512 hashes a block: found at once, and still many times what the easiest blocks of an attacker cost. */
const GENESIS_BITS = 0x1f7fffff;
/** So far in the past that blocks, each a second after its parent, never come ahead of the clock. */
const AGE_SECONDS = 6 * 3600;

export function testNetworkFile(): string {
  return testParameters(Math.floor(Date.now() / 1000) - AGE_SECONDS, { spacing: 1, genesisBits: GENESIS_BITS });
}

export function networkOf(file: string): Network {
  return makeNetwork(readNetworkFile(file));
}

export interface TestChain {
  readonly network: Network;
  readonly tree: BlockTree;
  readonly blocks: readonly BuiltBlock[];
  readonly tip: BlockTree["genesis"];
}

/** The same blocks for the same file, in whichever process. */
export function growTestChain(networkFile: string): TestChain {
  const network = networkOf(networkFile);
  const tree = new BlockTree(network);
  let tip = tree.genesis;
  const blocks: BuiltBlock[] = [];
  for (let height = 1; height <= BLOCKS_BEFORE; height++) {
    const built = tree.extend(tip);
    blocks.push(built);
    tip = built.entry;
  }
  return { network, tree, blocks, tip };
}
