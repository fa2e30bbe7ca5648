import { readBlock, writeBlock } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { BlockTree, payment, premineCoin, testKey, testNetwork } from "../testing/index.ts";
import { verifyBlockBody } from "./block-body.ts";

const network = testNetwork();
const tree = new BlockTree(network);
const coin = premineCoin(network, 0);
const spend = payment({ network, spend: [coin], outputs: [{ amount: coin.amount, key: testKey(1).key }] });
const { block, header, coinbase } = tree.extend(tree.genesis, { transactions: [spend] });

describe("a block for whoever has its header", () => {
  it("is its transactions, where the header commits to them", () => {
    expect(verifyBlockBody(block, header.root)).toEqual([coinbase, spend]);
  });

  it("proof-root: with a transaction changed, left out, added twice, or under other commitments", () => {
    const others = [
      { ...block, transactions: [coinbase.bytes] },
      { ...block, transactions: [...block.transactions, spend.bytes] },
      { ...block, transactions: [coinbase.bytes, spend.bytes.map((byte, at) => (at === 80 ? byte ^ 1 : byte))] },
      { ...block, commitments: block.commitments.map((byte) => byte ^ 1) },
    ];
    for (const other of others) expect(verifyBlockBody(other, header.root)).toMatchObject({ code: "proof-root" });
    expect(verifyBlockBody(block, header.prev)).toMatchObject({ code: "proof-root" });
  });

  it("proof-not-canonical: a header may commit to what is no transaction", () => {
    const bad = tree.extend(tree.genesis, {
      changes: { encodings: ([first]) => [first as Uint8Array, new Uint8Array(70).fill(255)] },
    });
    const read = readBlock(writeBlock(bad.block));
    if (!("transactions" in read)) throw new Error(read.what);
    expect(verifyBlockBody(read, bad.header.root)).toMatchObject({ code: "proof-not-canonical" });
  });
});
