import { bytesToHex } from "@triad/crypto";
import { DecodeError } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { BlockTree, ownedCoin, payment, premineCoin, testKey, testNetwork } from "../testing/index.ts";
import { blockFilter, filterKey, outpointElement } from "./block-filter.ts";
import { matchesAny, readGolombCodedSet } from "./golomb-coded-set.ts";

const network = testNetwork();
const first = payment({ network, spend: [premineCoin(network, 0)], outputs: [{ amount: 50, key: testKey(5).key }] });
const spend = [ownedCoin(first, 0, testKey(5))];
const second = payment({ network, spend, outputs: [6, 6].map((n) => ({ amount: 9, key: testKey(n).key })) });
const { coinbase } = new BlockTree(network).extend(new BlockTree(network).genesis, { payTo: testKey(7).key });

describe("a block's filter", () => {
  const filter = blockFilter([coinbase, first, second], network.chainId);
  const values = readGolombCodedSet(filter);
  const finds = (element: Uint8Array) =>
    !(values instanceof DecodeError) && matchesAny(values, [element], filterKey(network.chainId));

  it("holds each output's key once, and each outpoint spent, the coinbase and same-block spends included", () => {
    expect(values).toHaveLength(3 + 2);
    for (const n of [5, 6, 7]) expect(finds(testKey(n).key)).toBe(true);
    for (const { txid, index } of [...first.inputs, ...second.inputs])
      expect(finds(outpointElement(txid, index))).toBe(true);
    expect(finds(testKey(0).key)).toBe(false);
    expect(finds(outpointElement(second.txid, 0))).toBe(false);
  });

  it("depends on the block before, so that nobody can prepare a false match for two blocks", () => {
    expect(bytesToHex(blockFilter([coinbase, first, second], new Uint8Array(32)))).not.toBe(bytesToHex(filter));
  });

  it("writes an outpoint's index little-endian", () => {
    expect([...outpointElement(new Uint8Array(32), 0x01020304).subarray(32)]).toEqual([4, 3, 2, 1]);
  });

  it("is a single zero for a block that pays nobody", () => {
    const burned = new BlockTree(network).extend(new BlockTree(network).genesis, {
      changes: { coinbase: { outputs: [] } },
    });
    expect(blockFilter([burned.coinbase], network.chainId)).toEqual(Uint8Array.of(0));
  });
});
