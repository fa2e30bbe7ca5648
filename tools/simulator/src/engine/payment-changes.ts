/**
 * Owners change their minds about payments that wait: they raise the fee by a replacement, or have the wallet forget one.
 * What was ordered is kept here, for those who judge what wallets do.
 */
import { type HashKey, hashKey } from "@triad/chain";
import { hashFromDisplay } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import type { OperatorReply, PaymentView } from "@triad/roles";
import { partsOf } from "./nodes-view.ts";
import type { Payment } from "./payments.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { SimNode } from "./sim-node.ts";
import type { World } from "./world.ts";

/** An owner looks through the newest. */
const HISTORY = 30;
/** Base units a byte, where an owner names a rate. */
const FEE_RATE_MAX = 40;

export class PaymentChanges {
  readonly #world: World;
  readonly #random: SeededRandom;
  /** When they were told to forget it, the last time: what comes back from others can be abandoned again. */
  readonly #abandoned = new Map<HashKey, number>();

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random.fork("payments changed");
  }

  /** Its payer was told to forget it, or one that it builds on: nobody can say whether it arrives. */
  isAbandoned(txid: HashKey): boolean {
    return this.#abandoned.has(txid);
  }

  /** The payer was told so at this time or later. */
  isAbandonedSince(txid: HashKey, ms: number): boolean {
    return (this.#abandoned.get(txid) ?? Number.NEGATIVE_INFINITY) >= ms;
  }

  /** Those that the payer was told to forget. */
  abandonedBy(payer: SimNode): readonly Payment[] {
    return this.#world.payments.inOrder.filter(
      (each) => each.payer === payer && this.isAbandoned(hashKey(each.tx.txid)),
    );
  }

  /** Somebody raises the fee of a payment that waits. */
  bumpOne(): void {
    this.#chooseWaiting((payer, { txid }) => {
      const feeRate = this.#random.chance(0.5) ? {} : { feeRate: 1 + this.#random.integer(FEE_RATE_MAX) };
      payer.ask({ name: "bump", txid, ...feeRate }, (reply) => {
        const [old, fresh] = [keyOf(txid), doneId(reply)];
        if (old !== undefined && fresh !== undefined) this.#replaced(payer, old, fresh);
      });
    });
  }

  /** Somebody's wallet forgets a payment that waits. */
  abandonOne(): void {
    this.#chooseWaiting((payer, { txid }) => {
      const key = keyOf(txid);
      if (key === undefined) return;
      // from now on, for a crash may keep the answer from us
      const marked = this.#markAbandoned(key, payer);
      payer.ask({ name: "abandon", txid }, (reply) => {
        if (reply.ok) this.#markAbandoned(key, payer);
        else for (const each of marked) this.#abandoned.delete(each);
      });
    });
  }

  #chooseWaiting(then: (payer: SimNode, payment: PaymentView) => void): void {
    const payer = this.#random.pick(this.#world.honestValidating);
    if (payer === undefined || !payer.isUp) return;
    payer.ask({ name: "history", count: HISTORY }, (reply) => {
      if (!reply.ok || reply.value.of !== "history") return;
      const waiting = reply.value.payments.filter(({ height, change }) => height === null && change < 0);
      const chosen = this.#random.pick(waiting);
      if (chosen !== undefined) then(payer, chosen);
    });
  }

  #replaced(payer: SimNode, old: HashKey, fresh: HashKey): void {
    const { payments, nowMs } = this.#world;
    const tx = payer.core && partsOf(payer.core).pool.byTxid(fresh)?.tx;
    if (tx === undefined) {
      // a block has one of the two by now, and which one, the answer doesn't say
      this.#abandoned.set(old, nowMs());
      return;
    }
    payments.promise(fresh, { tx, payer, pays: payments.promised.get(old)?.pays, replaces: old, atMs: nowMs() });
  }

  /** With those of the same wallet that build on it, over others' perhaps. Returns what was not marked before. */
  #markAbandoned(txid: HashKey, payer: SimNode): readonly HashKey[] {
    const { inOrder, promised } = this.#world.payments;
    const known = payer.core === undefined ? undefined : partsOf(payer.core);
    // a crash may have kept a promise from us that the wallet remembers
    const waiting = [
      ...(known?.wallet.wallet.unconfirmed() ?? []),
      ...[...(known?.pool.entries() ?? [])].map(({ tx }) => tx),
    ];
    const group = withDescendants(txid, [...inOrder.map(({ tx }) => tx), ...waiting]);
    const isOwn = (key: HashKey): boolean => key === txid || promised.get(key)?.payer === payer;
    const marked = [...group].filter((key) => isOwn(key) && !this.#abandoned.has(key));
    for (const key of group) if (isOwn(key)) this.#abandoned.set(key, this.#world.nowMs());
    return marked;
  }
}

function withDescendants(txid: HashKey, transactions: readonly Transaction[]): ReadonlySet<HashKey> {
  const group = new Set([txid]);
  for (let before = 0; before < group.size; ) {
    before = group.size;
    for (const tx of transactions) {
      if (tx.inputs.some((input) => group.has(hashKey(input.txid)))) group.add(hashKey(tx.txid));
    }
  }
  return group;
}

function keyOf(display: string): HashKey | undefined {
  const bytes = hashFromDisplay(display);
  return bytes && hashKey(bytes);
}

function doneId(reply: OperatorReply): HashKey | undefined {
  return reply.ok && reply.value.of === "done" && reply.value.id !== undefined ? keyOf(reply.value.id) : undefined;
}
