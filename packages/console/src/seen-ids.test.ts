import { describe, expect, it } from "vitest";
import { SeenIds } from "./seen-ids.ts";

describe("what is no hash", () => {
  it("is repeated without what steers a terminal, and not by the page", () => {
    for (const typed of ["\u001b[2Jx", "\u202e", "\u009b31m", "y".repeat(10_000)]) {
      const found = new SeenIds().find(typed);
      if (!("wrong" in found)) throw new Error("it was found");
      expect(found.wrong).toContain("is no hash");
      expect(found.wrong).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
      expect(found.wrong.length).toBeLessThan(200);
    }
  });
});
