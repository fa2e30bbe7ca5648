import { expect, it } from "vitest";
import { floodedBytesPerNode, floodedSends } from "./flooding.ts";

/** Sends on each connection but the one it came on, as flooding does. */
function flood(links: readonly (readonly [number, number])[]): number {
  const neighbours = (node: number): number[] => links.flatMap(([a, b]) => (a === node ? [b] : b === node ? [a] : []));
  const queue: (readonly [node: number, from: number])[] = [[0, -1]];
  const has = new Set([0]);
  let sends = 0;
  for (const [node, from] of queue) {
    for (const next of neighbours(node)) {
      if (next === from) continue;
      sends++;
      if (!has.has(next)) queue.push([next, node]);
      has.add(next);
    }
  }
  return sends;
}

const RING = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 0],
] as const;

it.each([
  ["a ring of four", RING, 4],
  ["a ring with both diagonals", [...RING, [0, 2], [1, 3]] as const, 4],
  [
    "a line of three",
    [
      [0, 1],
      [1, 2],
    ] as const,
    3,
  ],
])("%s sends as often as the formula says", (_, links, nodes) => {
  expect(floodedSends({ nodes, connections: links.length })).toBe(flood(links));
});

it("bytes of a node are those of all sends, shared", () => {
  expect(floodedBytesPerNode({ nodes: 4, connections: 4 }, 100)).toBe(125);
});
