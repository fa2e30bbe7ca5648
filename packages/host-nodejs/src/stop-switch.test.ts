import { describe, expect, it } from "vitest";
import { createStopSwitch, SAME_KEYPRESS_MS } from "./stop-switch.ts";

function pressAt(...times: number[]): string[] {
  const done: string[] = [];
  let nowMs = 0;
  const { signal } = createStopSwitch({
    nowMs: () => nowMs,
    stopCleanly: () => done.push("cleanly"),
    stopAtOnce: () => done.push("at once"),
  });
  for (const time of times) {
    nowMs = time;
    signal();
  }
  return done;
}

describe("stopping by signals", () => {
  it("is clean at the first", () => expect(pressAt(10)).toEqual(["cleanly"]));
  it("takes two signals of one keypress as one", () => {
    expect(pressAt(10, 11, 10 + SAME_KEYPRESS_MS)).toEqual(["cleanly"]);
  });
  it("is at once at a later one", () => {
    expect(pressAt(10, 11 + SAME_KEYPRESS_MS)).toEqual(["cleanly", "at once"]);
  });
});
