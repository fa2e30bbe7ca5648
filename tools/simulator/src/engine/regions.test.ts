import { expect, it } from "vitest";
import { drawPlace, latencyBetween, REGION_SHARES, ROUND_TRIP_MS } from "./regions.ts";
import { SeededRandom } from "./seeded-random.ts";

it("regions are as full as their shares say", () => {
  const random = new SeededRandom("regions");
  const counts = REGION_SHARES.map(() => 0);
  for (let i = 0; i < 10_000; i++) {
    const { region } = drawPlace(random);
    counts[region] = (counts[region] ?? 0) + 1;
  }
  for (const [region, share] of REGION_SHARES.entries()) {
    expect(Math.abs((counts[region] ?? 0) / 10_000 - share)).toBeLessThan(0.02);
  }
});

it("both ways take as long, half of a round trip and the last mile of both", () => {
  for (const [from, row] of ROUND_TRIP_MS.entries()) {
    for (const to of row.keys()) {
      const [here, there] = [
        { region: from, lastMileMs: 2 },
        { region: to, lastMileMs: 3 },
      ];
      expect(latencyBetween(here, there)).toBe((row[to] ?? 0) / 2 + 5);
      expect(latencyBetween(there, here)).toBe(latencyBetween(here, there));
    }
  }
});
