import { expect, it } from "vitest";
import type { SimNode } from "../engine/sim-node.ts";
import { ItemWay } from "./item-way.ts";

/** Only told apart. */
const nodes = Array.from({ length: 5 }, (_, index) => ({ index }) as unknown as SimNode);
const [origin, first, second, third] = nodes as [SimNode, SimNode, SimNode, SimNode];

it("a part of the nodes is reached when the last of so many is, and only first times count", () => {
  const way = new ItemWay(origin, 1_000);
  way.reached(first, 1_010);
  way.reached(second, 1_030);
  way.reached(second, 1_999);
  expect([way.timeTo(0.2, 5), way.timeTo(0.4, 5), way.timeTo(0.6, 5)]).toEqual([0, 10, 30]);
  expect([way.timeTo(0.61, 5), way.timeTo(1, 5)]).toEqual([undefined, undefined]);
  way.reached(third, 1_040);
  expect([way.timeTo(1, 4), way.nodesReached]).toEqual([40, 4]);
});

it("hops are counted along the way on which each node heard it first", () => {
  const way = new ItemWay(origin, 0);
  way.heard(first, origin);
  way.heard(second, first);
  way.heard(second, origin);
  expect([way.hopsMost, way.hopsMean]).toEqual([2, 1]);
});

it("of the copies that a node gets, all after the first are too many", () => {
  const way = new ItemWay(origin, 0);
  for (const node of [first, second, second, second]) way.copyCame(node);
  expect([way.copies, way.copiesTooMany]).toEqual([4, 2]);
});
