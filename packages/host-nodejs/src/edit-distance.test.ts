import { describe, expect, it } from "vitest";
import { nearestWord } from "./edit-distance.ts";

describe("the nearest word", () => {
  it("differs in at most a third of its letters", () => {
    expect(nearestWord("max-inbuond", ["max-inbound", "max-outbound"])).toBe("max-inbound");
    expect(nearestWord("abcxyz", ["abcdef"])).toBeUndefined();
    expect(nearestWord("abcdxy", ["abcdef"])).toBe("abcdef");
  });

  it("may be two letters longer or shorter than what was typed, and not three", () => {
    expect(nearestWord("pe", ["peer"])).toBe("peer");
    expect(nearestWord("peerss", ["peer"])).toBe("peer");
    expect(nearestWord("p", ["peer"])).toBeUndefined();
    expect(nearestWord("peersss", ["peer"])).toBeUndefined();
  });

  it("is not looked for letter by letter when a megabyte was pasted", () => {
    const startMs = performance.now();
    expect(nearestWord("x".repeat(1_000_000), ["max-inbound", "max-outbound", "listen"])).toBeUndefined();
    expect(performance.now() - startMs).toBeLessThan(100);
  });
});
