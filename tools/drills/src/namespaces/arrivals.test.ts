import { describe, expect, it } from "vitest";
import { Arrivals } from "./arrivals.ts";

const found = (height: number) => ({ code: "block-found", facts: { height } });
const tip = (height: number) => ({ code: "tip-changed", facts: { height } });

describe("when blocks arrive", () => {
  it("is counted from the find, and a node that takes two at once had both then", () => {
    const arrivals = new Arrivals();
    arrivals.told("miner", found(1), 1_000);
    arrivals.told("far", tip(1), 1_300);
    arrivals.told("miner", found(2), 2_000);
    arrivals.told("miner", found(3), 3_000);
    arrivals.told("far", tip(3), 3_400);
    expect(arrivals.delaysMs("far")).toEqual([300, 1_400, 400]);
    // at the find of block 3 it lacked block 2
    expect(arrivals.lags("far")).toEqual([0, 1]);
  });

  it("is never before the find, and unknown of blocks that did not arrive", () => {
    const arrivals = new Arrivals();
    arrivals.told("near", tip(1), 999);
    arrivals.told("miner", found(1), 1_000);
    arrivals.told("miner", found(2), 2_000);
    expect(arrivals.delaysMs("near")).toEqual([0]);
    expect(arrivals.delaysMs("nobody")).toEqual([]);
  });

  it("is not told by other notices", () => {
    const arrivals = new Arrivals();
    arrivals.told("miner", found(1), 1_000);
    arrivals.told("far", { code: "peer-ready", facts: { height: 1 } }, 1_100);
    expect(arrivals.delaysMs("far")).toEqual([]);
  });
});
