/** The transactions of one block: payments as the recipe has them, and then what it spoils of them. */
import {
  applyTransaction,
  type Bytes,
  type Coin,
  type Coins,
  fromHex,
  type Input,
  join,
  littleEndian,
  type Parameters,
  subsidyAt,
  sumOf,
  type Transaction,
  writeTransaction,
} from "../model/index.ts";
import { OWNER_KEYS, secretKeyOf } from "./owners.ts";
import type { BlockRecipe, Flaw, FlawRecipe, PaymentRecipe } from "./recipe.ts";
import { signed } from "./sign.ts";
import { spoilEncodings } from "./spoil-encoding.ts";
import { spoilCoinbase, spoilPayment } from "./spoil-transaction.ts";

export interface Payment {
  readonly tx: Transaction;
  /** Of its inputs, as far as there are such coins. */
  readonly spent: readonly Coin[];
}

export interface ContentOrder {
  readonly parameters: Parameters;
  readonly chainId: Bytes;
  readonly height: bigint;
  /** As of the parent. */
  readonly coins: Coins;
  /** Coins of all blocks made so far, on whatever branch, spent or not. */
  readonly elsewhere: readonly (readonly [string, Coin])[];
  readonly recipe: BlockRecipe;
  /** Makes the coinbase differ from every other. */
  readonly number: number;
}

interface Commitments {
  readonly filterHash: Bytes;
  readonly historyRoot: Bytes;
}

export class Content {
  readonly #order: ContentOrder;
  /** As they are after the payments so far. */
  readonly #coins: Coins;
  readonly #payments: Payment[] = [];

  constructor(order: ContentOrder) {
    this.#order = order;
    this.#coins = new Map(order.coins);
  }

