import { describe, expect, it } from "vitest";
import { SignatureMemory } from "./engine/signature-memory.ts";
import { loadAdversaries, loadCheckers, loadScenarios } from "./load-folder.ts";
import { runSeed } from "./run-seed.ts";

/** More of them, and the whole two hours, by command: `npm run simulate -- --seeds 5` runs every scenario five times. */
const SEEDS = Number(process.env.TRIAD_SIMULATOR_SEEDS ?? "1");
/** A run takes some seconds of a core that does nothing else. */
const TEST_MS_MAX = 300_000 * SEEDS;
const HOURS = Number(process.env.TRIAD_SIMULATOR_HOURS ?? "0.6");

const [scenarios, adversaries, checkers] = await Promise.all([loadScenarios(), loadAdversaries(), loadCheckers()]);
const signatures = new SignatureMemory();

describe("twelve nodes keep every invariant", () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    "in %s",
    (_, scenario) => {
      const liars = adversaries.filter(({ name }) => scenario.liars?.strategies.includes(name));
      for (let seed = 1; seed <= SEEDS; seed++) {
        const order = {
          seed: String(seed),
          nodes: 12,
          hours: HOURS,
          scenario,
          checkers,
          adversaries: liars,
          signatures,
        };
        expect(runSeed(order).violation).toBeUndefined();
      }
    },
    TEST_MS_MAX,
  );

  it("and every strategy that a scenario names exists", () => {
    const known = adversaries.map(({ name }) => name);
    const named = scenarios.flatMap(({ liars }) => liars?.strategies ?? []);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
