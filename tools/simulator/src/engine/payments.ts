/** People pay each other: at drawn times one wallet sends a drawn amount to the address of another. */

import { type HashKey, hashKey, keyOfAddress } from "@triad/chain";
import { hashFromDisplay } from "@triad/crypto";
import type { Output, Transaction } from "@triad/protocol";
import { DUST } from "@triad/wallet";
import { partsOf } from "./nodes-view.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { SimNode } from "./sim-node.ts";
import { SECOND } from "./timetable.ts";
import type { World } from "./world.ts";

/** Nearly one in every block. */
const PAYMENT_MS_MEAN = 20 * SECOND;
const AMOUNT_MIN = 100 * DUST;
const AMOUNT_MAX = 50_000_000;
/** Of the payments, where there are light nodes. */
const LIGHT_SHARE = 0.3;

export interface Payment {
  readonly tx: Transaction;
  readonly payer: SimNode;
  /** What the payee is to get; undefined where nobody remembers. */
  readonly pays: Output | undefined;
  /** Txid of the payment that it was made in the place of, by order. */
  readonly replaces?: HashKey;
  readonly atMs: number;
}

export class Payments {
  readonly #promised = new Map<HashKey, Payment>();
  readonly #inOrder: Payment[] = [];
  readonly #replaced = new Set<HashKey>();
  readonly #world: World;
  readonly #random: SeededRandom;
  /** Of those that a scenario asks for besides. */
  readonly #others: SeededRandom;
  readonly #toLight: SeededRandom;
  readonly #addresses = new Map<SimNode, string>();

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random.fork("payments");
    this.#others = world.random.fork("payments besides");
    this.#toLight = world.random.fork("payments to light nodes");
  }

  /** Those that the payer's program has promised, by txid. */
  get promised(): ReadonlyMap<HashKey, Payment> {
    return this.#promised;
  }

  /** The same, in the order in which they were promised. */
  get inOrder(): readonly Payment[] {
    return this.#inOrder;
  }

  begin(): void {
    const atMs = this.#world.nowMs() + this.#random.exponential(PAYMENT_MS_MEAN);
    if (atMs >= this.#world.timetable.paymentsEndMs) return;
    this.#world.at(atMs, () => {
      this.#payOnce();
      this.begin();
    });
  }

  /** A program has promised this payment. */
  promise(txid: HashKey, payment: Payment): void {
    this.#promised.set(txid, payment);
    this.#inOrder.push(payment);
    if (payment.replaces !== undefined) this.#replaced.add(payment.replaces);
  }

  /** Its payer has promised another in its place. */
  isReplaced(txid: HashKey): boolean {
    return this.#replaced.has(txid);
  }

  /** One pays another this part of what it has, with as many coins as that takes. */
  payPart(part: number): void {
    const wallets = this.#world.honestValidating;
    const [payer, payee] = [this.#others.pick(wallets), this.#others.pick(wallets)];
    if (payer === undefined || payee === undefined || !payer.isUp) return;
    payer.ask({ name: "wallet" }, (reply) => {
      if (!reply.ok || reply.value.of !== "wallet") return;
      this.#pay(payer, payee, Math.floor(reply.value.wallet.confirmed * part));
    });
  }

  #payOnce(): void {
    const wallets = this.#world.honestValidating;
    const payer = this.#random.pick(wallets);
    const drawn = this.#random.pick(wallets);
    const payee = this.#toLight.chance(LIGHT_SHARE) ? (this.#toLight.pick(this.#world.honestLight) ?? drawn) : drawn;
    const amount = Math.floor(this.#random.between(AMOUNT_MIN, AMOUNT_MAX));
    if (payer === undefined || payee === undefined || !payer.isUp) return;
    this.#pay(payer, payee, amount);
  }

  #pay(payer: SimNode, payee: SimNode, amount: number): void {
    const to = this.#addresses.get(payee);
    if (to !== undefined) {
      this.#send(payer, to, amount);
      return;
    }
    payee.ask({ name: "wallet" }, (reply) => {
      if (!reply.ok || reply.value.of !== "wallet") return;
      this.#addresses.set(payee, reply.value.wallet.address);
    });
  }

  #send(payer: SimNode, to: string, amount: number): void {
    payer.ask({ name: "send", to, amount }, (reply) => {
      if (!reply.ok || reply.value.of !== "done" || reply.value.id === undefined || payer.core === undefined) return;
      const bytes = hashFromDisplay(reply.value.id);
      if (bytes === undefined) return;
      const txid = hashKey(bytes);
      const entry = partsOf(payer.core).pool.byTxid(txid);
      if (entry === undefined) return;
      const key = keyOfAddress(to, this.#world.consensus.params.addressPrefix);
      const pays = typeof key === "string" ? undefined : { amount, key };
      this.promise(txid, { tx: entry.tx, payer, pays, atMs: this.#world.nowMs() });
    });
  }
}
