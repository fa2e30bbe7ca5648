import { hashToDisplay, taggedHash } from "@triad/crypto";
import { readTransaction, writeConsensusParams } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { coinbaseHeight } from "../blocks/index.ts";
import { targetOfBits } from "../headers/index.ts";
import { AMOUNT_MAX, BUILT_IN_NETWORKS, makeNetwork, ParamsError } from "../index.ts";
import { testKey, testNetwork } from "../testing/index.ts";

type Overrides = NonNullable<Parameters<typeof testNetwork>[0]>;

function refusal(overrides: Overrides): string | undefined {
  try {
    testNetwork(overrides);
    return undefined;
  } catch (error) {
    if (error instanceof ParamsError) return error.message;
    throw error;
  }
}

const { key } = testKey(1);
const premine = (...amounts: number[]) => amounts.map((amount) => ({ amount, key }));
const UINT32_MAX = 0xffff_ffff;

/** Named by the parameter: a value at its limit, and one beyond it. */
const LIMITS: readonly (readonly [name: string, within: Overrides, beyond: Overrides])[] = [
  ["spacing", { spacing: 1 }, { spacing: 0 }],
  ["spacing", { spacing: UINT32_MAX }, { spacing: UINT32_MAX + 1 }],
  ["halvingInterval", { halvingInterval: 1 }, { halvingInterval: 0 }],
  ["halvingInterval", { halvingInterval: UINT32_MAX, subsidy: 0 }, { halvingInterval: UINT32_MAX + 1, subsidy: 0 }],
  ["coinbaseMaturity", { coinbaseMaturity: 1 }, { coinbaseMaturity: 0 }],
  ["coinbaseMaturity", { coinbaseMaturity: UINT32_MAX }, { coinbaseMaturity: UINT32_MAX + 1 }],
  ["genesis.time", { genesisTime: 0 }, { genesisTime: -1 }],
  ["genesis.time", { genesisTime: UINT32_MAX }, { genesisTime: UINT32_MAX + 1 }],
  // maxFuture is 10 spacings, then 600 seconds
  ["halfLife", { spacing: 2, halfLife: 120 }, { spacing: 2, halfLife: 119 }],
  ["halfLife", { spacing: 60, halfLife: 3600 }, { spacing: 60, halfLife: 3599 }],
  ["halfLife", { spacing: 600, halfLife: 3600 }, { spacing: 600, halfLife: 3599 }],
  ["halfLife", { halfLife: 0 }, { halfLife: 1 }],
  ["easiestBits", { easiestBits: 0x207fffff }, { easiestBits: 0x20800000 }],
  ["easiestBits", { easiestBits: 0x2100ffff }, { easiestBits: 0x21010000 }],
  ["easiestBits", { easiestBits: 0x1d00ffff, genesisBits: 0x1d00ffff }, { easiestBits: 0x1e0000ff }],
  ["genesis.bits", { genesisBits: 0x207fffff }, { genesisBits: 0x2100ffff }],
  ["genesis.bits", { genesisBits: 0x1d00ffff }, { genesisBits: 0 }],
  // work is 2^256/(target + 1): targets from 2^64 on are below 2^192
  ["genesis.bits", { genesisBits: 0x09010000 }, { genesisBits: 0x0900ffff }],
  ["subsidy", { subsidy: 0 }, { subsidy: -1 }],
  ["subsidy", { subsidy: 10, halvingInterval: 105e12 / 1e6, premine: [] }, { subsidy: 0.5 }],
  ["premine amount", { premine: premine(1) }, { premine: premine(0) }],
  ["premine amount", { subsidy: 0, premine: premine(AMOUNT_MAX) }, { subsidy: 0, premine: premine(AMOUNT_MAX + 1) }],
  ["premine key", { premine: [{ amount: 1, key }] }, { premine: [{ amount: 1, key: key.subarray(1) }] }],
  // all money
  ["subsidy", { subsidy: 0, premine: premine(AMOUNT_MAX - 1, 1) }, { subsidy: 0, premine: premine(AMOUNT_MAX, 1) }],
  [
    "subsidy",
    { subsidy: AMOUNT_MAX / 2 / 100, halvingInterval: 100, premine: [] },
    { subsidy: AMOUNT_MAX / 2 / 100, halvingInterval: 100, premine: premine(1) },
  ],
  ["genesis.message", { genesisMessage: "x".repeat(252) }, { genesisMessage: "x".repeat(253) }],
  ["genesis.message", { genesisMessage: "é".repeat(126) }, { genesisMessage: "é".repeat(127) }],
  ["genesis.message", { genesisMessage: "\u{1f600}" }, { genesisMessage: "\ud83d" }],
  ["maxBlockBytes", { maxBlockBytes: 4_000_000 }, { maxBlockBytes: 4_000_001 }],
];

