/** The network of benches: the rules and the block size of `main`, but every second hash makes a block. */
import { makeNetwork, type Network } from "@triad/chain";
import { TEST_BITS } from "@triad/chain/testing";
import { BLOCK_BYTES_MAX } from "@triad/protocol";
import { type ChainShape, FAN_OUT_MAX, fanOutBlocks, shapeName } from "./chain-shape.ts";

/** Base units; halved again and again by draws at random, it stays far from nothing for thousands of blocks. */
export const COIN_AMOUNT = 100_000_000;
const MAIN_BLOCK_BYTES = 1_000_000;
/** Of a transaction with two inputs, two outputs and two signatures: at most 300, and some air. */
const TRANSACTION_BYTES = 320;
const PORTS = { peers: 38640, api: 38650 };

/** `keyOf`: the x-only key of a number; the premine pays the first `fanOutBlocks` of them. */
export function benchNetwork(shape: ChainShape, keyOf: (number: number) => Uint8Array): Network {
  return makeNetwork({
    name: "bench",
    addressPrefix: "btri",
    consensus: {
      spacing: 60,
      // the difficulty rule of main is at work; blocks on schedule keep it where it begins
      halfLife: 14_400,
      easiestBits: TEST_BITS,
      subsidy: 500_000_000,
      halvingInterval: 210_000,
      coinbaseMaturity: 1,
      maxBlockBytes: Math.min(
        BLOCK_BYTES_MAX,
        Math.max(MAIN_BLOCK_BYTES, (shape.transactions + 1) * TRANSACTION_BYTES),
      ),
      // so long ago that a million blocks on schedule are in the past
      genesisTime: 1_700_000_000,
      genesisBits: TEST_BITS,
      genesisMessage: `Triad bench ${shapeName(shape)}`,
      premine: Array.from({ length: fanOutBlocks(shape) }, (_, part) => ({
        amount: fanOutCount(shape, part) * COIN_AMOUNT,
        key: keyOf(part),
      })),
    },
    genesisNonce: 0,
    ports: { "full-node": PORTS, miner: PORTS, "light-node": PORTS },
    seeds: [],
    minimumChainWork: 0n,
  });
}

/** Coins of the pool that the transaction `part` creates. */
export function fanOutCount({ pool }: ChainShape, part: number): number {
  return Math.min(FAN_OUT_MAX, pool - part * FAN_OUT_MAX);
}
