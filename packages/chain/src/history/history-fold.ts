/**
 * What each block of one chain has to commit to as its history (docs/spec/history.md), for whoever goes through the chain
 * from genesis upwards and keeps no history nodes: the largest whole subtrees over all blocks so far, as a counter
 * carries. Some dozens of nodes, however long the chain.
 *
 * Invariant: after n blocks the subtrees' sizes are the set bits of n, the largest first.
 */

import { assert } from "../assert.ts";
import type { HeaderEntry } from "../headers/header-entry.ts";
import { targetOfBits, workOfTarget } from "../headers/target.ts";
import { type HistoryNode, type HistoryTop, historyRootOf, joinNodes, joinTops } from "./history-tree.ts";

export class HistoryFold {
  readonly #peaks: { readonly level: number; readonly node: HistoryNode }[] = [];
  #last: HeaderEntry | undefined;

  /** Another one at the same place, which goes on by itself. */
  copy(): HistoryFold {
    const made = new HistoryFold();
    made.#peaks.push(...this.#peaks);
    made.#last = this.#last;
    return made;
  }

  /** How many blocks it holds: the height of the one that comes next. */
  get blocks(): number {
    return this.#last === undefined ? 0 : this.#last.height + 1;
  }

  /** Undefined: it holds none. */
  get last(): HeaderEntry | undefined {
    return this.#last;
  }

  /** The next block of the chain; genesis first. */
  add(entry: HeaderEntry): void {
    assert(entry.parent === this.#last, "blocks are added from genesis upwards, each on the one before");
    const target = targetOfBits(entry.header.bits);
    assert(target !== undefined, "bits in the index were checked");
    let level = 0;
    let node: HistoryNode = { hash: entry.hash, work: workOfTarget(target), before: entry.header.prev };
    for (let left = this.#peaks.at(-1); left?.level === level; left = this.#peaks.at(-1)) {
      this.#peaks.pop();
      node = joinNodes(left.node, node);
      level += 1;
    }
    this.#peaks.push({ level, node });
    this.#last = entry;
  }

  /** What the block that comes next commits to. */
  root(): Uint8Array {
    let top: HistoryTop | undefined;
    for (const { node } of this.#peaks.toReversed()) top = top === undefined ? node : joinTops(node, top);
    return historyRootOf(this.blocks, top);
  }
}
