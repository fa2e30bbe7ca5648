/**
 * Blocks that only their coins or signatures show to be bad, as a miner could make them who does not mind wasting the
 * work: everything that a header and a body alone can tell is right.
 */
import { type HashKey, type Network, outpointKey } from "@triad/chain";
import { type BlockChain, blockFilter, filterHash } from "@triad/chain/blocks";
import { firstBlockTime, type HeaderEntry } from "@triad/chain/headers";
import { payment, testKey } from "@triad/chain/testing";
import { equalBytes } from "@triad/crypto";
import { type BlockTemplate, makeTemplate } from "@triad/mining";
import { DecodeError, readBlock, readTransaction, type Transaction, transactionFrom } from "@triad/protocol";
import type { SeededRandom } from "./seeded-random.ts";

/** What the maker has heard of, in blocks or not. */
export type HeardTransactions = ReadonlyMap<HashKey, Transaction>;

const MAKER = testKey(9);

/** On the tip, with one of the faults that what was heard of allows. */
export function invalidTemplate(
  {
    network,
    chain,
    unixSeconds,
    random,
  }: {
    readonly network: Network;
    readonly chain: BlockChain;
    readonly unixSeconds: number;
    readonly random: SeededRandom;
  },
  heard: HeardTransactions,
  /** A block of this maker that nobody knows yet: the new one stands on it, and has no other fault. */
  kept: HeaderEntry | undefined,
): BlockTemplate {
  const { tip } = chain;
  const faults = [rivalsIn(heard, chain), spentAgain(chain), unsigned(heard, chain), spentEarly(network, chain)];
  const able = faults.filter((txs) => txs.length > 0);
  const isValid = kept !== undefined || random.chance(0.2);
  const parent = kept ?? tip;
  const transactions = isValid || random.chance(0.2) ? [] : (random.pick(able) ?? []);
  return makeTemplate({
    // without a bad transaction it takes twice what it may; a valid one's reward is spent too early later on
    network: transactions.length === 0 && !isValid ? withSubsidyDoubled(network) : network,
    parent: { hash: parent.hash, height: parent.height, time: parent.header.time },
    firstTime: firstBlockTime(parent) ?? 0,
    unixSeconds,
    transactions: transactions.map((tx) => ({ tx, fee: 0 })),
    payTo: MAKER.key,
    historyRoot: chain.historyRootAfter(parent),
    filterHash: (block, prev) => filterHash(blockFilter(block, prev)),
    coinbaseText: new Uint8Array(0),
    extraNonce: random.integer(2 ** 32),
  });
}

/** Two that spend the same coin, which is there. */
function rivalsIn(heard: HeardTransactions, chain: BlockChain): readonly Transaction[] {
  const spenders = new Map<string, Transaction>();
  for (const tx of heard.values()) {
    if (!isSpendable(tx, chain)) continue;
    for (const { txid, index } of tx.inputs) {
      const key = outpointKey(txid, index);
      const rival = spenders.get(key);
      if (rival !== undefined && rival !== tx) return [rival, tx];
      spenders.set(key, tx);
    }
  }
  return [];
}

/** One that is in the tip already. */
function spentAgain(chain: BlockChain): readonly Transaction[] {
  const block = readBlock(chain.body(chain.tip) ?? new Uint8Array(0));
  if (block instanceof DecodeError) return [];
  const tx = readTransaction(block.transactions[1] ?? new Uint8Array(0));
  return tx instanceof DecodeError ? [] : [tx];
}

/** One whose last signature is broken. */
function unsigned(heard: HeardTransactions, chain: BlockChain): readonly Transaction[] {
  const tx = [...heard.values()].findLast((each) => isSpendable(each, chain));
  if (tx === undefined) return [];
  const signatures = tx.signatures.map((byte, i) => (i === tx.signatures.length - 1 ? byte ^ 1 : byte));
  return [transactionFrom({ ...tx, signatures })];
}

/** The reward of a block that paid to this maker and is not mature yet. */
function spentEarly(network: Network, chain: BlockChain): readonly Transaction[] {
  for (let entry = chain.tip, depth = 1; entry.parent !== undefined; entry = entry.parent, depth++) {
    if (depth + 1 >= network.params.consensus.coinbaseMaturity) return [];
    const block = readBlock(chain.body(entry) ?? new Uint8Array(0));
    const coinbase = block instanceof DecodeError ? block : readTransaction(block.transactions[0] ?? new Uint8Array(0));
    if (coinbase instanceof DecodeError) return [];
    const [output] = coinbase.outputs;
    if (output === undefined || !equalBytes(output.key, MAKER.key)) continue;
    if (chain.coin(outpointKey(coinbase.txid, 0)) === undefined) continue;
    const spend = [{ txid: coinbase.txid, index: 0, amount: output.amount, owner: MAKER }];
    return [payment({ network, spend, outputs: [{ amount: output.amount, key: MAKER.key }] })];
  }
  return [];
}

function isSpendable({ inputs }: Transaction, chain: BlockChain): boolean {
  return inputs.every(({ txid, index }) => {
    const coin = chain.coin(outpointKey(txid, index));
    return coin !== undefined && !coin.isCoinbase;
  });
}

function withSubsidyDoubled(network: Network): Network {
  const { params } = network;
  return {
    ...network,
    params: { ...params, consensus: { ...params.consensus, subsidy: 2 * params.consensus.subsidy } },
  };
}
