import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Column, formatFacts, formatTable } from "./tables.ts";
import { widthOf } from "./text-width.ts";

interface Row {
  readonly height: number;
  readonly hash: string;
  readonly note: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "height", cell: ({ height }) => String(height), align: "right" },
  { title: "hash", cell: ({ hash }) => hash, shrinkTo: 13, shorten: "middle" },
  { title: "note", cell: ({ note }) => note, dropRank: 1 },
  { title: "far", cell: () => "x".repeat(20), dropRank: 2 },
];
const ROWS: readonly Row[] = [
  { height: 9, hash: `0000${"a".repeat(56)}1234`, note: "first" },
  { height: 10, hash: `0000${"b".repeat(56)}5678`, note: "second" },
];

describe("formatTable", () => {
  it("shows everything at 120 columns", () => {
    expect(formatTable(ROWS, COLUMNS, 120)).toEqual([
      `height  hash${" ".repeat(62)}note    far`,
      `     9  ${ROWS[0]?.hash}  first   ${"x".repeat(20)}`,
      `    10  ${ROWS[1]?.hash}  second  ${"x".repeat(20)}`,
    ]);
  });

  it("shortens hashes in the middle at 80 columns", () => {
    const lines = formatTable(ROWS, COLUMNS, 80);
    expect(lines[1]).toMatch(/^ {5}9 {2}0000a+…a+1234 {2}first {3}x{20}$/);
    expect(lines[1]).toHaveLength(80);
  });

  it("leaves the least important column out at 40 columns", () => {
    const lines = formatTable(ROWS, COLUMNS, 40);
    expect(lines[0]).toMatch(/^height {2}hash +note$/);
    expect(lines[1]).toMatch(/^ {5}9 {2}0000a+…a+1234 {2}first$/);
  });

  it("cuts the line when nothing can be left out", () => {
    for (const line of formatTable(ROWS, COLUMNS, 10)) expect(widthOf(line)).toBeLessThanOrEqual(10);
  });

  it("never exceeds the width, whatever the cells hold", () => {
    const row = fc.record({
      height: fc.nat(),
      hash: fc.string({ unit: "binary" }),
      note: fc.string({ unit: "binary" }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.integer({ min: 1, max: 130 }), (rows, width) => {
        for (const line of formatTable(rows, COLUMNS, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it("lets no escape sequence of a peer reach the terminal", () => {
    const [, line] = formatTable([{ height: 1, hash: "a\u001b[2Jb\u202ec", note: "x\ny" }], COLUMNS, 120);
    expect(line).toContain("a\ufffd[2Jb\ufffdc");
    expect(line).toContain("x\ufffdy");
  });
});

describe("formatFacts", () => {
  it("keeps amounts aligned that were padded", () => {
    const facts = formatFacts(
      [
        ["Now", "115.5 coins"],
        ["Later", "  0.5 coins"],
      ],
      40,
    );
    expect(facts).toEqual(["Now    115.5 coins", "Later    0.5 coins"]);
  });

  it("goes on below a value that is too long, so that no digit is lost", () => {
    const lines = formatFacts(
      [
        ["Hash", "f".repeat(64)],
        ["Height", "7"],
      ],
      40,
    );
    expect(lines).toEqual([`Hash    ${"f".repeat(32)}`, `        ${"f".repeat(32)}`, "Height  7"]);
  });

  it.each([
    [72, ["Hash    HASH", "Tip     block", "  HASH,", "        the newest"]],
    [71, ["Hash", "  HASH", "Tip     block", "  HASH,", "        the newest"]],
    [65, ["Hash", " HASH", "Tip     block", "HASH,", "        the newest"]],
  ])("gives a hash that %i columns hold a line of its own where it does not fit beside its label", (width, lines) => {
    const hash = "f".repeat(64);
    const facts = [
      ["Hash", hash],
      ["Tip", `block ${hash}, the newest`],
      ["Height", "7"],
    ] as const;
    const shown = formatFacts(facts, width);
    expect(shown.every((line) => widthOf(line) <= width)).toBe(true);
    expect(shown.map((line) => line.replace(hash, "HASH"))).toEqual([...lines, "Height  7"]);
  });
});
