/**
 * The address index as it follows the chain: who received and spent what, and where each transaction is.
 *
 * States: at a block, its tip, which it names in a row of its own; no row: nothing is indexed yet. It moves by one
 * block at a time, up by `connect`, down by `disconnect`.
 * Invariants: its rows are exactly those of the chain from genesis to its tip, whatever way it took there; rows and tip
 * change together, so that whoever commits them together can go on after a crash where the tip says.
 */
import { assert } from "../assert.ts";
import type { ConnectedBlock, ConnectedTransaction } from "../blocks/connected-block.ts";
import { hashKey, outpointKey } from "../keys.ts";
import type { IndexRows } from "../store/store-overlay.ts";
import {
  coinRow,
  type IndexedTransaction,
  type IndexTip,
  type OwnerKey,
  type OwnerTotals,
  paymentRow,
  readTip,
  readTotals,
  readTransactionPlace,
  TIP_ROW,
  totalsRow,
  transactionRow,
  writeOwnerCoin,
  writePayment,
  writeTip,
  writeTotals,
  writeTransactionPlace,
} from "./index-rows.ts";

/** What a transaction or a block moved of one owner's. */
interface Moved {
  received: number;
  receivedSum: number;
  spent: number;
  spentSum: number;
  transactions: number;
}

type MovedByOwner = Map<OwnerKey, Moved>;

export class AddressIndex {
  readonly #rows: IndexRows;
  #tip: IndexTip | undefined;

  constructor(rows: IndexRows) {
    this.#rows = rows;
    const bytes = rows.indexRow(TIP_ROW);
    this.#tip = bytes && readTip(bytes);
  }

  /** Undefined: not even genesis is in it. */
  get tip(): IndexTip | undefined {
    return this.#tip;
  }

  /** Undefined: no block up to the tip has it. What is not committed yet counts. */
  placeOf(txid: Uint8Array): IndexedTransaction | undefined {
    const bytes = this.#rows.indexRow(transactionRow(txid));
    return bytes && readTransactionPlace(bytes);
  }

  /** The block is a child of the tip, or genesis at the beginning. Returns about how many rows it wrote. */
  connect({ entry, transactions }: ConnectedBlock): number {
    const { height } = entry;
    assert(height === (this.#tip?.height ?? -1) + 1, "blocks are indexed in their order");
    const all: MovedByOwner = new Map();
    let firstInput = 0;
    for (const [place, { tx, spent }] of transactions.entries()) {
      for (const [i, { txid, index }] of tx.inputs.entries()) {
        const owner = hashKey(spent[i]?.key as Uint8Array);
        this.#rows.putIndexRow(coinRow(owner, outpointKey(txid, index)), null);
      }
      for (const [index, { amount, key }] of tx.outputs.entries()) {
        this.#rows.putIndexRow(coinRow(hashKey(key), outpointKey(tx.txid, index)), writeOwnerCoin({ amount, height }));
      }
      for (const [owner, { receivedSum, spentSum }] of addMoved({ tx, spent }, all)) {
        const payment = { received: receivedSum, spent: spentSum, firstInput };
        this.#rows.putIndexRow(paymentRow(owner, { height, place }), writePayment(payment));
      }
      this.#rows.putIndexRow(transactionRow(tx.txid), writeTransactionPlace({ height, place, firstInput }));
      firstInput += tx.inputs.length;
    }
    this.#changeTotals(all, 1);
    this.#moveTo({ hash: entry.hash, height });
    return 3 * all.size + 2 * firstInput;
  }

  /** The block is the tip, and not genesis: the exact reverse of its `connect`. */
  disconnect({ entry, transactions }: ConnectedBlock): number {
    const { height, parent } = entry;
    assert(this.#tip !== undefined && hashKey(this.#tip.hash) === hashKey(entry.hash), "the newest block goes first");
    assert(parent !== undefined, "genesis is below every fork");
    const all: MovedByOwner = new Map();
    for (const [place, { tx, spent }] of [...transactions.entries()].reverse()) {
      for (const [i, { txid, index }] of tx.inputs.entries()) {
        const coin = spent[i];
        assert(coin !== undefined, "undo data has a coin for each input");
        this.#rows.putIndexRow(coinRow(hashKey(coin.key), outpointKey(txid, index)), writeOwnerCoin(coin));
      }
      for (const [index, { key }] of tx.outputs.entries()) {
        this.#rows.putIndexRow(coinRow(hashKey(key), outpointKey(tx.txid, index)), null);
      }
      for (const owner of addMoved({ tx, spent }, all).keys()) {
        this.#rows.putIndexRow(paymentRow(owner, { height, place }), null);
      }
      this.#rows.putIndexRow(transactionRow(tx.txid), null);
    }
    this.#changeTotals(all, -1);
    this.#moveTo({ hash: parent.hash, height: parent.height });
    return 3 * all.size;
  }

  #changeTotals(moved: MovedByOwner, sign: 1 | -1): void {
    for (const [owner, change] of moved) {
      const row = totalsRow(owner);
      const totals = addTotals(readTotals(this.#rows.indexRow(row)), change, sign);
      const isNone = totals.transactions === 0;
      assert(!isNone || totals.receivedSum === 0n, "who is in no transaction has received nothing");
      this.#rows.putIndexRow(row, isNone ? null : writeTotals(totals));
    }
  }

  #moveTo(tip: IndexTip): void {
    this.#tip = tip;
    this.#rows.putIndexRow(TIP_ROW, writeTip(tip));
  }
}

/** What one transaction moved of each owner's; also added to `all`. */
function addMoved({ tx, spent }: ConnectedTransaction, all: MovedByOwner): MovedByOwner {
  const own: MovedByOwner = new Map();
  for (const { key, amount } of spent) {
    const moved = movedOf(own, hashKey(key));
    moved.spent += 1;
    moved.spentSum += amount;
  }
  for (const { key, amount } of tx.outputs) {
    const moved = movedOf(own, hashKey(key));
    moved.received += 1;
    moved.receivedSum += amount;
  }
  for (const [owner, each] of own) {
    const sum = movedOf(all, owner);
    sum.received += each.received;
    sum.receivedSum += each.receivedSum;
    sum.spent += each.spent;
    sum.spentSum += each.spentSum;
    sum.transactions += 1;
  }
  return own;
}

function movedOf(moved: MovedByOwner, owner: OwnerKey): Moved {
  const known = moved.get(owner);
  if (known !== undefined) return known;
  const made = { received: 0, receivedSum: 0, spent: 0, spentSum: 0, transactions: 0 };
  moved.set(owner, made);
  return made;
}

function addTotals(totals: OwnerTotals, change: Moved, sign: 1 | -1): OwnerTotals {
  return {
    received: totals.received + sign * change.received,
    receivedSum: totals.receivedSum + BigInt(sign * change.receivedSum),
    spent: totals.spent + sign * change.spent,
    spentSum: totals.spentSum + BigInt(sign * change.spentSum),
    transactions: totals.transactions + sign * change.transactions,
  };
}
