/** The coins of a node held against a replay of its chain (replay.ts). */
import { subsidyAt } from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry } from "@triad/chain/headers";
import { equalBytes } from "@triad/crypto";
import { partsOf, type ValidatingParts } from "./nodes-view.ts";
import { Replay } from "./replay.ts";
import type { World } from "./world.ts";

/** The replay of the chain that was looked at last is gone on with: chains that differ begin anew. */
export class ChainCoins {
  readonly #world: World;
  #last: Replay;

  constructor(world: World) {
    this.#world = world;
    this.#last = this.#begin();
  }

  /** What is wrong with the node's coins, in a sentence. */
  faultOf({ chain }: Pick<ValidatingParts, "chain">): string | undefined {
    const replay = this.replayOf(chain);
    if (typeof replay === "string") return replay;
    for (const [key, { amount, key: owner, height, isCoinbase }] of replay.coins) {
      const coin = chain.coin(key);
      const isSame = coin?.amount === amount && coin.height === height && coin.isCoinbase === isCoinbase;
      if (isSame && equalBytes(coin.key, owner)) continue;
      return `a coin of block ${height} is ${coin === undefined ? "missing" : "another"}`;
    }
    for (const key of replay.spent) if (chain.coin(key) !== undefined) return "a coin that was spent is still there";
    if (replay.total() !== replay.claimed || replay.claimed + replay.burnt !== replay.subsidies) {
      return `all coins are ${replay.total()}, claimed were ${replay.claimed}`;
    }
    return undefined;
  }

  /** A sentence when a block of the chain breaks a rule of money, or its body is missing. */
  replayOf(chain: ValidatingParts["chain"]): Replay | string {
    const { tip } = chain;
    const height = this.#last.length - 1;
    const isOnWay = height >= 0 && height <= tip.height && this.#last.endsWith(ancestorAt(tip, height).hash);
    if (!isOnWay) this.#last = this.#begin();
    for (let next = this.#last.length; next <= tip.height; next++) {
      const entry = ancestorAt(tip, next);
      const body = this.#bodyOf(chain, entry);
      if (body === undefined) return `the body of block ${next} of its chain is missing`;
      const wrong = this.#last.add({ hash: entry.hash, height: next, body });
      if (wrong !== undefined) return wrong;
    }
    return this.#last;
  }

  /** Where the node pruned it, any copy will do: a block's hash says what is in it. */
  #bodyOf(chain: ValidatingParts["chain"], entry: HeaderEntry): Uint8Array | undefined {
    const own = chain.body(entry);
    if (own !== undefined || entry.height > chain.prunedHeight) return own;
    for (const { core } of this.#world.honestValidating) {
      const other = core && partsOf(core).chain;
      const known = other?.headers.get(entry.hash);
      const body = known && other?.body(known);
      if (body !== undefined) return body;
    }
    return undefined;
  }

  #begin(): Replay {
    const { consensus } = this.#world.consensus.params;
    return new Replay((height) => subsidyAt(height, consensus), consensus.coinbaseMaturity);
  }
}
