/** Nodes that pay one another at random, once a second or so, and what became of each payment. */

import { setTimeout as sleep } from "node:timers/promises";
import { COIN } from "@triad/chain";
import type { NodeProcess } from "./node-process.ts";
import type { Report } from "./report.ts";

const PAYMENT_EVERY_MS = 700;
/** Base units. */
const AMOUNT_MIN = COIN / 100;
const AMOUNT_MAX = COIN / 4;
/** Beyond the amount: room for the fee. */
const RESERVE = COIN / 100;

export class Payments {
  /** txid → what it was. */
  readonly sent = new Map<string, { readonly text: string }>();
  readonly #nodes: () => readonly NodeProcess[];
  readonly #report: Report;
  readonly #everyMs: number;
  #isRunning = true;

  /** `nodes` is asked before each payment who is there to pay and be paid. */
  constructor(nodes: () => readonly NodeProcess[], report: Report, everyMs = PAYMENT_EVERY_MS) {
    this.#nodes = nodes;
    this.#report = report;
    this.#everyMs = everyMs;
  }

  async run(): Promise<void> {
    while (this.#isRunning) {
      await this.#payOnce().catch((error: Error) => {
        if (this.#isRunning) this.#report.event("payment-refused", `a payment was refused: ${error.message}`);
      });
      await sleep(this.#everyMs);
    }
  }

  stop(): void {
    this.#isRunning = false;
  }

  async #payOnce(): Promise<void> {
    const wallets = this.#nodes();
    const funded: NodeProcess[] = [];
    for (const node of wallets) {
      if ((await node.client.spendable()) >= AMOUNT_MAX + RESERVE) funded.push(node);
    }
    const payer = pick(funded);
    if (payer === undefined || !this.#isRunning) return;
    const payee = pick(wallets.filter((node) => node !== payer));
    if (payee === undefined) return;
    const amount = AMOUNT_MIN + Math.floor(Math.random() * (AMOUNT_MAX - AMOUNT_MIN));
    const txid = await payer.client.pay((await payee.client.wallet()).address, amount);
    const text = `${payer.name} pays ${(amount / COIN).toFixed(8)} coins to ${payee.name}`;
    this.sent.set(txid, { text });
    this.#report.event("payment", `${text} (${txid.slice(0, 12)}…)`, {
      from: payer.name,
      to: payee.name,
      amount,
      txid,
    });
  }
}

function pick<T>(list: readonly T[]): T | undefined {
  return list[Math.floor(Math.random() * list.length)];
}
