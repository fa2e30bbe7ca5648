import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SignatureMemory } from "./engine/signature-memory.ts";
import { loadAdversaries, loadCheckers, loadScenarios } from "./load-folder.ts";
import { runSeed } from "./run-seed.ts";

const [scenarios, adversaries, checkers] = await Promise.all([loadScenarios(), loadAdversaries(), loadCheckers()]);

function hashOf(name: string, seed: string, { watched = true } = {}): string {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
  const liars = adversaries.filter((each) => scenario.liars?.strategies.includes(each.name));
  const order = { seed, scenario, nodes: 12, hours: 0.5, adversaries: liars, signatures: new SignatureMemory() };
  return runSeed({ ...order, checkers: watched ? checkers : [] }).traceHash;
}

describe("a run", { timeout: 300_000 }, () => {
  it.each(["nodes-crash-and-restart", "peers-half-liars"])("of %s has the same trace hash every time", (name) => {
    expect(hashOf(name, "1")).toBe(hashOf(name, "1"));
  });

  it("is another one with another seed", () => {
    expect(hashOf("network-honest", "1")).not.toBe(hashOf("network-honest", "2"));
  });

  it("is the same whoever watches", () => {
    expect(hashOf("network-honest", "1", { watched: false })).toBe(hashOf("network-honest", "1"));
  });
});

describe("the simulator's own code", () => {
  const folder = new URL("./", import.meta.url);
  /** What finds files, and what deals runs out to threads and tells about them. */
  const aroundRuns = [
    "main.ts",
    "measure/main.ts",
    "measure/measure-worker.ts",
    "mutations/hunt.ts",
    "mutations/main.ts",
    "mutations/hunt-in-copy.ts",
    "load-folder.ts",
    "seed-worker.ts",
    "seed-workers.ts",
    "simulate.ts",
  ];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => [file, readFileSync(new URL(file, folder), "utf8")] as const);

  it.each(["Date.", "new Date", "Math.random", "performance.", "setTimeout", "setInterval", "node:crypto", "await "])(
    "knows no %s but where files are found and around the runs",
    (word) => {
      const users = files.filter(([file, text]) => !aroundRuns.includes(file) && text.includes(word));
      expect(users.map(([file]) => file)).toEqual([]);
    },
  );
});
