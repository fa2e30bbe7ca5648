/** A world in which nothing is mined or paid unless somebody says so: what measurements are made in. */
import { type HashKey, hashKey } from "@triad/chain";
import { hashFromDisplay, sha256d } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import type { Checker } from "../checkers/checker.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SeededRandom } from "../engine/seeded-random.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { World } from "../engine/world.ts";

/** Any search ends at once. */
const HASHES_PER_MS = 1_000_000;

/** Mines when told to: a miner's search is given all the hash rate there is until it has found one. */
export class MinesOnDemand {
  readonly #found = new Map<SimNode, (block: HashKey) => void>();

  /** To be called for each header that a search has solved. */
  solved(node: SimNode, header: Uint8Array): void {
    const found = this.#found.get(node);
    this.#found.delete(node);
    stopSearching(node);
    found?.(hashKey(sha256d(header)));
  }

  /** `then` is called when the block is found, before its miner knows. */
  mine(node: SimNode, then: (block: HashKey) => void): void {
    this.#found.set(node, then);
    node.hashRate = HASHES_PER_MS;
    node.searcher.setHashRate(HASHES_PER_MS);
  }
}

function stopSearching(node: SimNode): void {
  node.hashRate = 0;
  node.searcher.setHashRate(0);
}

/** Among the checkers, so that it hears of what was solved. */
export function minesOnDemandChecker(mines: MinesOnDemand): Checker {
  return {
    name: "mines-on-demand",
    claim: "Nothing: it ends a search that has found its block.",
    begin: () => ({ onSolved: (node, header) => mines.solved(node, header) }),
  };
}

/** Payments of drawn amounts between drawn wallets. */
export class PaysOnDemand {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #addresses = new Map<SimNode, string>();

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random.fork("payments on demand");
  }

  /** `then` is not called when the payer can't pay. */
  pay(payer: SimNode, amount: number, then: (tx: Transaction) => void): void {
    const payee = this.#random.pick(this.#world.honestValidating);
    if (payee === undefined) return;
    this.#withAddress(payee, (to) => {
      payer.ask({ name: "send", to, amount }, (reply) => {
        if (!reply.ok || reply.value.of !== "done" || reply.value.id === undefined || payer.core === undefined) return;
        const txid = hashFromDisplay(reply.value.id);
        const entry = txid === undefined ? undefined : partsOf(payer.core).pool.byTxid(hashKey(txid));
        if (entry !== undefined) then(entry.tx);
      });
    });
  }

  #withAddress(payee: SimNode, use: (address: string) => void): void {
    const known = this.#addresses.get(payee);
    if (known !== undefined) {
      use(known);
      return;
    }
    payee.ask({ name: "wallet" }, (reply) => {
      if (!reply.ok || reply.value.of !== "wallet") return;
      this.#addresses.set(payee, reply.value.wallet.address);
      use(reply.value.wallet.address);
    });
  }
}