  /** Of all transactions, the coinbase first; the flaws are in. */
  encodings(): readonly Bytes[] {
    const { recipe, parameters } = this.#order;
    const coinbaseBytes = 50 + recipe.memoBytes;
    for (const each of recipe.payments) {
      const payment = this.#pay(each);
      const bytes = [...this.#payments, payment].map((one) => (one ? writeTransaction(one.tx).length : 0));
      const isTooMuch = bytes.reduce((sum, one) => sum + one, coinbaseBytes) > Number(parameters.maxBlockBytes);
      if (payment === undefined || isTooMuch) continue;
      this.#payments.push(payment);
      applyTransaction(this.#coins, payment.tx, this.#order.height);
    }
    for (const flaw of recipe.flaws) if (flaw.flaw.startsWith("tx-")) this.#spoilPayments(flaw);
    const coinbase = recipe.flaws.reduce((tx, flaw) => spoilCoinbase(tx, flaw, this.#order.height), this.#coinbase());
    const encodings = [coinbase, ...this.#payments.map(({ tx }) => tx)].map(writeTransaction);
    const limit = Number(parameters.maxBlockBytes);
    return recipe.flaws.reduce((bytes, flaw) => spoilEncodings(bytes, flaw, limit), encodings as readonly Bytes[]);
  }

  /** The right ones, or others that the flaws ask for. */
  commitments(
    right: Commitments & { readonly otherRoots: readonly Bytes[]; readonly otherFilters: readonly Bytes[] },
  ): Commitments {
    const flip = (bytes: Bytes, pick: number): Bytes => bytes.map((byte, i) => (i === pick % 32 ? byte ^ 1 : byte));
    const filter = this.#pickOf("filter");
    const history = this.#pickOf("history");
    const { filterHash, historyRoot, otherFilters, otherRoots } = right;
    return {
      filterHash: filter === undefined ? filterHash : (otherFilters[filter % 4] ?? flip(filterHash, filter)),
      historyRoot: history === undefined ? historyRoot : (otherRoots[history % 4] ?? flip(historyRoot, history)),
    };
  }

  #pickOf(flaw: Flaw): number | undefined {
    return this.#order.recipe.flaws.find((each) => each.flaw === flaw)?.pick;
  }

  #coinbase(): Transaction {
    const { height, recipe, parameters, number } = this.#order;
    const fees = this.#payments.reduce((sum, { tx, spent }) => sum + sumOf(spent) - sumOf(tx.outputs), 0n);
    const extra = this.#pickOf("coinbase-takes-more") === undefined ? 0n : 1n;
    const most = subsidyAt(parameters, height) + (fees > 0n ? fees : 0n) + extra;
    const key = OWNER_KEYS[recipe.owner] as Bytes;
    const { take } = recipe;
    // all of it for the most part; else nothing, less than it may, or in two outputs
    const amounts = take === 0 ? [] : take === 1 ? [most - 1n] : take === 2 ? [most - most / 3n, most / 3n] : [most];
    return {
      version: 1n,
      inputs: [],
      outputs: amounts.filter((amount) => amount > 0n).map((amount) => ({ amount, key })),
      lockHeight: 0n,
      memo: join(
        littleEndian(height, 4),
        littleEndian(BigInt(number), 4),
        new Uint8Array(recipe.memoBytes - 8).fill(number),
      ),
      signatures: new Uint8Array(0),
    };
  }

  #pay({ coins, owners, fee, lock, memoBytes }: PaymentRecipe): Payment | undefined {
    const spendable = [...this.#coins].filter(([, coin]) => this.#isSpendable(coin));
    if (spendable.length === 0) return undefined;
    const chosen = new Map(coins.map((pick) => spendable[pick % spendable.length] as [string, Coin]));
    const spent = [...chosen.values()];
    const total = sumOf(spent);
    const count = total < 100n ? 1 : owners.length;
    const rest = total < 100n ? total : total - BigInt(fee) - BigInt(count - 1);
    const outputs = owners.slice(0, count).map((owner, i) => ({
      amount: i === 0 ? rest : 1n,
      key: OWNER_KEYS[owner] as Bytes,
    }));
    const { height, chainId } = this.#order;
    const tx: Transaction = {
      version: 1n,
      inputs: [...chosen.keys()].map(inputOf),
      outputs,
      lockHeight: lock === 1 ? height : lock === 2 ? height - 1n : 0n,
      memo: new Uint8Array(memoBytes).fill(7),
      signatures: new Uint8Array(0),
    };
    return { tx: signed(tx, spent, chainId), spent };
  }

  #isSpendable({ key, isCoinbase, height }: Coin): boolean {
    const isMature = !isCoinbase || this.#order.height - height >= this.#order.parameters.coinbaseMaturity;
    return isMature && secretKeyOf(key) !== undefined;
  }

  /** Changes a payment, or adds a wrong one. */
  #spoilPayments({ flaw, pick }: FlawRecipe): void {
    const { height, elsewhere, chainId, parameters } = this.#order;
    if (flaw === "tx-missing" && pick % 5 === 4 && this.#payments.length > 1) {
      // what is created later in the block can not be spent before
      this.#payments.reverse();
      return;
    }
    const isImmature = ({ isCoinbase, height: made }: Coin): boolean =>
      isCoinbase && height - made < parameters.coinbaseMaturity;
    const wanted: (coin: readonly [string, Coin]) => boolean = (() => {
      switch (flaw) {
        case "tx-missing":
          return ([name]) => !this.#coins.has(name);
        case "tx-premature":
          return ([, coin]) => isImmature(coin);
        case "tx-signature":
          return ([, coin]) => secretKeyOf(coin.key) === undefined;
        default:
          return () => false;
      }
    })();
    const own: [string, Coin][] = [];
    if (flaw === "tx-premature" && pick % 4 === 0) {
      const coins: Coins = new Map();
      applyTransaction(coins, this.#coinbase(), height);
      own.push(...coins);
    }
    const pool = flaw === "tx-missing" ? elsewhere : [...this.#coins];
    const candidates = own.length > 0 ? own : pool.filter(wanted);
    const found = candidates[pick % Math.max(1, candidates.length)];
    const at = pick % Math.max(1, this.#payments.length);
    const unknown: Coin = { amount: 1000n, key: OWNER_KEYS[0] as Bytes, height: 0n, isCoinbase: false };
    const isSignature = flaw === "tx-signature" && pick % 3 !== 0;
    if (found !== undefined && !isSignature) {
      this.#payments.push(this.#sweep(found));
      return;
    }
    const payment = this.#payments[at] ?? this.#sweep([`${"ab".repeat(32)}:${pick}`, unknown]);
    this.#payments[at] = spoilPayment(payment, { flaw, pick }, height, chainId);
  }

  /** Spends one coin, without a fee, whether that is allowed or not. */
  #sweep([name, coin]: readonly [string, Coin]): Payment {
    const spent = [coin];
    const tx: Transaction = {
      version: 1n,
      inputs: [inputOf(name)],
      outputs: [{ amount: coin.amount, key: OWNER_KEYS[1] as Bytes }],
      lockHeight: 0n,
      memo: new Uint8Array(0),
      signatures: new Uint8Array(0),
    };
    return { tx: signed(tx, spent, this.#order.chainId), spent };
  }
}

export function inputOf(name: string): Input {
  const [txid = "", index = "0"] = name.split(":");
  return { txid: fromHex(txid), index: BigInt(index) };
}
