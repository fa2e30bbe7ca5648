import { expect, it } from "vitest";
import { printCell, printReport } from "./print-report.ts";

it("numbers stand to the right, with the digits that say something", () => {
  const table = { title: "T", columns: ["", "ms"], rows: [["a", 1234.5] as const, ["bc", 7.25] as const] };
  expect(printReport({ tables: [{ ...table, notes: ["n"] }], data: {} })).toBe(
    ["T", "", "       ms", "--  -----", "a   1,235", "bc    7.3", "  n", ""].join("\n"),
  );
  expect(printCell(0.1234)).toBe("0.123");
});
