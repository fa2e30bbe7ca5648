import { BlockChain } from "@triad/chain/blocks";
import { checkItems, MemoryStore } from "@triad/chain/testing";
import { bytesToHex } from "@triad/crypto";
import { readBlock, readTransaction } from "@triad/protocol";
import { expect, it } from "vitest";
import { type ChainShape, checkShape, heightOf } from "./chain-shape.ts";
import { makeChain } from "./make-chain.ts";

const SHAPE: ChainShape = { seed: 7, blocks: 4, transactions: 6, pool: 30 };
const LATER_SECONDS = 1_800_000_000;
const quiet = () => undefined;

it("a made chain passes all checks, signatures included", async () => {
  const { network, blocks } = await makeChain(SHAPE, quiet);
  expect(blocks).toHaveLength(heightOf(SHAPE));
  let jobs = 0;
  const store = new MemoryStore();
  const chain = new BlockChain({ network, store, isVerified: () => false, newJob: () => ++jobs });
  for (const bytes of blocks) {
    expect(chain.acceptBlock(bytes, LATER_SECONDS)).toMatchObject({ kind: "accepted" });
    chain.advance(1);
    for (const event of chain.takeEvents()) {
      if (event.type === "check-signatures") chain.signaturesChecked(event.job, checkItems(event.items));
    }
  }
  expect(chain.tip.height).toBe(heightOf(SHAPE));
});

it("the same shape is the same chain, another seed is another", async () => {
  const first = await makeChain(SHAPE, quiet);
  expect((await makeChain(SHAPE, quiet)).blocks).toEqual(first.blocks);
  expect((await makeChain({ ...SHAPE, seed: 8 }, quiet)).blocks).not.toEqual(first.blocks);
});

it("each payment spends two coins, creates two, and no key is used twice", async () => {
  const { blocks } = await makeChain(SHAPE, quiet);
  const keys: string[] = [];
  for (const bytes of blocks) {
    const block = readBlock(bytes);
    if (!("transactions" in block)) throw new Error("a made block can be read");
    const payments = block.transactions.slice(1).map(readTransaction);
    for (const tx of payments) {
      if (!("txid" in tx)) throw new Error("a made transaction can be read");
      keys.push(...tx.outputs.map(({ key }) => bytesToHex(key)));
      expect(tx.inputs.length === 2 || tx.outputs.length === SHAPE.pool).toBe(true);
    }
  }
  expect(keys).toHaveLength(SHAPE.pool + 2 * SHAPE.blocks * SHAPE.transactions);
  expect(new Set(keys).size).toBe(keys.length);
});

it("a chain of empty blocks needs no pool", async () => {
  const { blocks } = await makeChain({ seed: 1, blocks: 20, transactions: 0, pool: 0 }, quiet);
  expect(blocks).toHaveLength(20);
});

it("a pool has at least two coins for each payment of a block", () => {
  expect(() => checkShape({ ...SHAPE, pool: 12 })).not.toThrow();
  expect(() => checkShape({ ...SHAPE, pool: 11 })).toThrow(RangeError);
});
