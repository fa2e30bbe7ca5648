import { expect, it } from "vitest";
import type { AttackResult } from "./measure-attack.ts";
import { reportTable } from "./report-table.ts";

const RESULT: AttackResult = {
  attack: "idle",
  seconds: 1.4,
  sent: { connections: 1_200, frames: 3, bytes: 2_000_000 },
  resident: { start: 250e6, peak: 300e6, end: 251e6 },
  kept: { start: 50e6, end: 51e6 },
  blocksBefore: { medianMs: 4.6, worstMs: 20, count: 9 },
  blocksDuring: { medianMs: 7.2, worstMs: 90, count: 18 },
  logBytes: 12_345,
  ends: [
    ["bad-frame", 1_000],
    ["left", 200],
  ],
  endTexts: [],
  honestEnds: [],
  problems: [],
};

it("a result is a row: what was sent, memory, block times, log, ends and the verdict", () => {
  const [head, , row] = reportTable([RESULT]).split("\n");
  expect(head?.split(" | ").length).toBe(row?.split(" | ").length);
  expect(row).toBe(
    "| `idle` | 1,200 connections, 3 frames, 2 MB in 1 s | 250, 300, 251 | 50, 51 | 5 (20), 7 (90) | 12 | bad-frame 1,000, left 200 | ok |",
  );
});

it("a bound that was broken is told in the row", () => {
  const { resident: _unknown, ...rest } = RESULT;
  const table = reportTable([{ ...rest, resident: {}, problems: ["the node has ended"] }]);
  expect(table).toContain("| ?, ?, ? |");
  expect(table).toContain("| FAILED: the node has ended |");
});
