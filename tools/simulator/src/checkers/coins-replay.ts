/**
 * Invariants 1, 2 and 4: the coins of a node are what a replay of its chain from genesis makes, each is created once and
 * spent at most once, and together they are all subsidies that were claimed.
 */

import { subsidyAt } from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry } from "@triad/chain/headers";
import { equalBytes } from "@triad/crypto";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import { Replay } from "../engine/replay.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { World } from "../engine/world.ts";
import type { Checker } from "./checker.ts";

const NAME = "coins-replay";

export const checker: Checker = {
  name: NAME,
  claim: "A node's coins are what a replay of its chain makes, and their sum is what coinbases have claimed.",
  begin(world) {
    const replays = new Replays(world);
    let turn = 0;
    return {
      everyMs: 7 * MINUTE,
      periodically() {
        turn += 1;
        const { honestValidating } = world;
        check(world, replays, honestValidating[turn % honestValidating.length]);
      },
      atRest() {
        for (const node of world.honestValidating) check(world, replays, node);
      },
    };
  },
};

/** The replay of the chain that was looked at last is gone on with: chains that differ begin anew. */
class Replays {
  readonly #world: World;
  #last: Replay;

  constructor(world: World) {
    this.#world = world;
    this.#last = this.#begin();
  }

  of(node: SimNode, { chain }: ValidatingParts): Replay {
    const { tip } = chain;
    const height = this.#last.length - 1;
    const isOnWay = height >= 0 && height <= tip.height && this.#last.endsWith(ancestorAt(tip, height).hash);
    if (!isOnWay) this.#last = this.#begin();
    for (let next = this.#last.length; next <= tip.height; next++) {
      const entry = ancestorAt(tip, next);
      const wrong = this.#last.add({ hash: entry.hash, height: next, body: bodyOf(this.#world, node, chain, entry) });
      if (wrong !== undefined) this.#world.violated(NAME, wrong, node);
    }
    return this.#last;
  }

  #begin(): Replay {
    const { consensus } = this.#world.consensus.params;
    return new Replay((height) => subsidyAt(height, consensus));
  }
}

/** Any node's copy will do: a block's hash says what is in it. */
function bodyOf(world: World, node: SimNode, chain: ValidatingParts["chain"], entry: HeaderEntry): Uint8Array {
  const own = chain.body(entry);
  if (own !== undefined) return own;
  if (entry.height > chain.prunedHeight) world.violated(NAME, `the body of block ${entry.height} is missing`, node);
  for (const { core } of world.honestValidating) {
    const body = core && partsOf(core).chain.body(entry);
    if (body !== undefined) return body;
  }
  return world.violated(NAME, `the body of block ${entry.height} of its chain is missing`, node);
}

function check(world: World, replays: Replays, node: SimNode | undefined): void {
  if (node?.core === undefined) return;
  const parts = partsOf(node.core);
  const replay = replays.of(node, parts);
  for (const [key, { amount, key: owner, height, isCoinbase }] of replay.coins) {
    const coin = parts.chain.coin(key);
    const isSame = coin?.amount === amount && coin.height === height && coin.isCoinbase === isCoinbase;
    if (isSame && equalBytes(coin.key, owner)) continue;
    world.violated(NAME, `a coin of block ${height} is ${coin === undefined ? "missing" : "another"}`, node);
  }
  for (const key of replay.spent) {
    if (parts.chain.coin(key) !== undefined) world.violated(NAME, "a coin that was spent is still there", node);
  }
  if (replay.total() !== replay.claimed || replay.claimed + replay.burnt !== replay.subsidies) {
    world.violated(NAME, `all coins are ${replay.total()}, claimed were ${replay.claimed}`, node);
  }
}
