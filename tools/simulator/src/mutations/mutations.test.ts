import { describe, expect, it } from "vitest";
import { loadScenarios } from "../load-folder.ts";
import { hunt } from "./hunt.ts";
import { runsOf } from "./hunt-order.ts";
import { removeCopies, sourceOf } from "./mutated-copy.ts";
import { planted } from "./mutation.ts";
import { MUTATIONS } from "./mutations.ts";

const scenarios = (await loadScenarios()).map(({ name }) => name);

describe("planted bugs", () => {
  it("are at least thirty, each with a name of its own", () => {
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(30);
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
  });

  it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))("%s fits its file", (_, mutation) => {
    const text = sourceOf(mutation);
    expect(planted(mutation, text)).not.toBe(text);
    expect(scenarios).toEqual(expect.arrayContaining([...mutation.scenarios]));
  });

  it("are refused where their text does not stand exactly once", () => {
    const mutation = { ...MUTATIONS[0], name: "any", edits: [["a", "b"]] } as unknown as Parameters<typeof planted>[0];
    expect(planted(mutation, "a c")).toBe("b c");
    expect(() => planted(mutation, "a a")).toThrow(/2 times/);
    expect(() => planted(mutation, "c")).toThrow(/0 times/);
  });

  it("are looked for in short runs first, in every scenario before the next seed", () => {
    expect(runsOf({ scenarios: ["x", "y"] }, 3)).toEqual([
      { scenario: "x", seed: "1", hours: 0.5 },
      { scenario: "y", seed: "1", hours: 0.5 },
      { scenario: "x", seed: "2", hours: 0.5 },
    ]);
    expect(runsOf({ scenarios: ["x"] }, 9).at(-1)).toEqual({ scenario: "x", seed: "9", hours: 2 });
  });

  it("are found: work-not-summed", { timeout: 300_000 }, async () => {
    const mutation = MUTATIONS.find(({ name }) => name === "work-not-summed");
    if (mutation === undefined) throw new Error("there is no such mutation");
    const order = { nodes: 12, runs: runsOf(mutation, 2) };
    try {
      expect((await hunt(mutation, order)).last?.found).toBeDefined();
    } finally {
      removeCopies();
    }
  });
});
