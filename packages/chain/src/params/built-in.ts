/** The networks that every program knows by name. docs/spec/networks.md. */
import type { NetworkParams } from "./network.ts";

/** Genesis of `main` and `test` is replaced when they are launched: see docs/spec/networks.md. */
const MAIN: NetworkParams = {
  name: "main",
  consensus: {
    spacing: 60,
    halfLife: 14_400,
    easiestBits: 0x1d00ffff,
    subsidy: 500_000_000,
    halvingInterval: 2_100_000,
    coinbaseMaturity: 100,
    maxBlockBytes: 1_000_000,
    genesisTime: 1_795_392_000,
    genesisBits: 0x1d00ffff,
    genesisMessage: "Triad main 2026-11-23: three kinds of node, one chain",
    premine: [],
  },
  genesisNonce: 0,
  addressPrefix: "tri",
  ports: {
    "full-node": { peers: 8640, api: 8650 },
    miner: { peers: 8641, api: 8651 },
    "light-node": { peers: 8642, api: 8652 },
  },
  seeds: [],
  minimumChainWork: 0n,
};

const TEST: NetworkParams = {
  ...MAIN,
  name: "test",
  consensus: {
    ...MAIN.consensus,
    spacing: 15,
    halfLife: 3_600,
    easiestBits: 0x1e00ffff,
    genesisBits: 0x1e00ffff,
    genesisMessage: "Triad test 2026-11-23: for trying things",
  },
  addressPrefix: "ttri",
  ports: {
    "full-node": { peers: 18640, api: 18650 },
    miner: { peers: 18641, api: 18651 },
    "light-node": { peers: 18642, api: 18652 },
  },
};

/** Fixed easy difficulty: blocks are found on demand, and miners pace themselves to the spacing by policy. */
const LOCAL: NetworkParams = {
  ...MAIN,
  name: "local",
  consensus: {
    ...MAIN.consensus,
    spacing: 2,
    halfLife: 0,
    easiestBits: 0x1f7fffff,
    halvingInterval: 210_000,
    coinbaseMaturity: 5,
    genesisTime: 1_795_392_000 - 86_400 * 30,
    genesisBits: 0x1f7fffff,
    genesisMessage: "Triad local: for development on one trusted machine",
  },
  addressPrefix: "ltri",
  ports: {
    "full-node": { peers: 28640, api: 28650 },
    miner: { peers: 28641, api: 28651 },
    "light-node": { peers: 28642, api: 28652 },
  },
  seeds: ["127.0.0.1:28640", "127.0.0.1:28641", "127.0.0.1:28642"],
};

export const BUILT_IN_NETWORKS: Readonly<Record<"main" | "test" | "local", NetworkParams>> = {
  main: MAIN,
  test: TEST,
  local: LOCAL,
};
