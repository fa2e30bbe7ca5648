/** In which order a node hears of a tree, and what happens to it meanwhile. */
import fc from "fast-check";
import { pathTo, type Tree, type TreeBlock } from "../generate/tree.ts";
import { maxFuture } from "../model/index.ts";
import type { ComparedNode } from "./compared-node.ts";

export interface Step {
  readonly do:
    | "header"
    | "block"
    | "headers-to"
    | "mutant"
    | "advance"
    | "answer"
    | "lose-worker"
    | "commit"
    | "restart";
  readonly pick: number;
}

export interface Schedule {
  /** Whether the node comes to rest after each step, so that the model knows exactly what it does next. */
  readonly isSettled: boolean;
  readonly limits: { readonly coins: number; readonly blocks: number };
  readonly hasPool: boolean;
  readonly steps: readonly Step[];
  /** The order in which all blocks come at last. */
  readonly end: "in-order" | "headers-first" | "backwards";
}

const LIMITLESS = { coins: 1e9, blocks: 1e9 };

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  isSettled: fc.boolean(),
  limits: fc.constantFrom(LIMITLESS, LIMITLESS, { coins: 1e9, blocks: 2 }, { coins: 5, blocks: 1e9 }),
  hasPool: fc.boolean(),
  steps: fc.array(
    fc.oneof(
      { weight: 2, arbitrary: step("header") },
      { weight: 2, arbitrary: step("headers-to") },
      { weight: 8, arbitrary: step("block") },
      { weight: 2, arbitrary: step("mutant") },
      { weight: 4, arbitrary: step("advance") },
      { weight: 4, arbitrary: step("answer") },
      { weight: 1, arbitrary: step("lose-worker") },
      { weight: 4, arbitrary: step("commit") },
      { weight: 1, arbitrary: step("restart") },
    ),
    { maxLength: 50, size: "max" },
  ),
  end: fc.constantFrom("in-order", "headers-first", "backwards"),
});

function step(what: Step["do"]): fc.Arbitrary<Step> {
  return fc.record({ do: fc.constant(what), pick: fc.nat(9_999) });
}

export function performSchedule(node: ComparedNode, tree: Tree, { steps, isSettled, end }: Schedule): void {
  for (const each of steps) {
    performStep(node, tree, each);
    if (isSettled) node.settle();
  }
  const { blocks } = tree;
  const late = (block: TreeBlock): bigint => latestOf(tree) + block.time;
  if (end !== "in-order") for (const block of blocks) node.deliverHeader(block.header, late(block));
  for (const block of end === "backwards" ? blocks.toReversed() : blocks) {
    for (const mutant of block.mutants) node.deliverBlock(mutant, late(block));
    node.deliverBlock(block.bytes, late(block));
    if (isSettled) node.settle();
  }
  node.settle();
  while (node.commitStep());
  node.restart();
  node.settle();
}

/**
 * One branch from genesis on, so that every block of it is judged; each that was not `seen` on another branch comes a
 * second too early, and then at the earliest second that is allowed.
 */
export function performPath(node: ComparedNode, tree: Tree, leaf: TreeBlock, seen: Set<TreeBlock>): void {
  const future = maxFuture(tree.parameters);
  for (const block of pathTo(leaf)) {
    if (seen.has(block)) {
      node.deliverBlock(block.bytes, block.time);
      continue;
    }
    seen.add(block);
    node.deliverBlock(block.bytes, block.time - future - 1n);
    node.deliverBlock(block.bytes, block.time - future);
    node.settle();
  }
}

function performStep(node: ComparedNode, tree: Tree, { do: what, pick }: Step): void {
  const block = tree.blocks[pick % tree.blocks.length] as TreeBlock;
  const now = clockFor(tree, block, pick);
  switch (what) {
    case "header":
      return node.deliverHeader(block.header, now);
    case "headers-to":
      for (const each of pathTo(block)) node.deliverHeader(each.header, latestOf(tree));
      return;
    case "block":
      // headers come before bodies for the most part
      if (pick % 3 !== 0) for (const each of pathTo(block)) node.deliverHeader(each.header, latestOf(tree));
      return node.deliverBlock(block.bytes, now);
    case "mutant": {
      const mutants = tree.blocks.flatMap((each) => each.mutants);
      const mutant = mutants[pick % Math.max(1, mutants.length)];
      if (mutant !== undefined) node.deliverBlock(mutant, latestOf(tree));
      return;
    }
    case "advance":
      node.advance(1 + (pick % 6));
      return;
    case "answer":
      node.answer(pick, false);
      return;
    case "lose-worker":
      node.answer(pick, true);
      return;
    case "commit":
      for (let count = pick % 4; count >= 0; count--) node.commitStep();
      return;
    case "restart":
      node.restart();
      return;
    default:
      what satisfies never;
  }
}

/** Late enough, or exactly at the bound, or a second before it. */
function clockFor(tree: Tree, block: TreeBlock, pick: number): bigint {
  const earliest = block.time - maxFuture(tree.parameters);
  if (pick % 8 === 0) return earliest;
  return pick % 8 === 1 ? earliest - 1n : latestOf(tree);
}

function latestOf({ genesis, blocks }: Tree): bigint {
  return [genesis, ...blocks].reduce((latest, { time }) => (time > latest ? time : latest), 0n);
}
