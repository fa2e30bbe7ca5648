/**
 * Somebody who cheats: has a coin, signs two payments of it, and gives each to another node at the same moment. Coins come
 * from the wallets of honest nodes, which pay to the cheat's key.
 */
import { addressOfKey, hashKey } from "@triad/chain";
import { type OwnedCoin, payment, testKey } from "@triad/chain/testing";
import { bytesToHex, hashFromDisplay } from "@triad/crypto";
import { partsOf } from "./nodes-view.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { SimNode } from "./sim-node.ts";
import type { World } from "./world.ts";

const AMOUNT = 1_000_000;
const FEE = 10_000;
const CHEAT = testKey(7);

export class DoubleSpends {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #coins: OwnedCoin[] = [];
  #attempts = 0;

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random.fork("double spends");
  }

  /** Spends the oldest coin twice, and asks for another. `groups`: one node of each is given one of the payments. */
  attempt(groups?: readonly (readonly SimNode[])[]): void {
    this.#askForCoin();
    const coin = this.#coins.shift();
    if (coin === undefined) return;
    const able = this.#random.shuffle(this.#world.honestValidating.filter(({ isUp }) => isUp));
    const nodes = groups?.map((group) => able.find((node) => group.includes(node))) ?? able.slice(0, 2);
    for (const node of nodes) {
      if (node === undefined) continue;
      this.#attempts += 1;
      const outputs = [{ amount: coin.amount - FEE, key: testKey(100 + this.#attempts).key }];
      const tx = payment({ network: this.#world.consensus, spend: [coin], outputs });
      node.ask({ name: "broadcast-transaction", rawHex: bytesToHex(tx.bytes) }, () => {});
    }
  }

  #askForCoin(): void {
    const payer = this.#random.pick(this.#world.honestValidating);
    const to = addressOfKey(CHEAT.key, this.#world.consensus.params.addressPrefix);
    payer?.ask({ name: "send", to, amount: AMOUNT }, (reply) => {
      if (!reply.ok || reply.value.of !== "done" || payer.core === undefined) return;
      const txid = hashFromDisplay(reply.value.id ?? "");
      const tx = txid && partsOf(payer.core).pool.byTxid(hashKey(txid))?.tx;
      const index = tx?.outputs.findIndex(({ amount }) => amount === AMOUNT) ?? -1;
      if (tx === undefined || index < 0) return;
      this.#coins.push({ txid: tx.txid, index, amount: AMOUNT, owner: CHEAT });
    });
  }
}
