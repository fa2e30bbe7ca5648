/** Input that nobody here wrote: Bitcoin's headers, and a chain made by an independent implementation. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { bytesToHex, hexToBytes } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { type Block, readBlock, writeBlock } from "./block.ts";
import { writeConsensusParams } from "./consensus-params.ts";
import { DecodeError } from "./decode-error.ts";
import { HEADER_BYTES, type Header, hashHeader, readHeader, writeHeader } from "./header.ts";
import { readTransaction, type Transaction, writeTransaction } from "./transaction.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const VECTORS = resolve(ROOT, process.env.TRIAD_VECTORS ?? "../shared/vectors");
const absent = !existsSync(VECTORS);
if (absent) console.warn(`SKIPPED: no test vectors at ${VECTORS}; set TRIAD_VECTORS to their folder`);

interface ChainVector {
  readonly params: {
    readonly spacing: number;
    readonly halfLife: number;
    readonly easiestBits: string;
    readonly subsidy: number;
    readonly halvingInterval: number;
    readonly coinbaseMaturity: number;
    readonly maxBlockBytes: number;
    readonly genesis: {
      readonly time: number;
      readonly bits: string;
      readonly message: string;
      readonly premine: readonly { readonly amount: number; readonly key: string }[];
    };
  };
  readonly paramsMessage: string;
  readonly chainId: string;
  readonly genesis: string;
  readonly blocks: readonly {
    readonly height: number;
    readonly hash: string;
    readonly txids: readonly string[];
    readonly wtxids: readonly string[];
    readonly block: string;
  }[];
}

describe("vectors (skipped when their folder is absent)", () => {
  it.skipIf(absent)("Bitcoin's first 10,237 headers are read, chained and written back", () => {
    const all = gunzipSync(readFileSync(join(VECTORS, "headers/mainnet-0-10236.raw.gz")));
    let before = bytesToHex(new Uint8Array(32));
    for (let at = 0; at < all.length; at += HEADER_BYTES) {
      const bytes = all.subarray(at, at + HEADER_BYTES);
      const header = readHeader(bytes) as Header;
      if (bytesToHex(header.prev) !== before) expect.fail(`header ${at / HEADER_BYTES} does not follow`);
      const written = writeHeader(header);
      if (bytes.compare(written) !== 0) expect.fail(`header ${at / HEADER_BYTES} is written otherwise`);
      before = bytesToHex(hashHeader(written));
    }
    expect(all.length / HEADER_BYTES).toBe(10_237);
  });

  it.skipIf(absent)("an independent implementation's parameters are written the same", () => {
    const { params, paramsMessage } = readChain();
    const { genesis, easiestBits, ...numbers } = params;
    const written = writeConsensusParams({
      ...numbers,
      easiestBits: Number.parseInt(easiestBits, 16),
      genesisTime: genesis.time,
      genesisBits: Number.parseInt(genesis.bits, 16),
      genesisMessage: genesis.message,
      premine: genesis.premine.map(({ amount, key }) => ({ amount, key: hexToBytes(key) })),
    });
    expect(bytesToHex(written)).toBe(paramsMessage);
  });

  it.skipIf(absent)("an independent implementation's blocks are read, hashed and written the same", () => {
    const chain = readChain();
    const genesis = checkBlock(chain.genesis);
    expect(reversedHex(hashHeader(genesis.block.header))).toBe(chain.chainId);
    expect(chain.blocks.length).toBeGreaterThan(0);
    for (const vector of chain.blocks) {
      const { block, transactions } = checkBlock(vector.block);
      expect(reversedHex(hashHeader(block.header))).toBe(vector.hash);
      expect(transactions.map(({ txid }) => reversedHex(txid))).toEqual(vector.txids);
      expect(transactions.map(({ wtxid }) => reversedHex(wtxid))).toEqual(vector.wtxids);
    }
  });
});

function readChain(): ChainVector {
  return JSON.parse(readFileSync(join(VECTORS, "triad/chain.json"), "utf8")) as ChainVector;
}

function checkBlock(hex: string): { block: Block; transactions: Transaction[] } {
  const block = readBlock(hexToBytes(hex));
  if (block instanceof DecodeError) return expect.fail(`${block.what} at ${block.at}`);
  expect(bytesToHex(writeBlock(block))).toBe(hex);
  const transactions = block.transactions.map((bytes) => {
    const transaction = readTransaction(bytes);
    if (transaction instanceof DecodeError) return expect.fail(`${transaction.what} at ${transaction.at}`);
    expect(writeTransaction(transaction)).toEqual(bytes);
    return transaction;
  });
  return { block, transactions };
}

/** Hashes stand reversed in the vectors, as Bitcoin shows them. */
function reversedHex(hash: Uint8Array): string {
  return bytesToHex(hash.slice().reverse());
}
