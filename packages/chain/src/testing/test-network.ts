/** Networks on which a block is found in two hashes, so that tests make real blocks and change no rule. */
import type { ConsensusParams } from "@triad/protocol";
import { makeNetwork } from "../params/genesis.ts";
import type { Network } from "../params/network.ts";
import { testKey } from "./test-keys.ts";

/** The easiest target that compact form can say: every second hash meets it. */
export const TEST_BITS = 0x207fffff;
export const TEST_GENESIS_TIME = 1_700_000_000;

/** Owned by `testKey(0)` to `testKey(3)`, 100 coins each; spendable from height `coinbaseMaturity`. */
export const TEST_PREMINE = [0, 1, 2, 3].map((n) => ({ amount: 10_000_000_000, key: testKey(n).key }));

const PARAMS: ConsensusParams = {
  spacing: 2,
  halfLife: 0,
  easiestBits: TEST_BITS,
  subsidy: 500_000_000,
  halvingInterval: 100,
  coinbaseMaturity: 3,
  maxBlockBytes: 100_000,
  genesisTime: TEST_GENESIS_TIME,
  genesisBits: TEST_BITS,
  genesisMessage: "for tests",
  premine: TEST_PREMINE,
};

/** Fixed difficulty unless `overrides` say otherwise. Throws ParamsError where they break a limit. */
export function testNetwork(overrides: Partial<ConsensusParams> = {}): Network {
  const ports = { peers: 1, api: 2 };
  return makeNetwork({
    name: "unit-test",
    consensus: { ...PARAMS, ...overrides },
    genesisNonce: 0,
    addressPrefix: "ut",
    ports: { "full-node": ports, miner: ports, "light-node": ports },
    seeds: [],
    minimumChainWork: 0n,
  });
}

/** The same with a difficulty that moves: ASERT with the shortest half-life that a spacing of two seconds allows. */
export function asertTestNetwork(overrides: Partial<ConsensusParams> = {}): Network {
  return testNetwork({ halfLife: 120, ...overrides });
}
