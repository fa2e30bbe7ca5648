/** The model against a chain that an independent implementation made, so that the judge is judged as well. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  acceptBlock,
  blockHash,
  bodyOf,
  coinsAfter,
  filterOf,
  fromHex,
  hex,
  openNode,
  type Parameters,
  readHeader,
  settle,
  transactionsOf,
  txidOf,
  workUpTo,
} from "./index.ts";

interface VectorChain {
  readonly params: Readonly<Record<string, number | string>> & { readonly genesis: VectorGenesis };
  readonly genesis: string;
  readonly blocks: readonly { readonly hash: string; filter: string; txids: readonly string[]; block: string }[];
  readonly work: string;
  readonly coins: readonly (readonly [string, number, number, string, number, boolean])[];
}
interface VectorGenesis {
  readonly time: number;
  readonly bits: string;
  readonly nonce: number;
  readonly message: string;
  readonly premine: readonly { readonly amount: number; readonly key: string }[];
}

const directory = process.env["TRIAD_VECTORS"] ?? new URL("../../../../../shared/vectors", import.meta.url).pathname;
const file = `${directory}/triad/chain.json`;
const isPresent = existsSync(file);
if (!isPresent) console.warn(`skipped: no independent chain at ${file}; set TRIAD_VECTORS to the vectors' folder`);

describe.skipIf(!isPresent)("the reference model on the chain of an independent implementation", () => {
  it("has the same genesis, hashes, filters, identifiers, work and coins", () => {
    const vector = JSON.parse(readFileSync(file, "utf8")) as VectorChain;
    const node = openNode(parametersOf(vector), BigInt(vector.params.genesis.nonce));
    expect(hex(node.bodies.get(node.genesis) as Uint8Array)).toBe(vector.genesis);
    for (const { block, hash, filter, txids } of vector.blocks) {
      expect(acceptBlock(node, fromHex(block), 2n ** 31n)).toBe("accepted");
      settle(node);
      const body = bodyOf(node, node.tip);
      expect(shown(blockHash(body.header))).toBe(hash);
      const transactions = transactionsOf(body) ?? [];
      expect(hex(filterOf(transactions, readHeader(body.header).prev))).toBe(filter);
      expect(transactions.map((tx) => shown(txidOf(tx)))).toEqual(txids);
    }
    expect(workUpTo(node, node.tip)).toBe(BigInt(vector.work));
    const coins = [...coinsAfter(node, node.tip)].map(([name, { amount, key, height, isCoinbase }]) => {
      const [txid = "", index] = name.split(":");
      return [shown(fromHex(txid)), Number(index), Number(amount), hex(key), Number(height), isCoinbase];
    });
    expect(sorted(coins)).toEqual(sorted(vector.coins.map((coin) => [...coin])));
  });
});

function parametersOf({ params }: VectorChain): Parameters {
  const { genesis } = params;
  const number = (name: string): bigint => BigInt(params[name] as number);
  return {
    spacing: number("spacing"),
    halfLife: number("halfLife"),
    easiestBits: BigInt(`0x${params["easiestBits"]}`),
    subsidy: number("subsidy"),
    halvingInterval: number("halvingInterval"),
    coinbaseMaturity: number("coinbaseMaturity"),
    maxBlockBytes: number("maxBlockBytes"),
    genesisTime: BigInt(genesis.time),
    genesisBits: BigInt(`0x${genesis.bits}`),
    genesisMessage: genesis.message,
    premine: genesis.premine.map(({ amount, key }) => ({ amount: BigInt(amount), key: fromHex(key) })),
  };
}

function shown(hash: Uint8Array): string {
  return hex(hash.toReversed());
}

function sorted(coins: readonly (readonly unknown[])[]): string[] {
  return coins.map((coin) => JSON.stringify(coin)).sort();
}
