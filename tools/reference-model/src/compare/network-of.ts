import type { Network } from "@triad/chain";
import { GENESIS_NONCE } from "../generate/tree.ts";
import type { Parameters } from "../model/index.ts";
import type { ChainModules } from "./chain-modules.ts";

/** The same network for the real chain. */
export function networkOf(modules: ChainModules, parameters: Parameters): Network {
  const ports = { peers: 1, api: 2 };
  return modules.chain.makeNetwork({
    name: "compared",
    addressPrefix: "cmp",
    consensus: {
      spacing: Number(parameters.spacing),
      halfLife: Number(parameters.halfLife),
      easiestBits: Number(parameters.easiestBits),
      subsidy: Number(parameters.subsidy),
      halvingInterval: Number(parameters.halvingInterval),
      coinbaseMaturity: Number(parameters.coinbaseMaturity),
      maxBlockBytes: Number(parameters.maxBlockBytes),
      genesisTime: Number(parameters.genesisTime),
      genesisBits: Number(parameters.genesisBits),
      genesisMessage: parameters.genesisMessage,
      premine: parameters.premine.map(({ amount, key }) => ({ amount: Number(amount), key })),
    },
    genesisNonce: Number(GENESIS_NONCE),
    ports: { "full-node": ports, miner: ports, "light-node": ports },
    seeds: [],
    minimumChainWork: 0n,
  });
}
