import { describe, expect, it } from "vitest";
import { tellProgress } from "./progress.ts";
import { openWorkLines, withBar } from "./progress-bar.ts";

describe("withBar", () => {
  it("is as full as the work, and fits", () => {
    expect(withBar("Verified.", 0.5, 80)).toBe(`${"█".repeat(12)}${"░".repeat(12)}  50 %  Verified.`);
    expect(withBar("Verified.", 0.999, 23)).toBe("█████░  99 %  Verified.");
    expect(withBar("Verified.", 1, 22)).toBe("100 %  Verified.");
    expect(withBar("Verified.", 0.1, 10)).toBe(" 10 %  Ver");
    expect(withBar("Verified.", undefined, 80)).toBe("Verified.");
  });
});

describe("tellProgress", () => {
  it("says how many, how fast and how long, and is silent while it is quick", () => {
    let nowMs = 0;
    const told: string[] = [];
    const progress = tellProgress("Verified", (line) => void told.push(line), { now: () => nowMs });
    progress(1, 1000);
    nowMs = 1_999;
    progress(2, 1000);
    nowMs = 2_000;
    progress(200, 1000);
    nowMs = 5_000;
    progress(250);
    expect(told).toEqual([
      "Verified block 200 of 1000 (100 a second, about 8 s left).",
      "Verified block 250 (50 a second).",
    ]);
  });
});

it("tellProgress takes the share of a file that was read where the last height is not known", () => {
  let nowMs = 0;
  const told: unknown[] = [];
  const progress = tellProgress("Read", (...line) => void told.push(line), { now: () => nowMs, everyMs: 1 });
  progress(1, undefined, 0);
  nowMs = 2_000;
  progress(200, undefined, 0.25);
  nowMs = 4_000;
  progress(400, undefined, 1);
  expect(told).toEqual([
    ["Read block 200 (100 a second, about 6 s left).", 0.25],
    ["Read block 400 (100 a second, about 0 s left).", 1],
  ]);
});

describe("openWorkLines", () => {
  const written = (isTTY: boolean, env = {}) => {
    let text = "";
    const lines = openWorkLines({ isTTY, columns: 40, write: (more: string) => (text += more) }, env);
    lines.tellProgress("Read 1.", 0.5);
    lines.tellProgress("Read 2.", 1);
    lines.tell("Done.");
    lines.tell("Bye.");
    return text;
  };

  it("draws a bar in its place on a terminal, and leaves none behind", () => {
    expect(written(true).split("\r\u001b[K")).toEqual([
      `${"█".repeat(12)}${"░".repeat(12)}  50 %  Read 1.`,
      `${"█".repeat(24)} 100 %  Read 2.`,
      "Done.\nBye.\n",
    ]);
  });

  it("writes whole lines to a file, a pipe and a dumb terminal", () => {
    expect(written(false)).toBe("Read 1.\nRead 2.\nDone.\nBye.\n");
    expect(written(true, { TERM: "dumb" })).toBe(written(false));
  });
});
