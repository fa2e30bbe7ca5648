import { expect, it } from "vitest";
import { type CpuProfile, fileOf, packageOf, profileShares } from "./cpu-profile.ts";

const OURS = "file:///repo/packages/chain/src/coin.ts";
const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url },
  children,
});

/** Own times in ms: readCoin 1 and 2 (it calls itself), set 4 (the engine's), idle 8, garbage collector 16. */
const PROFILE: CpuProfile = {
  nodes: [
    node(1, "(root)", "", [2, 5, 6]),
    node(2, "readCoin", OURS, [3, 4]),
    node(3, "readCoin", OURS),
    node(4, "set", ""),
    node(5, "(idle)", ""),
    node(6, "(garbage collector)", ""),
  ],
  samples: [2, 3, 4, 5, 6],
  timeDeltas: [1_000, 2_000, 4_000, 8_000, 16_000],
};

it("time is added up by function, and what the engine does belongs to its caller's file", () => {
  const shares = profileShares(PROFILE);
  expect(shares).toMatchObject({ busyMs: 23, idleMs: 8 });
  expect(shares.files.slice(0, 2)).toEqual([
    { name: "(garbage collector)", ms: 16 },
    { name: "chain/src/coin.ts", ms: 7 },
  ]);
  expect(shares.functions).toContainEqual({ name: "readCoin  chain/src/coin.ts", ms: 3 });
  expect(shares.functions).toContainEqual({ name: "set (engine)", ms: 4 });
});

it("a function that calls itself is counted once as a step", () => {
  expect(profileShares(PROFILE).steps).toEqual([{ name: "readCoin  chain/src/coin.ts", ms: 7 }]);
});

it("files are named by their package or library", () => {
  expect(fileOf("file:///x/node_modules/@noble/hashes/sha2.js")).toBe("@noble/hashes/sha2.js");
  expect(fileOf(`${OURS}?tsx=1`)).toBe("chain/src/coin.ts");
  expect(packageOf("@noble/hashes/sha2.js")).toBe("@noble/hashes");
  expect(packageOf("chain/src/coin.ts")).toBe("chain");
  expect(packageOf("node:internal/timers")).toBe("node");
});
