/** Everything that is compared on one random tree: a node under a random schedule, and each branch by itself. */

import { schnorr } from "../generate/owners.ts";
import type { TreeRecipe } from "../generate/recipe.ts";
import { buildTree, type Tree, type TreeBlock } from "../generate/tree.ts";
import { verifyWithNoble } from "../model/index.ts";
import type { ChainModules } from "./chain-modules.ts";
import { ComparedNode } from "./compared-node.ts";
import { performPath, performSchedule, type Schedule } from "./schedule.ts";
import type { Tally } from "./tally.ts";
import { Verdicts } from "./verdicts.ts";

const LIMITS = { coins: 1e9, blocks: 1e9 };

export interface Case {
  readonly recipe: TreeRecipe;
  readonly schedule: Schedule;
  /** Noble's verification, which shares nothing with the chain's, takes most of the time: not in every case. */
  readonly isByNoble: boolean;
}

export interface PreparedCase extends Case {
  readonly tree: Tree;
  readonly verdicts: Verdicts;
}

export function prepareCase(each: Case): PreparedCase {
  const tree = buildTree(each.recipe);
  return { ...each, tree, verdicts: new Verdicts(tree, each.isByNoble ? verifyWithNoble : schnorr.verify) };
}

/** Throws Disagreement. */
export function compareCase({ tree, verdicts, schedule }: PreparedCase, modules: ChainModules, tally: Tally): void {
  tally.chains++;
  tally.blocks += tree.blocks.length;
  const nodeWith = (limits: Schedule["limits"], hasPool: boolean): ComparedNode => {
    tally.nodes++;
    return new ComparedNode({ tree, modules, verdicts, limits, hasPool, tally });
  };
  performSchedule(nodeWith(schedule.limits, schedule.hasPool), tree, schedule);
  const parents = new Set(tree.blocks.map(({ parent }) => parent));
  const seen = new Set<TreeBlock>();
  for (const leaf of tree.blocks) {
    if (!parents.has(leaf)) performPath(nodeWith(LIMITS, false), tree, leaf, seen);
  }
}
