import { expect, it } from "vitest";
import { asertTestNetwork, BlockTree, drawFrom, naiveHistoryRoot } from "../testing/index.ts";
import { HistoryFold } from "./history-fold.ts";

it("is the recursive definition at every height", () => {
  const tree = new BlockTree(asertTestNetwork());
  const draw = drawFrom(7);
  const fold = new HistoryFold();
  expect([fold.blocks, fold.root()]).toEqual([0, new Uint8Array(32)]);
  for (let tip = tree.genesis; tip.height < 70; ) {
    fold.add(tip);
    expect(fold.blocks).toBe(tip.height + 1);
    expect(fold.root()).toEqual(naiveHistoryRoot(tip));
    tip = tree.extend(tip, { time: tip.header.time + draw(4) }).entry;
  }
});

it("takes no block but the next one", () => {
  const tree = new BlockTree(asertTestNetwork());
  const fold = new HistoryFold();
  const first = tree.extend(tree.genesis).entry;
  expect(() => fold.add(first)).toThrow();
  fold.add(tree.genesis);
  expect(() => fold.add(tree.genesis)).toThrow();
  const copy = fold.copy();
  fold.add(first);
  expect([fold.last, copy.last]).toEqual([first, tree.genesis]);
  copy.add(first);
  expect(copy.root()).toEqual(fold.root());
});
