import { describe, expect, it } from "vitest";
import { drawLinePlot } from "./line-plot.ts";
import { formatDuration, formatNumber } from "./markdown-table.ts";
import { scaleOf, ticksOf } from "./plot-scale.ts";

describe("a scale", () => {
  it("reaches over all values and labels round numbers", () => {
    const scale = scaleOf("linear", [0, 50, 9990], [100, 200]);
    expect([scale.low, scale.high]).toEqual([0, 10_000]);
    expect(scale.at(5000)).toBe(150);
    expect(ticksOf(scale, 5)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
  });

  it("labels 1, 2 and 5 on a short logarithmic scale, powers of ten on a long one", () => {
    expect(ticksOf(scaleOf("log", [0.1, 10], [0, 1]), 5)).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
    expect(ticksOf(scaleOf("log", [1, 1000], [0, 1]), 5)).toEqual([1, 10, 100, 1000]);
  });
});

describe("a plot", () => {
  it("escapes its words and holds a line for each series", () => {
    const series = [
      { label: "a < b", points: [[0, 1] as const, [1, 2] as const] },
      { label: "c", points: [[0, 2] as const, [1, 1] as const], dashed: true },
    ];
    const svg = drawLinePlot({ title: "a & b", xLabel: "x", panels: [{ yLabel: "y", yScale: "linear", series }] });
    expect(svg).toContain("a &amp; b");
    expect(svg).toContain("a &lt; b");
    expect(svg.match(/stroke-linejoin/g)).toHaveLength(2);
    expect(svg).not.toContain("NaN");
  });
});

describe("figures", () => {
  it("change their unit where there are a few of the next one", () => {
    expect([59.94, 299, 300, 7199, 7200, 172_799, 172_800].map(formatDuration)).toEqual([
      "59.9 s",
      "299 s",
      "5 min",
      "120 min",
      "2 h",
      "48 h",
      "2 d",
    ]);
    expect(formatDuration(Number.POSITIVE_INFINITY)).toBe("–");
    expect([1234.5, 0.0123].map(formatNumber)).toEqual(["1,235", "0.0123"]);
  });
});
