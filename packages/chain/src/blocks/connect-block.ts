/**
 * A block in the context of the coins: what it spends and creates, and which signatures remain to be checked.
 * docs/spec/blocks.md, "In context". Disconnecting is the exact reverse.
 */
import { concatBytes } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import type { Coin } from "../coin.ts";
import { type OutpointKey, outpointKey } from "../keys.ts";
import type { Network } from "../params/network.ts";
import { Reject, reject } from "../reject.ts";
import type { BlockBody } from "./block-alone.ts";
import type { ConnectedTransaction } from "./connected-block.ts";
import { signatureChecks } from "./signature-hash.ts";
import { subsidyAt } from "./subsidy.ts";
import { checkTransactionInContext } from "./transaction-in-context.ts";

/** null: spent. */
export type CoinChanges = Map<OutpointKey, Coin | null>;

export interface CoinView {
  coin(key: OutpointKey): Coin | undefined;
}

export interface ConnectContext {
  readonly network: Network;
  readonly coins: CoinView;
  /** Whether this transaction's signatures, count included, were found valid before, for the same chain. */
  readonly isVerified: (wtxid: Uint8Array) => boolean;
}

export interface BlockConnection {
  readonly changes: CoinChanges;
  readonly transactions: readonly ConnectedTransaction[];
  /** n x (32 hash, 32 key, 64 signature), of all transactions that weren't verified before. */
  readonly checks: Uint8Array;
  /** The last rule, told only when all signatures are valid: the order of the spec. */
  readonly rejectAfterSignatures: Reject | undefined;
}

export function connectBlock(block: BlockBody, context: ConnectContext): BlockConnection | Reject {
  const { consensus } = context.network.params;
  const { height } = block.entry;
  const changes: CoinChanges = new Map();
  const coin = (key: OutpointKey): Coin | undefined => {
    const changed = changes.get(key);
    return changed === undefined ? context.coins.coin(key) : (changed ?? undefined);
  };
  const transactions: ConnectedTransaction[] = [];
  const checks: Uint8Array[] = [];
  let fees = 0;
  for (const [position, tx] of block.transactions.entries()) {
    let spent: readonly Coin[] = [];
    if (position > 0) {
      const spend = checkTransactionInContext(tx, { height, coinbaseMaturity: consensus.coinbaseMaturity, coin });
      if (spend instanceof Reject) return spend;
      // the wtxid fixes the signatures and, by the outpoints, the keys and amounts: what was true of it remains true
      if (!context.isVerified(tx.wtxid)) {
        const needed = signatureChecks(tx, spend.spent, context.network.chainId);
        if (needed instanceof Reject) return needed;
        checks.push(needed);
      }
      fees += spend.fee;
      spent = spend.spent;
    }
    applyTransaction(tx, height, position === 0, changes);
    transactions.push({ tx, spent });
  }
  const rejectAfterSignatures = checkCoinbaseAmount(block, subsidyAt(height, consensus) + fees);
  return { changes, transactions, checks: concatBytes(...checks), rejectAfterSignatures };
}

function applyTransaction(tx: Transaction, height: number, isCoinbase: boolean, changes: CoinChanges): void {
  for (const { txid, index } of tx.inputs) {
    const key = outpointKey(txid, index);
    // what the block itself created leaves no trace
    if (!changes.delete(key)) changes.set(key, null);
  }
  for (const [index, { amount, key }] of tx.outputs.entries()) {
    changes.set(outpointKey(tx.txid, index), { amount, key, height, isCoinbase });
  }
}

function checkCoinbaseAmount(block: BlockBody, allowed: number): Reject | undefined {
  const paid = block.transactions[0]?.outputs.reduce((sum, { amount }) => sum + amount, 0) ?? 0;
  return paid <= allowed ? undefined : reject("bad-cb-amount", { paid, allowed });
}

/** The coins as they were before the block; `transactions` come from its undo data. */
export function disconnectChanges(transactions: readonly ConnectedTransaction[]): CoinChanges {
  const changes: CoinChanges = new Map();
  for (const { tx, spent } of transactions.toReversed()) {
    for (const index of tx.outputs.keys()) changes.set(outpointKey(tx.txid, index), null);
    for (const [position, { txid, index }] of tx.inputs.entries()) {
      changes.set(outpointKey(txid, index), spent[position] as Coin);
    }
  }
  return changes;
}

/** The coins of the genesis block: its premine, under the same rules as any coinbase output. */
export function genesisChanges(coinbase: Transaction): CoinChanges {
  const changes: CoinChanges = new Map();
  applyTransaction(coinbase, 0, true, changes);
  return changes;
}
