/** Whether the address index of a store is what a plain scan of the chain up to the index's own tip finds. */
import { readTransaction } from "@triad/protocol";
import { type OwnerKey, TIP_ROW } from "../address-index/index-rows.ts";
import { indexTip, ownerCoins, ownerPayments, ownerTotals, placeOfTransaction } from "../address-index/read-index.ts";
import { assert } from "../assert.ts";
import { hashKey, outpointKey } from "../keys.ts";
import type { ChainStore } from "../store/chain-store.ts";

/** More than a test's chain has of anything. */
const ALL = 100_000;
/** So that a page ends in the middle of a block. */
const PAGE = 3;

interface ScannedPayment {
  received: number;
  spent: number;
}

/** What there should be of one owner. */
class ScannedOwner {
  received: number[] = [];
  spent: number[] = [];
  /** By height and place. */
  readonly payments = new Map<string, ScannedPayment>();
  /** By outpoint. */
  readonly coins = new Map<string, string>();

  payment(place: string): ScannedPayment {
    const known = this.payments.get(place) ?? { received: 0, spent: 0 };
    this.payments.set(place, known);
    return known;
  }
}

interface Scan {
  readonly owners: ReadonlyMap<OwnerKey, ScannedOwner>;
  readonly places: ReadonlyMap<string, string>;
}

/**
 * @param bodiesTo the transactions of each block from genesis to the one with this hash, encoded
 * @throws Error where the index says something else, or anything more
 */
export function checkAddressIndex(
  store: ChainStore,
  bodiesTo: (tip: Uint8Array) => readonly (readonly Uint8Array[])[],
): void {
  const tip = indexTip(store);
  const rows = [0, 1, 2, 3, 4].flatMap((kind) => {
    return store.indexRows({ prefix: Uint8Array.of(kind), order: "upwards", count: ALL });
  });
  if (tip === undefined) return must(rows.length === 0, "without a tip there is no row");
  const blocks = bodiesTo(tip.hash);
  must(tip.height === blocks.length - 1, "the tip names its height");
  const { owners, places } = scan(blocks);
  let expected = places.size;
  for (const [owner, scanned] of owners) {
    checkOwner(store, owner, scanned);
    expected += 1 + scanned.payments.size + scanned.coins.size;
  }
  for (const [txid, place] of places) {
    const found = placeOfTransaction(
      store,
      Uint8Array.from(txid, (character) => character.charCodeAt(0)),
    );
    must(String([found?.height, found?.place, found?.firstInput]) === place, "transactions are where they are");
  }
  // the tip's key is its kind alone, which no prefix of itself is longer than
  must(store.indexRow(Uint8Array.of(TIP_ROW.charCodeAt(0))) !== undefined, "the tip has a row");
  must(rows.length === expected, "nothing is left of blocks that are gone");
}

function checkOwner(store: ChainStore, owner: OwnerKey, { received, spent, payments, coins }: ScannedOwner): void {
  const totals = ownerTotals(store, owner);
  must(totals.received === received.length && totals.spent === spent.length, "outputs are counted");
  must(totals.receivedSum === sumOf(received) && totals.spentSum === sumOf(spent), "amounts are summed up");
  must(totals.transactions === payments.size, "transactions are counted once each");
  const expected = [...payments].map(([place, each]) => `${place} ${each.received} ${each.spent}`).reverse();
  const all = ownerPayments(store, owner, ALL);
  must(String(all.map(describePayment)) === String(expected), "payments are there, newest first");
  const paged: (typeof all)[number][] = [];
  for (let page = ownerPayments(store, owner, PAGE); page.length > 0; ) {
    paged.push(...page);
    page = ownerPayments(store, owner, PAGE, page.at(-1));
  }
  must(String(paged.map(describePayment)) === String(expected), "pages of payments are all of them");
  const kept = ownerCoins(store, owner, ALL).map((coin) => {
    return `${outpointKey(coin.txid, coin.index)} ${coin.amount} ${coin.height}`;
  });
  const sorted = [...coins].map(([outpoint, coin]) => `${outpoint} ${coin}`).sort();
  must(String(kept) === String(sorted), "coins are those that nobody spent");
}

function scan(blocks: readonly (readonly Uint8Array[])[]): Scan {
  const owners = new Map<OwnerKey, ScannedOwner>();
  const places = new Map<string, string>();
  const outputs = new Map<string, { owner: OwnerKey; amount: number }>();
  const ownerOf = (key: OwnerKey): ScannedOwner => {
    const known = owners.get(key) ?? new ScannedOwner();
    owners.set(key, known);
    return known;
  };
  for (const [height, transactions] of blocks.entries()) {
    let inputs = 0;
    for (const [place, bytes] of transactions.entries()) {
      const tx = readTransaction(bytes);
      assert("txid" in tx, "a test's blocks can be read");
      const at = `${height}/${place}`;
      for (const { txid, index } of tx.inputs) {
        const outpoint = outpointKey(txid, index);
        const output = outputs.get(outpoint);
        assert(output !== undefined, "a valid chain spends what there is");
        const owner = ownerOf(output.owner);
        owner.spent.push(output.amount);
        owner.payment(at).spent += output.amount;
        owner.coins.delete(outpoint);
      }
      for (const [index, { amount, key }] of tx.outputs.entries()) {
        const outpoint = outpointKey(tx.txid, index);
        outputs.set(outpoint, { owner: hashKey(key), amount });
        const owner = ownerOf(hashKey(key));
        owner.received.push(amount);
        owner.payment(at).received += amount;
        owner.coins.set(outpoint, `${amount} ${height}`);
      }
      places.set(hashKey(tx.txid), String([height, place, inputs]));
      inputs += tx.inputs.length;
    }
  }
  return { owners, places };
}

function describePayment(payment: { height: number; place: number; received: number; spent: number }): string {
  return `${payment.height}/${payment.place} ${payment.received} ${payment.spent}`;
}

function sumOf(amounts: readonly number[]): bigint {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`it does not hold of the address index that ${what}`);
}
