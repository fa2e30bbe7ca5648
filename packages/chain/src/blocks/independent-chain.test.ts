/**
 * A small chain that an independent implementation of the specification made, in another language: agreement on every
 * hash, filter, identifier, work and unspent coin.
 */
import { existsSync, readFileSync } from "node:fs";
import { bytesToHex, firstInvalidSignature, hashToDisplay, hexToBytes, wasmSchnorr } from "@triad/crypto";
import { DecodeError, readBlock, readTransaction } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { makeNetwork, readNetworkFile } from "../index.ts";
import { MemoryStore } from "../testing/index.ts";
import { BlockChain, type ChainEvent } from "./index.ts";

interface VectorBlock {
  readonly height: number;
  readonly hash: string;
  readonly bits: string;
  readonly filter: string;
  readonly txids: readonly string[];
  readonly wtxids: readonly string[];
  readonly block: string;
}
interface VectorChain {
  readonly params: Record<string, unknown>;
  readonly paramsHash: string;
  readonly chainId: string;
  readonly genesis: string;
  readonly blocks: readonly VectorBlock[];
  readonly work: string;
  readonly coins: readonly (readonly [string, number, number, string, number, boolean])[];
}

const directory = process.env["TRIAD_VECTORS"] ?? new URL("../../../../../shared/vectors", import.meta.url).pathname;
const file = `${directory}/triad/chain.json`;
const isPresent = existsSync(file);
if (!isPresent) console.warn(`skipped: no independent chain at ${file}; set TRIAD_VECTORS to the vectors' folder`);

describe.skipIf(!isPresent)("the chain of an independent implementation", () => {
  const vector = isPresent ? (JSON.parse(readFileSync(file, "utf8")) as VectorChain) : ({} as VectorChain);

  it("has the same genesis, hashes, filters, identifiers, work and coins", () => {
    const params = readNetworkFile(JSON.stringify({ name: "vector", addressPrefix: "v", ...vector.params }));
    const network = makeNetwork(params);
    expect(hashToDisplay(network.chainId)).toBe(vector.chainId);
    expect(hashToDisplay(network.genesis.header.prev)).toBe(vector.paramsHash);
    expect(bytesToHex(network.genesis.bytes)).toBe(vector.genesis);

    const store = new MemoryStore();
    let jobs = 0;
    const chain = new BlockChain({ network, store, isVerified: () => false, newJob: () => ++jobs });
    for (const expected of vector.blocks) {
      const outcome = chain.acceptBlock(hexToBytes(expected.block), 2 ** 31);
      expect(outcome).toMatchObject({ kind: "accepted" });
      settle(chain);
      expect(hashToDisplay(chain.tip.hash)).toBe(expected.hash);
      expect(chain.tip.header.bits.toString(16)).toBe(expected.bits);
      expect(bytesToHex(chain.filter(chain.tip)?.filter ?? new Uint8Array())).toBe(expected.filter);
      const block = readBlock(hexToBytes(expected.block));
      if (block instanceof DecodeError) throw new Error(block.what);
      const transactions = block.transactions.map((bytes) => readTransaction(bytes));
      const idsOf = (of: "txid" | "wtxid") =>
        transactions.map((tx) => (tx instanceof DecodeError ? tx.what : hashToDisplay(tx[of])));
      expect(idsOf("txid")).toEqual(expected.txids);
      expect(idsOf("wtxid")).toEqual(expected.wtxids);
    }
    expect(chain.tip.chainWork.toString()).toBe(vector.work);

    const batch = chain.takeCommit();
    if (batch === undefined) throw new Error("a chain that grew has something to commit");
    const coins = [...batch.coins].filter(([, coin]) => coin !== null).length;
    expect(coins).toBe(vector.coins.length);
    for (const [txid, index, amount, key, height, isCoinbase] of vector.coins) {
      const outpoint = latin1(hexToBytes(txid).reverse()) + String.fromCharCode(0, 0, index >> 8, index & 255);
      const coin = chain.coin(outpoint);
      expect(coin && { ...coin, key: bytesToHex(coin.key) }).toEqual({ amount, key, height, isCoinbase });
    }
  });
});

function settle(chain: BlockChain): void {
  const schnorr = wasmSchnorr();
  for (let more = true; more; ) {
    more = chain.advance(100);
    for (const event of chain.takeEvents()) more = answer(chain, schnorr, event) || more;
  }
}

function answer(chain: BlockChain, schnorr: ReturnType<typeof wasmSchnorr>, event: ChainEvent): boolean {
  if (event.type === "block-invalid") throw new Error(event.reject.code);
  if (event.type !== "check-signatures") return false;
  const firstInvalid = firstInvalidSignature(schnorr, event.items);
  chain.signaturesChecked(event.job, firstInvalid === -1 ? "valid" : { firstInvalid });
  return true;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
