/** The network that is simulated: the pace and the difficulty rule of `test`, with work that costs nothing. */
import { BUILT_IN_NETWORKS, makeNetwork, type Network } from "@triad/chain";

const TEST = BUILT_IN_NETWORKS.test;

/** What a block takes at first: difficulty can fall by 32 and rise as far as it likes. */
export const HASHES_PER_BLOCK_AT_FIRST = 64;
/** Compact form of the target that one hash in 64 meets, and of the easiest there is. */
const GENESIS_BITS = 0x2003ffff;
const EASIEST_BITS = 0x207fffff;
/** Short enough that a partition of some minutes loses rewards that were paid on already. */
const COINBASE_MATURITY = 10;

/** `seeds`: where nodes that know nobody begin. */
export function easyNetwork(seeds: readonly string[]): Network {
  return makeNetwork({
    ...TEST,
    name: "simulated",
    seeds: [...seeds],
    consensus: {
      ...TEST.consensus,
      genesisBits: GENESIS_BITS,
      easiestBits: EASIEST_BITS,
      coinbaseMaturity: COINBASE_MATURITY,
      genesisMessage: "Triad simulated",
    },
  });
}
