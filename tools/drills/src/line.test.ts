import { describe, expect, it } from "vitest";
import { runLine } from "./line.ts";
import { worst } from "./wait-until.ts";

/** Four hops of relay delay, on a busy machine. */
const ACROSS_MS = 8_000;

describe("five real nodes in a line", () => {
  it("carry payments and blocks from end to end, and nothing crosses a link twice", async () => {
    const { problems, paymentMs, blockMs, links } = await runLine(2, 0);
    expect(problems).toEqual([]);
    expect(links.map(({ link }) => link).sort()).toEqual(["0-1", "1-2", "2-3", "3-4"]);
    expect(paymentMs).toHaveLength(5);
    expect(worst(paymentMs)).toBeLessThan(ACROSS_MS);
    expect(worst(blockMs)).toBeLessThan(ACROSS_MS);
  });
});
