import { describe, expect, it } from "vitest";
import { KillTally } from "./kill-tally.ts";

describe("the table of kills", () => {
  it("has a line for each phase that was hit, and one for all", () => {
    const tally = new KillTally();
    tally.add({ phase: "import", isSound: true, bodiesAhead: 0, blocksLost: undefined });
    tally.add({ phase: "coin cache", isSound: true, bodiesAhead: 12, blocksLost: 7 });
    tally.add({ phase: "coin cache", isSound: false, bodiesAhead: 0, blocksLost: 2 });
    expect(tally.table()).toEqual([
      "killed while     | kills | sound | bodies ahead of coins | blocks lost: all | worst",
      "import           |     1 |     1 |                     0 |                - |     -",
      "coin cache       |     2 |     1 |                     1 |                9 |     7",
      "all              |     3 |     2 |                     1 |                9 |     7",
    ]);
  });
});
