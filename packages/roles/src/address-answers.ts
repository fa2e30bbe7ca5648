/** What a node with an index tells of an address: totals, a page of its transactions, a page of its coins. */
import { bytesOfKey, type HashKey, hashKey, keyOfAddress, outpointKey } from "@triad/chain";
import {
  type OwnerCoin,
  type OwnerTotals,
  ownerCoins,
  ownerPayments,
  ownerTotals,
  placeOfTransaction,
} from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry } from "@triad/chain/headers";
import { hashFromDisplay, hashToDisplay } from "@triad/crypto";
import type { PoolEntry } from "@triad/mempool";
import { describeConnected, describePooled } from "./block-transactions.ts";
import { type IndexDesk, refuseBusy } from "./index-desk.ts";
import type { AddressCoinView, AddressTotalsView, OperatorCommand, OperatorReply, OutpointView } from "./operator.ts";
import { refuse, value } from "./operator-replies.ts";
import { refuseAddress } from "./own-wallet.ts";
import type { OwnerInPool } from "./pool-owners.ts";

type Answer = (reply: OperatorReply) => void;
type CommandOf<Name extends OperatorCommand["name"]> = Extract<OperatorCommand, { name: Name }>;
type AddressCommand = CommandOf<"address" | "address-transactions" | "address-coins">;

/** Of each kind in one answer. */
const TRANSACTIONS_MAX = 50;
const COINS_MAX = 500;
/** Rows looked at for one answer, of which those count that the pool does not spend. Some milliseconds. */
const COIN_ROWS_MAX = 5_000;
/** Rows of one look into the store. */
const COIN_ROWS_AT_ONCE = 500;

export function answerAddress(desk: IndexDesk | undefined, command: AddressCommand, answer: Answer): void {
  if (desk === undefined) return answer(refuseWithoutIndex());
  const { network } = desk.parts;
  const key = keyOfAddress(command.address, network.params.addressPrefix);
  if (typeof key === "string") return answer(refuseAddress(command.address, key, network, "can't be looked up"));
  const owner = hashKey(key);
  desk.whenReadable(answer, (tip) => {
    switch (command.name) {
      case "address":
        return answer(showAddress(desk, command.address, owner, tip));
      case "address-transactions":
        return listTransactions(desk, command, owner, tip, answer);
      case "address-coins":
        return answer(listCoins(desk, command, owner, tip));
      default:
        return command satisfies never;
    }
  });
}

function refuseWithoutIndex(): OperatorReply {
  const message =
    "This node keeps no index of addresses. Start a full node with --index address; it makes the index of the chain " +
    "that it has while it runs.";
  return refuse("no-index", message);
}

function showAddress({ parts }: IndexDesk, address: string, owner: HashKey, tip: HeaderEntry): OperatorReply {
  const totals = ownerTotals(parts.store, owner);
  const pooled = parts.poolOwners.of(owner);
  return value({
    of: "address",
    address: {
      address,
      height: tip.height,
      chain: describeTotals(totals),
      pool: describeTotals({ ...pooled, transactions: pooled.entries.size }),
      balance: Number(totals.receivedSum - totals.spentSum),
    },
  });
}

function describeTotals({ received, receivedSum, spent, spentSum, transactions }: OwnerTotals): AddressTotalsView {
  return { received, receivedSum: Number(receivedSum), spent, spentSum: Number(spentSum), transactions };
}

function listTransactions(
  desk: IndexDesk,
  { pooled, confirmed, after }: CommandOf<"address-transactions">,
  owner: HashKey,
  tip: HeaderEntry,
  answer: Answer,
): void {
  const { network, store } = desk.parts;
  const { addressPrefix } = network.params;
  const last = after === undefined ? undefined : hashFromDisplay(after);
  const below = last && placeOfTransaction(store, last);
  if (after !== undefined && below === undefined) {
    return answer(refuse("transaction-not-found", `Transaction ${after} is in no block of the chain; begin anew.`));
  }
  const waiting = newestOf(desk.parts.poolOwners.of(owner), bounded(pooled, TRANSACTIONS_MAX));
  const first = waiting.map((entry) => describePooled(entry, desk.parts, addressPrefix));
  const rows = ownerPayments(store, owner, bounded(confirmed, TRANSACTIONS_MAX), below);
  const findings = rows.map((place) => ({ entry: ancestorAt(tip, place.height), place }));
  desk.readings.read(findings, (found) => {
    if (found === "busy") return answer(refuseBusy());
    const rest = found.map((each) => describeConnected(each, each.block, addressPrefix));
    answer(value({ of: "address-transactions", transactions: [...first, ...rest] }));
  });
}

function newestOf({ entries }: OwnerInPool, count: number): readonly PoolEntry[] {
  return count === 0 ? [] : [...entries].slice(-count).reverse();
}

/** Pages are of the chain's coins; what the pool pays comes with the last one. */
function listCoins(
  desk: IndexDesk,
  { count: asked, after }: CommandOf<"address-coins">,
  owner: HashKey,
  tip: HeaderEntry,
): OperatorReply {
  const { store, pool } = desk.parts;
  const count = bounded(asked, COINS_MAX);
  const txid = after && hashFromDisplay(after.txid);
  if (after !== undefined && txid === undefined) {
    return refuse("bad-txid", `"${after.txid}" is not a transaction id (64 hexadecimal digits).`);
  }
  let last = after && txid && outpointKey(txid, after.index);
  const coins: AddressCoinView[] = [];
  for (let rows = 0; rows < COIN_ROWS_MAX && coins.length < count; ) {
    const page = ownerCoins(store, owner, Math.min(COIN_ROWS_AT_ONCE, count - coins.length), last);
    if (page.length === 0) {
      return value({ of: "address-coins", coins: [...coins, ...waitingCoins(desk, owner)], next: null });
    }
    for (const coin of page) {
      last = outpointKey(coin.txid, coin.index);
      if (pool.spenderOf(last) === undefined) coins.push(describeCoin(coin, tip));
    }
    rows += page.length;
  }
  return value({ of: "address-coins", coins, next: last === undefined ? null : describeOutpoint(last) });
}

function waitingCoins({ parts }: IndexDesk, owner: HashKey): readonly AddressCoinView[] {
  const coins: AddressCoinView[] = [];
  for (const { tx } of newestOf(parts.poolOwners.of(owner), COINS_MAX)) {
    for (const [index, { key, amount }] of tx.outputs.entries()) {
      if (coins.length >= COINS_MAX) return coins;
      if (hashKey(key) !== owner || parts.pool.spenderOf(outpointKey(tx.txid, index)) !== undefined) continue;
      coins.push({ txid: hashToDisplay(tx.txid), index, amount, blockHash: null, height: null, time: null });
    }
  }
  return coins;
}

function describeCoin({ txid, index, amount, height }: OwnerCoin, tip: HeaderEntry): AddressCoinView {
  const { hash, header } = ancestorAt(tip, height);
  const [shownTxid, blockHash] = [hashToDisplay(txid), hashToDisplay(hash)];
  return { txid: shownTxid, index, amount, blockHash, height, time: header.time };
}

function describeOutpoint(key: string): OutpointView {
  const bytes = bytesOfKey(key);
  return { txid: hashToDisplay(bytes.subarray(0, 32)), index: new DataView(bytes.buffer).getUint32(32) };
}

function bounded(count: number, most: number): number {
  return Math.min(Math.max(Math.floor(count) || 0, 0), most);
}