describe("the limits of parameters", () => {
  it.each(LIMITS)("%s: %o is within, %o is beyond", (name, within, beyond) => {
    expect(refusal(within)).toBeUndefined();
    expect(refusal(beyond)).toContain(`parameter ${name} `);
  });

  it("maxBlockBytes has room for the genesis coinbase", () => {
    const size = testNetwork().genesis.block.transactions[0]?.length ?? 0;
    // the parameter itself is not in the coinbase, so its size stays
    expect(refusal({ maxBlockBytes: size })).toBeUndefined();
    expect(refusal({ maxBlockBytes: size - 1 })).toContain(`maxBlockBytes must be at least ${size}`);
  });

  it("names, prefixes and the genesis nonce are checked too", () => {
    const { params } = testNetwork();
    const make = (changes: object) => () => makeNetwork({ ...params, ...changes });
    for (const name of ["a", "a-1", "a".repeat(32)]) expect(make({ name })).not.toThrow();
    for (const name of ["", "A", "1a", "-a", "a b", "../a", "a".repeat(33)]) expect(make({ name })).toThrow("name");
    for (const addressPrefix of ["a", "abcdefghij"]) expect(make({ addressPrefix })).not.toThrow();
    for (const addressPrefix of ["", "A", "a1", "abcdefghijk"])
      expect(make({ addressPrefix })).toThrow("addressPrefix");
    expect(make({ genesisNonce: UINT32_MAX })).not.toThrow();
    for (const genesisNonce of [-1, UINT32_MAX + 1, 0.5]) expect(make({ genesisNonce })).toThrow("genesis.nonce");
  });
});

describe("a network out of its parameters", () => {
  it.each(Object.values(BUILT_IN_NETWORKS).map((each) => [each.name, each] as const))("%s can be made", (_, params) => {
    const network = makeNetwork(params);
    expect(network.chainId).toEqual(network.genesis.hash);
    expect(network.params).toBe(params);
  });

  it("differs in its chain id with each parameter, and with nothing else", () => {
    const { params } = testNetwork();
    const { consensus } = params;
    const ids = [
      {},
      { spacing: 3 },
      { halfLife: 120 },
      { easiestBits: 0x2100ffff },
      { subsidy: 1 },
      { halvingInterval: 101 },
      { coinbaseMaturity: 4 },
      { maxBlockBytes: 100_001 },
      { genesisTime: consensus.genesisTime + 1 },
      { genesisBits: 0x207ffffe },
      { genesisMessage: "another" },
      { premine: premine(1) },
    ].map((overrides) => hashToDisplay(testNetwork(overrides).chainId));
    expect(new Set(ids).size).toBe(ids.length);
    const outside = makeNetwork({ ...params, name: "b", addressPrefix: "b", seeds: ["b:1"], minimumChainWork: 5n });
    expect(hashToDisplay(outside.chainId)).toBe(ids[0]);
    expect(makeNetwork({ ...params, genesisNonce: 1 }).chainId).not.toEqual(testNetwork().chainId);
  });

  it("begins with a header whose parent is the hash of the parameters", () => {
    const { genesis, params } = testNetwork();
    expect(genesis.header.prev).toEqual(taggedHash("Triad/params", writeConsensusParams(params.consensus)));
    expect(genesis.header).toMatchObject({ version: 1, time: params.consensus.genesisTime, nonce: 0 });
  });

  it("pays the premine in order from one coinbase with the message", () => {
    const { genesis, params } = testNetwork();
    expect(genesis.block.transactions).toHaveLength(1);
    const tx = readTransaction(genesis.block.transactions[0] as Uint8Array);
    if (!("memo" in tx)) throw new Error(tx.what);
    expect(tx.outputs).toEqual(params.consensus.premine);
    expect(coinbaseHeight(tx.memo)).toBe(0);
    expect(tx.memo).toHaveLength(64);
    expect(new TextDecoder().decode(tx.memo.subarray(4, 13))).toBe("for tests");
  });

  it("lets a clock be off by ten block times, ten minutes at most", () => {
    const seconds = (spacing: number) => testNetwork({ spacing }).maxFutureSeconds;
    expect([1, 2, 59, 60, 61, 6000].map(seconds)).toEqual([10, 20, 590, 600, 600, 600]);
  });

  it("ships difficulties that a first miner can meet", () => {
    for (const { consensus } of Object.values(BUILT_IN_NETWORKS)) {
      expect(targetOfBits(consensus.genesisBits)).toBe(targetOfBits(consensus.easiestBits));
    }
  });
});
