import { inputOf } from "../generate/content.ts";
import type { Tree } from "../generate/tree.ts";
import { judgeInContext, type NodeState, type VerifySignature } from "../model/index.ts";

/**
 * What the model said of the blocks of one tree, recalled instead of computed again in each run on the tree. A block's
 * hash fixes its ancestors, so its verdict is the same in every node.
 */
export class Verdicts {
  readonly verify: VerifySignature;
  readonly #tree: Tree;
  readonly #known = new Map<string, string | undefined>();
  #outpoints: readonly (readonly [string, string])[] | undefined;

  constructor(tree: Tree, verify: VerifySignature) {
    this.#tree = tree;
    this.verify = verify;
  }

  readonly judge = (node: NodeState, hash: string): string | undefined => {
    if (!this.#known.has(hash)) this.#known.set(hash, judgeInContext(node, hash));
    return this.#known.get(hash);
  };

  /** All outputs that blocks of the tree make, by the model's name and by the chain's. */
  outpoints(keyOf: (txid: Uint8Array, index: number) => string): readonly (readonly [string, string])[] {
    if (this.#outpoints === undefined) {
      const names = new Set([this.#tree.genesis, ...this.#tree.blocks].flatMap(({ coins }) => [...coins.keys()]));
      this.#outpoints = [...names].map((name) => {
        const { txid, index } = inputOf(name);
        return [name, keyOf(txid, Number(index))] as const;
      });
    }
    return this.#outpoints;
  }
}
